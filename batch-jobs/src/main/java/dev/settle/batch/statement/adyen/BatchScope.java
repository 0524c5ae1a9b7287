package dev.settle.batch.statement.adyen;

import static dev.settle.batch.statement.adyen.AdyenColumn.*;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.csv.CsvTable;
import org.jspecify.annotations.Nullable;

/** What every row of one batch has in common: merchant account, batch number and net currency. */
final class BatchScope {
  private final @Nullable String expectedMerchant;
  private @Nullable String merchant;
  private @Nullable String batch;
  private @Nullable String currency;
  private int digits;

  BatchScope(@Nullable String expectedMerchant) {
    this.expectedMerchant = expectedMerchant;
  }

  /** Takes a row; refuses it when it is of another account, batch or currency than the first. */
  void take(CsvTable table) throws StatementRefusedException {
    String account = table.required(MERCHANT);
    if (expectedMerchant != null && !expectedMerchant.equals(account)) {
      throw other(table, MERCHANT, account, expectedMerchant);
    }
    merchant = same(table, MERCHANT, account, merchant);
    batch = same(table, BATCH, table.required(BATCH), batch);
    String code = table.required(NET_CURRENCY);
    if (currency == null) {
      digits = Decimals.digitsOf(code, table.line(), NET_CURRENCY);
    }
    currency = same(table, NET_CURRENCY, code, currency);
  }

  @Nullable String merchant() {
    return merchant;
  }

  @Nullable String currency() {
    return currency;
  }

  /** Fraction digits of the net currency. */
  int digits() {
    return digits;
  }

  private static String same(CsvTable table, String column, String value, @Nullable String first)
      throws StatementRefusedException {
    if (first != null && !first.equals(value)) {
      throw other(table, column, value, first);
    }
    return value;
  }

  private static StatementRefusedException other(
      CsvTable table, String column, String value, String expected) {
    return new StatementRefusedException(
        table.line(), column, "'" + value + "' where the report must be of " + expected);
  }
}
