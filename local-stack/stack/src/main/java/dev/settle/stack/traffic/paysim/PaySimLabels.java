package dev.settle.stack.traffic.paysim;

import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a log says of its rows, {@code isFraud}, as labels of the orders that a replay makes of
 * them: by the replay's own mapping, so the log need not be replayed here or now. A row's order is
 * labelled; not its opening balances, and not the cent that rounding left over.
 */
public final class PaySimLabels {
  private static final LocalDate ANY_DAY = LocalDate.EPOCH;

  private PaySimLabels() {}

  /**
   * Reads the labels of a log by order id.
   *
   * @throws TrafficException when the log is refused or has no labels
   */
  public static Map<String, Boolean> read(Path file) throws IOException {
    PaySimLog log = PaySimLog.check(file, Long.MAX_VALUE);
    Map<String, Boolean> labels = new TreeMap<>();
    try (PaySimReader reader = new PaySimReader(file)) {
      if (!reader.hasLabels()) {
        throw reader.refuse("the header has no column isFraud, so there are no labels");
      }
      PaySimMapper mapper = new PaySimMapper(reader, log.id(), ANY_DAY);
      for (PaySimRow row = reader.next(); row != null; row = reader.next()) {
        for (String orderId : labelled(mapper.map(row).orders(), mapper.orderId(row))) {
          labels.put(orderId, row.fraud());
        }
      }
    }
    return labels;
  }

  private static List<String> labelled(List<OrderPlan> orders, String rowId) {
    List<String> ids = orders.stream().map(OrderPlan::order).map(NewOrder::orderId).toList();
    return ids.contains(rowId)
        ? List.of(rowId)
        : ids.stream().filter(id -> id.startsWith(rowId)).toList();
  }
}
