package dev.settle.stream.fraud.history;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.SourcePosition;
import dev.settle.stream.fraud.rule.EventReader;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.UnreadableChangeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events that the fraud job saw, from {@code settlement.payment_event}, in the order of {@link
 * FraudEvent#ORDER}. Each version of an order is held against the one captured before it and given
 * to the job's own {@link EventReader}, so a row means the same here and there.
 *
 * <p><b>Cost.</b> One query a slice: it looks for the slice's orders by their times, in all that
 * was created before, and sorts what it finds. The server keeps a slice's events; here are those of
 * one millisecond.
 *
 * <p><b>What differs from the job.</b> An order that a snapshot repeats after it was captured is
 * held against what was captured; the job takes a snapshot's row for an order that it never saw.
 */
public final class FraudHistory {
  /** Orders labelled as fraud that are held in memory. */
  static final int FRAUDS_MAX = 5_000_000;

  private static final String EVENTS = resource("events.sql");
  private static final String FRAUDS = resource("frauds.sql");

  /** Takes events in order. */
  public interface EventConsumer {
    /** Takes the next event. */
    void accept(FraudEvent event) throws IOException, InterruptedException;
  }

  private final ClickHouseReader clickHouse;

  /** History of this server. */
  public FraudHistory(HistoryServer server) {
    this.clickHouse = new ClickHouseReader(server);
  }

  /**
   * Reads the events of [from, to), milliseconds since the epoch.
   *
   * @return how many versions of orders could not be read, as the job could not
   * @throws HistoryException when ClickHouse refuses or does not answer
   */
  public long read(long from, long to, EventConsumer events)
      throws IOException, InterruptedException {
    Slice slice = new Slice(events);
    clickHouse.read(
        EVENTS, Map.of("from", Long.toString(from), "to", Long.toString(to)), slice::accept);
    slice.flush();
    return slice.unreadable;
  }

  /**
   * The orders whose last label says fraud.
   *
   * @throws HistoryException when ClickHouse refuses or does not answer
   */
  public Set<String> fraudulentOrders() throws IOException, InterruptedException {
    Set<String> orders = new HashSet<>();
    clickHouse.read(
        FRAUDS,
        Map.of(),
        row -> {
          orders.add(row.string());
          if (orders.size() > FRAUDS_MAX) {
            throw HistoryException.unusable(
                "more than " + FRAUDS_MAX + " orders are labelled as fraud");
          }
        });
    return orders;
  }

  /** Rows of a slice come by time; those of the same millisecond are sorted here by their ids. */
  private static final class Slice {
    private final EventConsumer events;
    private final List<FraudEvent> sameTime = new ArrayList<>();
    private long unreadable;

    Slice(EventConsumer events) {
      this.events = events;
    }

    void accept(RowReader row) throws IOException, InterruptedException {
      boolean refund = row.bool();
      PaymentChange change = change(row);
      try {
        for (FraudEvent event : EventReader.read(change)) {
          if (event.refund() == refund) {
            add(event);
          }
        }
      } catch (UnreadableChangeException e) {
        unreadable++;
      }
    }

    private void add(FraudEvent event) throws IOException, InterruptedException {
      if (!sameTime.isEmpty() && sameTime.get(0).time() != event.time()) {
        flush();
      }
      sameTime.add(event);
    }

    void flush() throws IOException, InterruptedException {
      sameTime.sort(FraudEvent.ORDER);
      for (FraudEvent event : sameTime) {
        events.accept(event);
      }
      sameTime.clear();
    }
  }

  private static PaymentChange change(RowReader row) throws IOException {
    OrderRow after = new OrderRow();
    after.setOrderId(row.string());
    after.setVersion(row.int64());
    after.setKind(row.string());
    after.setChannel(row.string());
    after.setCurrency(row.string());
    after.setAmount(row.int64());
    after.setRefundedAmount(row.int64());
    after.setStatus(row.string());
    after.setPayerId(row.string());
    after.setPayeeId(row.string());
    after.setMerchantId(row.string());
    after.setDeviceId(row.string());
    after.setClientIp(row.string());
    long paidAt = row.int64();
    after.setPaidAt(paidAt < 0 ? null : paidAt);
    after.setUpdatedAt(row.int64());
    SourcePosition source = new SourcePosition();
    source.setCommittedAt(row.int64());
    PaymentChange change = new PaymentChange();
    change.setEntity(Entity.PAYMENT_ORDER);
    change.setOp(Operation.UPDATE);
    change.setEntityId(after.getOrderId());
    change.setOrderId(after.getOrderId());
    change.setOrderAfter(after);
    change.setSource(source);
    boolean isKnown = row.bool();
    String statusBefore = row.string();
    long refundedBefore = row.int64();
    if (isKnown) {
      OrderRow before = new OrderRow();
      before.setOrderId(after.getOrderId());
      before.setStatus(statusBefore);
      before.setRefundedAmount(refundedBefore);
      change.setOrderBefore(before);
    }
    return change;
  }

  private static String resource(String name) {
    try (InputStream in = FraudHistory.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
