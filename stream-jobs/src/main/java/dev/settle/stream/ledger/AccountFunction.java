package dev.settle.stream.ledger;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.stream.ledger.rule.LedgerLeg;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
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
 * <p>State: two numbers an account, kept for ever. Cost: one read and one write an entry.
 */
public final class AccountFunction extends KeyedProcessFunction<String, LedgerLeg, BookedEntry> {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient ValueState<AccountState> accountState;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter entries;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter overdrafts;

  @Override
  public void open(OpenContext context) {
    accountState = getRuntimeContext().getState(LedgerIds.ACCOUNT_STATE);
    entries = getRuntimeContext().getMetricGroup().counter("entries");
    overdrafts = getRuntimeContext().getMetricGroup().counter("overdrafts");
  }

  /**
   * Books a leg.
   *
   * @throws LedgerOverflowException when the balance would not fit 64 bits
   */
  @Override
  public void processElement(LedgerLeg leg, Context context, Collector<BookedEntry> out)
      throws Exception {
    AccountState account = accountState.value();
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
              "balance %d of %s (shard %d, %s) and the amount %d of journal %s exceed 64 bits;"
                  + " correct the order at its source, no entry was written",
              before, leg.account, leg.shard, leg.currency, leg.amount, leg.journalId),
          e);
    }
    accountState.update(account);
    entries.inc();
    BookedEntry entry =
        new BookedEntry(
            leg, account.sequence, account.balance, context.timerService().currentProcessingTime());
    if (before >= 0 && account.balance < 0 && AccountAddress.isAvailable(leg.account)) {
      overdrafts.inc();
      context.output(LedgerIds.OVERDRAFTS, entry);
    }
    out.collect(entry);
  }
}
