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
  private final Stores stores;
  private final LandedLedger landed;
  private final Thread ledger;
  private final Set<String> bookedCorrections = ConcurrentHashMap.newKeySet();
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
    try (Connection connection = stores.postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT instruction_id, business_key, business_date::text, channel, reason, maker, checker,"
                    + " string_agg(format('%s|%s|%s', leg->>'account', leg->>'currency', leg->>'amount'), ' ')"
                    + " FROM payments.ledger_instruction CROSS JOIN LATERAL jsonb_array_elements(legs) AS leg"
                    + " WHERE kind = 'CORRECTION' GROUP BY instruction_id ORDER BY instruction_id")) {
      while (rows.next()) {
        if (bookedCorrections.add(rows.getString(1))) {
          bookCorrection(rows);
        }
      }
    }
  }

  private void bookCorrection(ResultSet order) throws SQLException {
    String id = order.getString(1);
    Map<String, List<Leg>> legs = new TreeMap<>();
    List<String> tuples = new ArrayList<>();
    for (String text : order.getString(8).split(" ", -1)) {
      String[] leg = text.split("\\|", -1);
      legs.computeIfAbsent(leg[1], currency -> new ArrayList<>())
          .add(new Leg(leg[0], Long.parseLong(leg[2])));
      tuples.add("('%s', '%s', %s)".formatted(leg[0], leg[1], leg[2]));
    }
    stores.insert(
        "ledger_instruction (instruction_id, kind, business_key, business_date, channel, reason, maker, checker, legs)",
        "('%s', 'CORRECTION', '%s', '%s', '%s', '%s', '%s', '%s', [%s])"
            .formatted(
                id,
                order.getString(2),
                order.getString(3),
                order.getString(4),
                order.getString(5),
                order.getString(6),
                order.getString(7),
                String.join(", ", tuples)));
    for (Map.Entry<String, List<Leg>> ofCurrency : legs.entrySet()) {
      landed.post(
          "instruction:" + id,
          "INSTRUCTION",
          "CORRECTION",
          order.getString(4),
          ofCurrency.getKey(),
          order.getString(3),
          Map.of(
              "instruction_id",
              Stores.quoted(id),
              "business_key",
              Stores.quoted(order.getString(2))),
          ofCurrency.getValue());
    }
  }

  /** The ledger hears of closings a moment after they were written, or not at all. */
  void acknowledge(boolean willing) {
    acknowledges = willing;
  }

  private void acknowledgeClosings() {
    Set<String> booked = ConcurrentHashMap.newKeySet();
    while (!Thread.interrupted()) {
      if (acknowledges) {
        acknowledgeNew();
      }
      bookTolerances(booked);
      LockSupport.parkNanos(100_000_000);
    }
  }

  /** What the night orders for tolerated differences: into its day, or the first open one. */
  private void bookTolerances(Set<String> booked) {
    try (Connection connection = stores.postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT i.instruction_id, i.business_key, i.channel, i.business_date::text AS asked, leg->>'currency' AS currency,
                       (leg->>'amount')::bigint AS amount,
                       greatest(i.business_date, (SELECT max(c.business_date) + 1 FROM payments.business_day_close c WHERE c.channel = i.channel))::text AS open
                FROM payments.ledger_instruction i CROSS JOIN LATERAL jsonb_array_elements(i.legs) AS leg
                WHERE i.kind = 'TOLERANCE' AND leg->>'account' LIKE 'channel:%' ORDER BY i.created_at, i.instruction_id
                """)) {
      while (rows.next()) {
        if (booked.add(rows.getString("instruction_id")) && !isBooked(rows.getString(1))) {
          bookTolerance(rows);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
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

  private void bookTolerance(ResultSet row) throws SQLException {
    String id = row.getString("instruction_id");
    String channel = row.getString("channel");
    String currency = row.getString("currency");
    long amount = row.getLong("amount");
    String asked = row.getString("asked");
    String open = row.getString("open");
    stores.clickHouse.run(
        """
        INSERT INTO settlement.ledger_instruction (instruction_id, kind, business_key, business_date, channel, legs)
        VALUES ('%s', 'TOLERANCE', '%s', '%s', '%s', [('channel:%s', '%s', %d), ('platform:channel-fees', '%s', %d)])
        """
            .formatted(
                id,
                row.getString("business_key"),
                asked,
                channel,
                channel,
                currency,
                amount,
                currency,
                -amount),
        Map.of());
    Map<String, String> columns = new HashMap<>(Map.of("instruction_id", Stores.quoted(id)));
    if (!open.equals(asked)) {
      columns.put("original_business_date", Stores.quoted(asked));
    }
    landed.post(
        "instruction:" + id,
        "INSTRUCTION",
        "TOLERANCE",
        channel,
        currency,
        open,
        columns,
        List.of(new Leg("channel:" + channel, amount), new Leg("platform:channel-fees", -amount)));
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
