package dev.settle.batch.nightly;

import dev.settle.batch.nightly.LandedLedger.Leg;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands for the ledger job where the night waits for it: takes closings in, and books what the
 * night and the people at the breaks order.
 */
final class StandInJob {
  private static final String ORDERED_BY_THE_NIGHT =
      "i.kind = 'TOLERANCE' OR i.business_key ~ '^(share|settle|payout|return)/'";

  private final Stores stores;
  private final LandedLedger landed;
  private final Thread ledger;
  private final Set<String> booked = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile boolean acknowledges = true;

  StandInJob(Stores stores, LandedLedger landed) {
    this.stores = stores;
    this.landed = landed;
    this.ledger = new Thread(this::acknowledgeClosings, "ledger");
    ledger.start();
  }

  /** The ledger books the corrections that were ordered since the last time. */
  void bookCorrections() throws SQLException {
    book("i.kind = 'CORRECTION'");
  }

  /** The ledger has booked all that nights and payouts ordered. */
  void bookOrdered() throws SQLException {
    book(ORDERED_BY_THE_NIGHT);
  }

  /** What is ordered and not booked yet: into its day, or the first open one. */
  private synchronized void book(String which) throws SQLException {
    try (Connection connection = stores.postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT i.instruction_id, i.kind, i.business_key, i.business_date::text AS asked, i.channel, i.merchant_id, i.reason, i.maker, i.checker,
                       greatest(i.business_date, (SELECT max(c.business_date) + 1 FROM payments.business_day_close c WHERE c.channel = i.channel))::text AS open,
                       (SELECT string_agg(format('%%s|%%s|%%s', leg->>'account', leg->>'currency', leg->>'amount'), ' ' ORDER BY place)
                        FROM jsonb_array_elements(i.legs) WITH ORDINALITY AS of_legs(leg, place)) AS legs
                FROM payments.ledger_instruction i WHERE %s ORDER BY i.created_at, i.instruction_id
                """
                    .formatted(which))) {
      while (rows.next()) {
        if (booked.add(rows.getString("instruction_id")) && !isBooked(rows.getString(1))) {
          book(rows);
        }
      }
    }
  }

  private void book(ResultSet order) throws SQLException {
    String id = order.getString("instruction_id");
    Map<String, List<Leg>> legs = new TreeMap<>();
    List<String> tuples = new ArrayList<>();
    for (String text : order.getString("legs").split(" ", -1)) {
      String[] leg = text.split("\\|", -1);
      legs.computeIfAbsent(leg[1], currency -> new ArrayList<>())
          .add(new Leg(leg[0], Long.parseLong(leg[2])));
      tuples.add("('%s', '%s', %s)".formatted(leg[0], leg[1], leg[2]));
    }
    stores.clickHouse.run(
        "INSERT INTO settlement.ledger_instruction (instruction_id, kind, business_key, business_date, channel, merchant_id, reason, maker, checker, legs)"
            + " VALUES ('%s', '%s', '%s', '%s', '%s', %s, %s, '%s', %s, [%s])"
                .formatted(
                    id,
                    order.getString("kind"),
                    order.getString("business_key"),
                    order.getString("asked"),
                    order.getString("channel"),
                    Stores.quoted(order.getString("merchant_id")),
                    Stores.quoted(order.getString("reason")),
                    order.getString("maker"),
                    Stores.quoted(order.getString("checker")),
                    String.join(", ", tuples)),
        Map.of());
    Map<String, String> columns =
        new HashMap<>(
            Map.of(
                "instruction_id", Stores.quoted(id),
                "business_key", Stores.quoted(order.getString("business_key"))));
    if (!order.getString("open").equals(order.getString("asked"))) {
      columns.put("original_business_date", Stores.quoted(order.getString("asked")));
    }
    for (Map.Entry<String, List<Leg>> ofCurrency : legs.entrySet()) {
      landed.post(
          "instruction:" + id,
          "INSTRUCTION",
          order.getString("kind"),
          order.getString("channel"),
          ofCurrency.getKey(),
          order.getString("open"),
          columns,
          ofCurrency.getValue());
    }
  }

  private boolean isBooked(String instructionId) {
    return stores
            .clickHouse
            .rows(
                "SELECT count() AS n FROM settlement.ledger_instruction WHERE instruction_id = '%s'"
                    .formatted(instructionId),
                Map.of())
            .get(0)
            .getLong("n")
        > 0;
  }

  /** The ledger hears of closings a moment after they were written, or not at all. */
  void acknowledge(boolean willing) {
    acknowledges = willing;
  }

  private void acknowledgeClosings() {
    while (!Thread.interrupted()) {
      if (acknowledges) {
        acknowledgeNew();
      }
      try {
        bookOrdered();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private void acknowledgeNew() {
    try (Connection connection = stores.postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT channel, business_date::text, closed_by FROM payments.business_day_close")) {
      while (rows.next()) {
        String day = "'%s', '%s'".formatted(rows.getString(1), rows.getString(2));
        if (acknowledged.add(day)) {
          stores.clickHouse.run(
              "INSERT INTO settlement.day_closing (channel, business_date, closed_by, source_lsn, acknowledged_at) VALUES (%s, '%s', %d, now64(3))"
                  .formatted(day, rows.getString(3), landed.nextPosition()),
              Map.of());
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The ledger forgets what it has closed. */
  void forgetClosings() {
    acknowledged.clear();
  }

  /** The ledger hears of nothing any more. */
  void close() throws InterruptedException {
    ledger.interrupt();
    ledger.join();
  }
}
