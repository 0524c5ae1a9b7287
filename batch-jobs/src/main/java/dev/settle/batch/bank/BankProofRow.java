package dev.settle.batch.bank;

import com.clickhouse.client.api.query.GenericRecord;
import java.math.BigInteger;

/**
 * One side of a day's payouts in one currency. Amounts in minor units.
 *
 * @param side who tells it
 * @param currency ISO 4217
 * @param opening open items of the day before
 * @param dayRows the day's rows
 * @param day their amount
 * @param settled what the sides agree on: the channels the same as the ledger, the bank the same as
 *     the ledger and our payouts together
 * @param closing open items after the day
 * @param residual opening + day - settled - closing
 */
public record BankProofRow(
    BankSide side,
    String currency,
    BigInteger opening,
    long dayRows,
    BigInteger day,
    BigInteger settled,
    BigInteger closing,
    BigInteger residual) {

  /** A row of {@code bank/proof.sql}. */
  static BankProofRow ofFigures(GenericRecord row) {
    return new BankProofRow(
        BankSide.valueOf(row.getString("side")),
        row.getString("code"),
        row.getBigInteger("opening"),
        row.getLong("day_rows"),
        row.getBigInteger("day"),
        row.getBigInteger("settled"),
        row.getBigInteger("closing"),
        row.getBigInteger("residual"));
  }

  /** A row of the table. */
  static BankProofRow ofTable(GenericRecord row) {
    return new BankProofRow(
        BankSide.valueOf(row.getString("side")),
        row.getString("currency"),
        row.getBigInteger("opening_amount"),
        row.getLong("day_rows"),
        row.getBigInteger("day_amount"),
        row.getBigInteger("settled_amount"),
        row.getBigInteger("closing_amount"),
        row.getBigInteger("residual"));
  }

  /** True when nothing is left over. */
  public boolean holds() {
    return residual.signum() == 0;
  }

  /** The figures in one fixed form, which the chain hashes. */
  String canonical() {
    return String.join(
        "|",
        side.name(),
        currency,
        opening.toString(),
        Long.toString(dayRows),
        day.toString(),
        settled.toString(),
        closing.toString(),
        residual.toString());
  }
}
