package dev.settle.stream.ledger;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.stream.state.KeyedStore;
import dev.settle.stream.state.StateKey;
import dev.settle.stream.state.WriteBackCache;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The second keyed step, by account, shard and currency: gives each leg its sequence and the
 * balance after it. Legs of one order arrive in the order's own order; legs of different orders in
 * the order of their arrival, which is why {@code booked_at} and {@code sequence} say when the
 * ledger took an entry, and {@code event_time} when it happened.
 *
 * <p>An available account that falls below zero is booked, for it has happened, and raised once per
 * crossing as an overdraft.
 *
 * <p>State: two numbers an account, kept for ever. Cost: one read of an account that was not used
 * lately, one write of each account that was used, a checkpoint.
 */
final class AccountFunction extends KeyedProcessFunction<String, EncodedLeg, BookedEntry>
    implements KeyOnDemand {
  private static final long serialVersionUID = 1;

  /** About 170 bytes each. */
  private static final int ACCOUNTS_IN_MEMORY_MAX = 300_000;

  @SuppressWarnings("NullAway.Init") // by bind()
  private transient StateKey key;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient WriteBackCache<AccountState> accounts;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter entries;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter overdrafts;

  @Override
  public void bind(StateKey stateKey) {
    key = stateKey;
  }

  @Override
  public void open(OpenContext context) {
    accounts =
        new WriteBackCache<>(
            new KeyedStore<>(getRuntimeContext().getState(LedgerIds.ACCOUNT_STATE), key),
            ACCOUNTS_IN_MEMORY_MAX);
    entries = getRuntimeContext().getMetricGroup().counter("entries");
    overdrafts = getRuntimeContext().getMetricGroup().counter("overdrafts");
  }

  @Override
  public void writeBack() throws Exception {
    accounts.writeBack();
  }

  /**
   * Books a leg.
   *
   * @throws LedgerOverflowException when the balance would not fit 64 bits
   */
  @Override
  public void processElement(EncodedLeg leg, Context context, Collector<BookedEntry> out)
      throws Exception {
    accounts.makeRoom();
    WriteBackCache.Slot<AccountState> slot = accounts.at(leg.accountKey);
    AccountState account = slot.value();
    if (account == null) {
      account = new AccountState();
    }
    long before = account.balance;
    try {
      account.balance = Math.addExact(before, leg.amount);
      account.sequence = Math.incrementExact(account.sequence);
    } catch (ArithmeticException e) {
      throw new LedgerOverflowException(
          String.format(
              "balance %d of %s and the amount %d of journal %s exceed 64 bits;"
                  + " correct the order at its source, no entry was written",
              before, leg.accountKey, leg.amount, leg.decode().getJournalId()),
          e);
    }
    slot.update(account);
    entries.inc();
    long now = context.timerService().currentProcessingTime();
    BookedEntry entry = leg.book(account.sequence, account.balance, now);
    if (before >= 0
        && account.balance < 0
        && AccountAddress.isAvailable(AccountKeySelector.accountOf(leg.accountKey))) {
      overdrafts.inc();
      context.output(LedgerIds.OVERDRAFTS, entry);
    }
    out.collect(entry);
  }
}
