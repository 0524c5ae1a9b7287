package dev.settle.schemas.account;

import dev.settle.schemas.payment.Channel;
import java.util.regex.Pattern;

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

  /** Fees that the platform earns. */
  public static final String PLATFORM_FEES = "platform:fees";

  /** Fees that channels keep. */
  public static final String PLATFORM_CHANNEL_FEES = "platform:channel-fees";

  /** Money that has no owner yet. */
  public static final String PLATFORM_SUSPENSE = "platform:suspense";

  private static final String USER = "user:";
  private static final String MERCHANT = "merchant:";
  private static final String PENDING = ":pending";
  private static final String FROZEN = ":frozen";
  private static final Pattern KNOWN =
      Pattern.compile(
          "(user|merchant):[A-Za-z0-9_-]{1,64}(:frozen)?"
              + "|merchant:[A-Za-z0-9_-]{1,64}:pending"
              + "|(partner|bank):[A-Za-z0-9_-]{1,64}"
              + "|channel:(WECHAT|ALIPAY|UNIONPAY|STRIPE|ADYEN)"
              + "|platform:(fees|channel-fees|suspense)");

  private AccountAddress() {}

  /** A user's wallet. */
  public static String user(String userId) {
    return USER + userId;
  }

  /** A user's money that is set aside by holds. */
  public static String userFrozen(String userId) {
    return USER + userId + FROZEN;
  }

  /** Taken for a merchant, not yet settled. */
  public static String merchantPending(String merchantId) {
    return MERCHANT + merchantId + PENDING;
  }

  /** Settled and payable to a merchant. */
  public static String merchant(String merchantId) {
    return MERCHANT + merchantId;
  }

  /** A merchant's money that is held back. */
  public static String merchantFrozen(String merchantId) {
    return MERCHANT + merchantId + FROZEN;
  }

  /** True when the text is an address of the chart of accounts. */
  public static boolean isValid(String account) {
    return KNOWN.matcher(account).matches();
  }

  /**
   * True for what a user or a merchant can spend: not what is frozen or not yet settled. It should
   * not fall below zero.
   */
  public static boolean isAvailable(String account) {
    return (account.startsWith(USER) || account.startsWith(MERCHANT))
        && account.indexOf(':') == account.lastIndexOf(':');
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
   * True for the account that takes a leg of every payment of a merchant. The merchant's available
   * account is never sharded: its one balance is watched for overdrafts.
   */
  public static boolean isMerchantPending(String account) {
    return account.startsWith(MERCHANT) && account.endsWith(PENDING);
  }

  /**
   * The shard that takes a leg on an account: 0 for an ordinary account, else {@link #hotShardOf}.
   *
   * @param cause id of the order, hold or instruction
   */
  public static int shardOf(String account, String cause) {
    return isHot(account) ? hotShardOf(cause) : 0;
  }

  /** The shard of a hot account: a hash, the same in every release and on every machine. */
  public static int hotShardOf(String cause) {
    int hash = cause.hashCode();
    // String.hashCode leaves neighbouring ids in neighbouring values: mix (MurmurHash3's finaliser)
    // before taking the remainder.
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    return Math.floorMod(hash, HOT_SHARDS);
  }
}
