package dev.settle.batch.cli;

import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementSummary;
import dev.settle.batch.statement.camt.CamtStatement;
import dev.settle.schemas.money.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A verdict on a statement for a person. */
final class StatementText {
  private StatementText() {}

  static String of(StatementCheck check) {
    StatementSummary summary = check.summary();
    StringBuilder text = new StringBuilder();
    text.append("%s: %s%n".formatted(check.fileName(), check.accepted() ? "accepted" : "refused"));
    row(text, "format", summary.format());
    row(text, "covers", summary.part());
    row(text, "channel", summary.channel());
    row(text, "merchant", summary.merchant());
    row(text, "business date", summary.businessDate());
    row(text, "sha256", check.sha256());
    if (check.accepted()) {
      row(text, "lines", summary.lines());
    }
    if (check.accepted() && summary.currency() != null) {
      Currency currency = Currency.getInstance(summary.currency());
      boolean bank = CamtStatement.NAME.equals(summary.format());
      String in = bank ? "credits" : "payments";
      String out = bank ? "debits" : "refunds";
      row(text, in, counted(summary.paymentCount(), summary.paymentAmount(), currency));
      row(text, out, counted(summary.refundCount(), summary.refundAmount(), currency));
      row(text, "fees", new Money(summary.feeAmount(), currency));
      row(text, "net", new Money(summary.netAmount(), currency));
    }
    return text.toString();
  }

  private static String counted(long count, long minor, Currency currency) {
    return "%,d, %s".formatted(count, new Money(minor, currency));
  }

  private static void row(StringBuilder text, String name, @Nullable Object value) {
    if (value != null) {
      text.append("  %-14s %s%n".formatted(name, value));
    }
  }
}
