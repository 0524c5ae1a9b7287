package dev.settle.batch.sharing;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An order as the payment service has it, with what nights have found of it.
 *
 * @param order before its refunds
 * @param refunds minor units, in their order
 * @param isShared whether a night has shared it: only then its fee and month's volume are known
 */
public record PaidOrder(SharedOrder order, List<Long> refunds, boolean isShared) {
  /** Keeps its own copy. */
  public PaidOrder {
    refunds = List.copyOf(refunds);
  }

  /**
   * Reads one.
   *
   * @throws BatchException 65 when there is no such paid order, or it has no merchant; 1 when it
   *     cannot be read
   */
  public static PaidOrder read(Connection postgres, ClickHouse clickHouse, String orderId) {
    GenericRecord shared =
        clickHouse.rowsOf("sharing/shared_order.sql", Map.of("order_id", orderId)).get(0);
    try (PreparedStatement select =
            postgres.prepareStatement(SqlResource.read("sharing/paid_order.sql"));
        PreparedStatement refunds =
            postgres.prepareStatement(SqlResource.read("sharing/paid_order_refunds.sql"))) {
      select.setString(1, orderId);
      refunds.setString(1, orderId);
      try (ResultSet row = select.executeQuery();
          ResultSet refund = refunds.executeQuery()) {
        if (!row.next()) {
          throw BatchException.refused("there is no paid order " + orderId);
        }
        if (row.getString("merchant_id") == null) {
          throw BatchException.refused(
              "order %s is a %s: it has no merchant, so nothing of it is shared"
                  .formatted(orderId, row.getString("kind")));
        }
        List<Long> amounts = new ArrayList<>();
        while (refund.next()) {
          amounts.add(refund.getLong("amount"));
        }
        return new PaidOrder(order(row, shared), amounts, shared.getLong("lines") > 0);
      }
    } catch (SQLException e) {
      throw BatchException.failed("order " + orderId + ": " + e.getMessage(), e);
    }
  }

  private static SharedOrder order(ResultSet row, GenericRecord shared) throws SQLException {
    Channel channel = Channel.valueOf(row.getString("channel"));
    return new SharedOrder(
        row.getString("merchant_id"),
        OrderKind.valueOf(row.getString("kind")),
        channel,
        row.getString("currency"),
        BusinessDay.dateOf(channel, row.getTimestamp("paid_at").getTime()),
        row.getLong("amount"),
        0,
        Math.max(shared.getBigInteger("fees").longValueExact(), 0),
        shared.getLong("volume"));
  }
}
