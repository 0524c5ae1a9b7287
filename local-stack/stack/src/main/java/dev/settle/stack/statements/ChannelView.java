package dev.settle.stack.statements;

import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.money.Money;
import dev.settle.stack.traffic.ChannelAgreement;
import dev.settle.stack.traffic.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a channel knows of a day. It is taken from the payment service's own tables, not from the
 * ledger: a mistake of the ledger must show in the reconciliation.
 */
final class ChannelView {
  private static final String PAYMENTS = SqlResource.read(ChannelView.class, "payments-of-day.sql");
  private static final String REFUNDS = SqlResource.read(ChannelView.class, "refunds-of-day.sql");

  private ChannelView() {}

  /**
   * The day's payments, then its refunds, each in the channel's day in which it happened.
   * Withdrawals are in none of the statements that are agreed.
   */
  static List<ChannelLine> linesOf(
      Connection connection, ChannelAgreement agreement, LocalDate date) throws SQLException {
    BusinessDay day = BusinessDay.of(agreement.channel(), date);
    long feeRatePpm = agreement.feeRatePpm();
    List<ChannelLine> lines = new ArrayList<>();
    try (PreparedStatement statement = ofDay(connection, PAYMENTS, day);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        lines.add(payment(row, instant(row, "paid_at"), feeRatePpm));
      }
    }
    try (PreparedStatement statement = ofDay(connection, REFUNDS, day);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Instant requestedAt = instant(row, "created_at");
        lines.add(
            ChannelLine.refund(
                payment(row, requestedAt, feeRatePpm),
                instant(row, "succeeded_at"),
                row.getString("channel_refund_id"),
                row.getString("refund_id"),
                money(row),
                requestedAt));
      }
    }
    return lines;
  }

  private static ChannelLine payment(ResultSet row, Instant at, long feeRatePpm)
      throws SQLException {
    return ChannelLine.payment(
        instant(row, "ordered_at"),
        at,
        row.getString("channel_txn_id"),
        row.getString("order_id"),
        row.getString("user_id"),
        product(row),
        money(row),
        feeRatePpm);
  }

  private static PreparedStatement ofDay(Connection connection, String sql, BusinessDay day)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, day.channel().name());
    statement.setObject(2, day.start().atOffset(ZoneOffset.UTC));
    statement.setObject(3, day.end().atOffset(ZoneOffset.UTC));
    return statement;
  }

  private static Money money(ResultSet row) throws SQLException {
    return Money.ofMinor(row.getLong("amount"), row.getString("currency"));
  }

  /** Commas on purpose: product names have them, and a bill has no quoting. */
  private static String product(ResultSet row) throws SQLException {
    return switch (row.getString("kind")) {
      case "TOP_UP" -> "充值";
      case "TIP" -> "打赏,感谢支持";
      default -> "商品,一件";
    };
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
