package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementSummary;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file of bank statements says as a whole: credits count as payments, debits as refunds, so
 * that the net is what the balances moved by. Account, day and currency are known when all its
 * statements have the same; sums are given in one currency only.
 */
final class CamtSummary {
  private final Tally booked = new Tally();
  private @Nullable String version;
  private @Nullable String account;
  private @Nullable String currency;
  private @Nullable LocalDate date;
  private boolean severalAccounts;
  private boolean severalCurrencies;
  private boolean severalDates;
  private long lines;
  private int entries;
  private int statements;

  void version(String value) {
    version = value;
  }

  /** Number of the next statement. */
  int nextStatement() {
    statements = Math.incrementExact(statements);
    return statements;
  }

  /** Number of the next entry. */
  int nextEntry() {
    entries = Math.incrementExact(entries);
    return entries;
  }

  void entry(BankEntry entry) {
    severalAccounts |= account != null && !account.equals(entry.account());
    severalCurrencies |= currency != null && !currency.equals(entry.currency());
    account = Objects.requireNonNullElse(account, entry.account());
    currency = Objects.requireNonNullElse(currency, entry.currency());
    if (!severalCurrencies) {
      booked.add(entry.amount(), entry.amount() < 0 ? -1 : 1);
    }
    lines++;
  }

  void statement(BankStatement statement) {
    severalAccounts |= account != null && !account.equals(statement.account());
    severalCurrencies |= currency != null && !currency.equals(statement.currency());
    severalDates |= date != null && !date.equals(statement.closingDate());
    account = Objects.requireNonNullElse(account, statement.account());
    currency = Objects.requireNonNullElse(currency, statement.currency());
    date = Objects.requireNonNullElse(date, statement.closingDate());
  }

  StatementSummary toSummary() {
    boolean sums = !severalCurrencies;
    return new StatementSummary(
        CamtStatement.NAME,
        version,
        null,
        severalAccounts ? null : account,
        severalDates ? null : date,
        lines,
        sums ? currency : null,
        sums ? booked.creditCount() : 0,
        sums ? booked.creditAmount() : 0,
        sums ? booked.debitCount() : 0,
        sums ? booked.debitAmount() : 0,
        0);
  }
}
