package dev.settle.schemas.account;

import dev.settle.schemas.payment.Channel;

/**
 * Addresses of ledger accounts (domain.md section 3). Liabilities have positive balances, assets
 * negative ones.
 */
public final class AccountAddress {
  /**
   * Number of shards of a hot account. Changing it changes the meaning of every shard: never change
   * it on a live ledger.
   */
  public static final int HOT_SHARDS = 8;

  private static final String USER = "user:";
  private static final String MERCHANT = "merchant:";

  private AccountAddress() {}

  /** A user's wallet. */
  public static String user(String userId) {
    return USER + userId;
  }

  /** Taken for a merchant, not yet settled. */
  public static String merchantPending(String merchantId) {
    return MERCHANT + merchantId + ":pending";
  }

  /** Settled and payable to a merchant. */
  public static String merchant(String merchantId) {
    return MERCHANT + merchantId;
  }

  /** Money in transit at a channel. */
  public static String channel(Channel channel) {
    return "channel:" + channel.name();
  }

  /**
   * True for accounts that take a leg of very many payments and are kept in shards: channel, bank
   * and platform accounts.
   */
  public static boolean isHot(String account) {
    return account.startsWith("channel:")
        || account.startsWith("bank:")
        || account.startsWith("platform:");
  }

  /**
   * The shard that takes an order's leg on an account: 0 for an ordinary account, else a hash of
   * the order id, the same in every release and on every machine.
   */
  public static int shardOf(String account, String orderId) {
    if (!isHot(account)) {
      return 0;
    }
    int hash = orderId.hashCode();
    // String.hashCode leaves neighbouring ids in neighbouring values: mix (MurmurHash3's finaliser)
    // before taking the remainder.
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    return Math.floorMod(hash, HOT_SHARDS);
  }
}
