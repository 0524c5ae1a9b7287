package dev.settle.stream.ledger.rule;

import dev.settle.schemas.account.AccountAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where in the books a journal goes: the shard of each account, and the business date, which is
 * another one than the natural one when that was closed.
 */
public final class BookingRules {
  private final ClosedDays closedDays = new ClosedDays();
  private final Set<String> hotAccounts = new HashSet<>();

  /** No day is closed and no merchant is hot. */
  public BookingRules() {}

  /** The closed days, to add to. */
  public ClosedDays closedDays() {
    return closedDays;
  }

  /**
   * Marks a merchant hot, or no longer. Entries that were booked stay in their shards: the balance
   * is the sum of all shards before and after.
   */
  public void hotMerchant(String merchantId, boolean hot) {
    String account = AccountAddress.merchantPending(merchantId);
    if (hot) {
      hotAccounts.add(account);
    } else {
      hotAccounts.remove(account);
    }
  }

  /**
   * Gives the legs of a journal their shards and their business date.
   *
   * @param journal legs with their natural business date
   * @param change what caused the journal
   */
  public void place(List<LedgerLeg> journal, Change change) {
    for (LedgerLeg leg : journal) {
      leg.shard = isHot(leg.account) ? AccountAddress.hotShardOf(change.key()) : 0;
      int open = closedDays.openDay(leg.channel, leg.businessDay, change.lsn());
      if (open != leg.businessDay) {
        leg.originalBusinessDay = leg.businessDay;
        leg.businessDay = open;
      }
    }
  }

  private boolean isHot(String account) {
    return AccountAddress.isHot(account) || hotAccounts.contains(account);
  }
}
