package dev.settle.batch.bank;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.camt.BankStatement;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;

/**
 * A bank statement of an agreed account, as a file told it. Amounts: signed minor units.
 *
 * @param sequence number of the statement; {@value #NO_SEQUENCE} when the bank gives none
 * @param statementNo number of the statement in the file
 */
record ToldStatement(
    LocalDate closingDate,
    String account,
    String currency,
    long sequence,
    LocalDate openingDate,
    long opening,
    long closing,
    String id,
    int statementNo,
    String fileName) {
  static final long NO_SEQUENCE = -1;

  /** By account and currency, then as the bank gave them. */
  static final Comparator<ToldStatement> ORDER =
      Comparator.comparing(ToldStatement::account)
          .thenComparing(ToldStatement::currency)
          .thenComparing(ToldStatement::closingDate)
          .thenComparing(ToldStatement::sequence)
          .thenComparing(ToldStatement::fileName)
          .thenComparing(ToldStatement::statementNo);

  static ToldStatement of(BankStatement statement, String fileName) {
    Long sequence = statement.sequence();
    return new ToldStatement(
        statement.closingDate(),
        statement.account(),
        statement.currency(),
        sequence == null ? NO_SEQUENCE : sequence,
        statement.openingDate(),
        statement.opening(),
        statement.closing(),
        statement.statementId(),
        statement.statementNo(),
        fileName);
  }

  /** A row of the table. */
  static ToldStatement of(GenericRecord row) {
    return new ToldStatement(
        row.getLocalDate("business_date"),
        row.getString("account"),
        row.getString("currency"),
        row.getLong("sequence"),
        row.getLocalDate("opening_date"),
        row.getLong("opening"),
        row.getLong("closing"),
        row.getString("statement_id"),
        Math.toIntExact(row.getLong("statement_no")),
        row.getString("file_name"));
  }

  void writeTo(RowBinaryBlock block) {
    block
        .date(closingDate)
        .string(account)
        .string(currency)
        .int64(sequence)
        .date(openingDate)
        .int64(opening)
        .int64(closing)
        .string(id)
        .int32(statementNo)
        .string(fileName);
  }

  boolean isOfSameAccount(ToldStatement other) {
    return account.equals(other.account) && currency.equals(other.currency);
  }

  boolean hasSequence() {
    return sequence != NO_SEQUENCE;
  }

  /** The same statement, whatever file tells it. */
  boolean saysTheSame(ToldStatement other) {
    return isOfSameAccount(other)
        && closingDate.equals(other.closingDate)
        && openingDate.equals(other.openingDate)
        && sequence == other.sequence
        && opening == other.opening
        && closing == other.closing
        && id.equals(other.id);
  }

  /** For a person: what it is and where it stands. */
  @Override
  public String toString() {
    return (hasSequence() ? "statement " + sequence : "statement " + id)
        + " of "
        + account
        + " (closes on "
        + closingDate
        + ", "
        + fileName
        + ")";
  }

  String money(long minor) {
    return currency
        + " "
        + Decimals.plain(minor, Currency.getInstance(currency).getDefaultFractionDigits());
  }
}
