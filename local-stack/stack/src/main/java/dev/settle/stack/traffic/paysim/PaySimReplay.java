package dev.settle.stack.traffic.paysim;

import dev.settle.stack.traffic.Batch;
import dev.settle.stack.traffic.ChannelAgreement;
import dev.settle.stack.traffic.Merchant;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.Progress;
import dev.settle.stack.traffic.ReferenceWriter;
import dev.settle.stack.traffic.SqlResource;
import dev.settle.stack.traffic.TrafficException;
import dev.settle.stack.traffic.WriterPool;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a log's payments to PostgreSQL; run again, it goes on where it was stopped. */
public final class PaySimReplay {
  private static final int BATCH_ORDERS_MAX = 1_000;
  private static final String REGISTER =
      SqlResource.read(PaySimReplay.class, "/dev/settle/stack/traffic/create-replay-register.sql");

  private final PaymentDatabase database;
  private final int connections;
  private final PrintStream progressOut;

  /** A replay over so many connections. */
  public PaySimReplay(PaymentDatabase database, int connections, PrintStream progressOut) {
    this.database = database;
    this.connections = connections;
    this.progressOut = progressOut;
  }

  /**
   * What was written.
   *
   * @param firstDay the Beijing day of step 1
   * @param ordersNew orders that were not there before
   * @param ordersExisting orders that were there already
   */
  public record Result(LocalDate firstDay, long ordersNew, long ordersExisting) {}

  /**
   * Writes the log.
   *
   * @param wanted the day of step 1, or null for the day of an earlier replay of the same log, else
   *     the given default
   * @param standard the default
   * @throws TrafficException when the log was replayed into another day before, or a write fails
   *     for good
   */
  public Result replay(PaySimLog log, @Nullable LocalDate wanted, LocalDate standard)
      throws IOException, SQLException, InterruptedException {
    LocalDate firstDay;
    try (Connection connection = database.connectPatiently()) {
      ReferenceWriter.writeAgreements(
          connection, List.of(ChannelAgreement.UNIONPAY, ChannelAgreement.WALLET));
      firstDay = register(connection, log, wanted, standard);
    }
    Progress progress = new Progress(progressOut, "orders written", log.count(PaySimCount.ORDERS));
    try (WriterPool pool = new WriterPool(database, connections)) {
      List<OrderPlan> pending = new ArrayList<>();
      log.visit(
          firstDay,
          row -> {
            pending.addAll(row.orders());
            if (pending.size() >= BATCH_ORDERS_MAX) {
              submit(pool, pending);
              progress.show(pool.ordersNew() + pool.ordersExisting());
            }
          });
      submit(pool, pending);
      pool.finish();
      progress.finish(pool.ordersNew() + pool.ordersExisting());
      return new Result(firstDay, pool.ordersNew(), pool.ordersExisting());
    }
  }

  private static void submit(WriterPool pool, List<OrderPlan> pending) throws InterruptedException {
    if (pending.isEmpty()) {
      return;
    }
    Map<String, Merchant> merchants = new LinkedHashMap<>();
    for (OrderPlan plan : pending) {
      String id = plan.order().merchantId();
      if (id != null) {
        merchants.putIfAbsent(id, new Merchant(id, "PaySim " + id, PaySimMapper.CURRENCY));
      }
    }
    pool.submit(Batch.ofOrders(pending, List.copyOf(merchants.values())));
    pending.clear();
  }

  private static LocalDate register(
      Connection connection, PaySimLog log, @Nullable LocalDate wanted, LocalDate standard)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(REGISTER);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO traffic.paysim_log (log_id, sha256, business_date) VALUES (?, ?, ?) ON CONFLICT (log_id) DO NOTHING")) {
      insert.setString(1, log.id());
      insert.setString(2, log.sha256());
      insert.setObject(3, wanted == null ? standard : wanted);
      insert.executeUpdate();
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT sha256, business_date FROM traffic.paysim_log WHERE log_id = ?")) {
      select.setString(1, log.id());
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next() || !rows.getString(1).equals(log.sha256())) {
          throw TrafficException.failed(
              "log id " + log.id() + " belongs to another file in traffic.paysim_log");
        }
        LocalDate known = rows.getObject(2, LocalDate.class);
        if (wanted != null && !wanted.equals(known)) {
          throw TrafficException.usage(
              "%s was replayed into %s before and would be booked twice: leave out --business-date %s"
                  .formatted(log.file(), known, wanted));
        }
        return known;
      }
    }
  }
}
