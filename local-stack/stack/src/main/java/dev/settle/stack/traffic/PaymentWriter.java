package dev.settle.stack.traffic;

import dev.settle.schemas.payment.OrderStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of orders through their lives, as a payment service does: pending, then paid or
 * cancelled, then refund by refund, each step a transaction of its own that updates with the
 * optimistic lock and checks how many rows it changed. Every id and time comes from the plan, so a
 * batch that was written in part, or wholly, is simply written again: what is there is skipped, and
 * at the end every order must stand as planned. One instance serves one connection; not thread
 * safe.
 */
final class PaymentWriter {
  private static final String INSERT_ORDERS =
      SqlResource.read(PaymentWriter.class, "insert-orders.sql");
  private static final String PAY_ORDERS = SqlResource.read(PaymentWriter.class, "pay-orders.sql");
  private static final String CANCEL_ORDERS =
      SqlResource.read(PaymentWriter.class, "cancel-orders.sql");
  private static final String INSERT_REFUNDS =
      SqlResource.read(PaymentWriter.class, "insert-refunds.sql");
  private static final String SUCCEED_REFUNDS =
      SqlResource.read(PaymentWriter.class, "succeed-refunds.sql");
  private static final String RAISE_REFUNDED =
      SqlResource.read(PaymentWriter.class, "raise-refunded-amounts.sql");
  private static final String FAIL_REFUNDS =
      SqlResource.read(PaymentWriter.class, "fail-refunds.sql");
  private static final String FIND_UNLIKE =
      SqlResource.read(PaymentWriter.class, "find-unlike-orders.sql");

  private final Connection connection;

  PaymentWriter(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /**
   * Writes a batch.
   *
   * @return how many of its orders were new
   * @throws SQLException when the database refuses or breaks; the batch may be written again
   * @throws TrafficException when an order is there already with another content, or a lock changed
   *     fewer rows than it must
   */
  int write(List<OrderPlan> batch) throws SQLException {
    try {
      int inserted = insertOrders(batch);
      boolean fresh = inserted == batch.size();
      if (!fresh) {
        List<Unlike> unlike = findUnlike(batch);
        refuseOtherContent(unlike);
        if (unlike.isEmpty()) {
          return inserted;
        }
      }
      settle(batch, fresh);
      for (int rank = 0; writeRefunds(batch, rank, fresh); rank++) {}
      List<Unlike> unlike = findUnlike(batch);
      if (!unlike.isEmpty()) {
        throw TrafficException.failed(
            unlike.size()
                + " orders do not stand as written, the first: "
                + unlike.get(0)
                + ". Does another writer work on the same orders?");
      }
      return inserted;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  private int insertOrders(List<OrderPlan> batch) throws SQLException {
    List<NewOrder> rows = batch.stream().map(OrderPlan::order).toList();
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ORDERS)) {
      new SqlArrays<>(connection, statement, rows)
          .text(NewOrder::orderId)
          .text(order -> order.kind().name())
          .text(order -> order.channel().name())
          .text(NewOrder::merchantId)
          .text(NewOrder::payerId)
          .text(NewOrder::payeeId)
          .text(NewOrder::currency)
          .bigint(NewOrder::amount)
          .text(NewOrder::deviceId)
          .text(NewOrder::clientIp)
          .text(NewOrder::traceParent)
          .time(NewOrder::createdAt);
      int inserted = statement.executeUpdate();
      connection.commit();
      return inserted;
    }
  }

  private void settle(List<OrderPlan> batch, boolean fresh) throws SQLException {
    List<OrderPlan> paid = batch.stream().filter(plan -> plan.paidAt() != null).toList();
    if (!paid.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(PAY_ORDERS)) {
        new SqlArrays<>(connection, statement, paid)
            .text(plan -> plan.order().orderId())
            .text(OrderPlan::channelTxnId)
            .time(OrderPlan::paidAt);
        commitIfAll(statement.executeUpdate(), paid.size(), fresh, "orders paid");
      }
    }
    List<OrderPlan> cancelled = batch.stream().filter(plan -> plan.cancelledAt() != null).toList();
    if (!cancelled.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(CANCEL_ORDERS)) {
        new SqlArrays<>(connection, statement, cancelled)
            .text(plan -> plan.order().orderId())
            .time(OrderPlan::cancelledAt);
        commitIfAll(statement.executeUpdate(), cancelled.size(), fresh, "orders cancelled");
      }
    }
  }

  /** Asks for and settles the refund of that rank of every order; false when none has so many. */
  private boolean writeRefunds(List<OrderPlan> batch, int rank, boolean fresh) throws SQLException {
    List<RefundStep> steps = new ArrayList<>();
    for (OrderPlan plan : batch) {
      if (plan.refunds().size() > rank) {
        steps.add(RefundStep.of(plan, rank));
      }
    }
    if (steps.isEmpty()) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT_REFUNDS)) {
      new SqlArrays<>(connection, statement, steps)
          .text(step -> step.refund.refundId())
          .text(step -> step.order.orderId())
          .bigint(step -> step.refund.amount())
          .text(step -> step.order.currency())
          .time(step -> step.refund.createdAt());
      commitIfAll(statement.executeUpdate(), steps.size(), fresh, "refunds asked for");
    }
    List<RefundStep> succeeded = steps.stream().filter(step -> step.refund.succeeds()).toList();
    if (!succeeded.isEmpty()) {
      succeed(succeeded, fresh);
    }
    List<RefundStep> failed = steps.stream().filter(step -> !step.refund.succeeds()).toList();
    if (!failed.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(FAIL_REFUNDS)) {
        new SqlArrays<>(connection, statement, failed)
            .text(step -> step.refund.refundId())
            .time(step -> step.refund.createdAt());
        commitIfAll(statement.executeUpdate(), failed.size(), fresh, "refunds failed");
      }
    }
    return true;
  }

  /** The refund and its order change in one transaction, or neither does. */
  private void succeed(List<RefundStep> steps, boolean fresh) throws SQLException {
    int refunds;
    try (PreparedStatement statement = connection.prepareStatement(SUCCEED_REFUNDS)) {
      new SqlArrays<>(connection, statement, steps)
          .text(step -> step.refund.refundId())
          .text(step -> step.refund.channelRefundId())
          .time(step -> step.refund.succeededAt());
      refunds = statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(RAISE_REFUNDED)) {
      new SqlArrays<>(connection, statement, steps)
          .text(step -> step.order.orderId())
          .bigint(step -> step.versionBefore)
          .bigint(step -> step.refundedAfter)
          .text(step -> step.statusAfter.name())
          .time(step -> step.refund.succeededAt());
      int orders = statement.executeUpdate();
      if (orders != refunds) {
        throw TrafficException.failed(
            refunds
                + " refunds succeeded but "
                + orders
                + " orders took them: nothing was written");
      }
    }
    commitIfAll(refunds, steps.size(), fresh, "refunds succeeded");
  }

  private void commitIfAll(int changed, int wanted, boolean fresh, String what)
      throws SQLException {
    if (fresh && changed != wanted) {
      throw TrafficException.failed(
          what
              + ": the optimistic lock let "
              + changed
              + " rows through, not "
              + wanted
              + "; does another writer work on them?");
    }
    connection.commit();
  }

  private List<Unlike> findUnlike(List<OrderPlan> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND_UNLIKE)) {
      new SqlArrays<>(connection, statement, batch)
          .text(plan -> plan.order().orderId())
          .text(plan -> plan.order().kind().name())
          .text(plan -> plan.order().channel().name())
          .text(plan -> plan.order().merchantId())
          .text(plan -> plan.order().payerId())
          .text(plan -> plan.order().payeeId())
          .text(plan -> plan.order().currency())
          .bigint(plan -> plan.order().amount())
          .time(plan -> plan.order().createdAt())
          .time(OrderPlan::paidAt)
          .text(plan -> plan.finalStatus().name())
          .bigint(OrderPlan::finalVersion)
          .bigint(OrderPlan::refundedAmount)
          .bigint(plan -> (long) plan.refunds().size());
      Map<String, OrderPlan> plans = new HashMap<>();
      batch.forEach(plan -> plans.put(plan.order().orderId(), plan));
      List<Unlike> unlike = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          OrderPlan plan = Objects.requireNonNull(plans.get(rows.getString("order_id")));
          unlike.add(
              new Unlike(
                  plan,
                  rows.getString("status"),
                  rows.getLong("version"),
                  rows.getBoolean("on_the_way")));
        }
      }
      connection.commit();
      return unlike;
    }
  }

  private static void refuseOtherContent(List<Unlike> unlike) {
    for (Unlike order : unlike) {
      if (!order.onTheWay) {
        throw TrafficException.failed(
            order
                + ". Another order has this id: use another seed, day or file, or an empty database.");
      }
    }
  }

  private void rollBack(Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** An order that does not stand as planned. */
  private record Unlike(OrderPlan plan, @Nullable String status, long version, boolean onTheWay) {
    @Override
    public String toString() {
      return "order %s stands at %s, version %d, but the plan says %s of %s, version %d"
          .formatted(
              plan.order().orderId(),
              status == null ? "nothing" : status,
              version,
              plan.finalStatus(),
              plan.order().kind(),
              plan.finalVersion());
    }
  }

  /** A refund and what it does to its order. */
  private record RefundStep(
      NewOrder order,
      RefundPlan refund,
      long versionBefore,
      long refundedAfter,
      OrderStatus statusAfter) {

    static RefundStep of(OrderPlan plan, int rank) {
      RefundPlan refund = plan.refunds().get(rank);
      List<RefundPlan> before =
          plan.refunds().subList(0, rank).stream().filter(RefundPlan::succeeds).toList();
      long refunded = before.stream().mapToLong(RefundPlan::amount).sum() + refund.amount();
      OrderStatus status =
          refunded == plan.order().amount() ? OrderStatus.REFUNDED : OrderStatus.PARTIALLY_REFUNDED;
      return new RefundStep(plan.order(), refund, 2L + before.size(), refunded, status);
    }
  }
}
