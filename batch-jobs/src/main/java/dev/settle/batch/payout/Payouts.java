package dev.settle.batch.payout;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads payouts and batches, and how they stand. */
public final class Payouts {
  private final Connection postgres;

  /** Reads over this connection, which stays open. */
  public Payouts(Connection postgres) {
    this.postgres = postgres;
  }

  /**
   * What a list shows.
   *
   * @param payouts at most as many as were asked for
   * @param total how many there are
   */
  public record Listing(List<ListedPayout> payouts, long total) {}

  /**
   * Payouts, the latest due first.
   *
   * @param due only those due on the day; null: any
   * @param state empty: any
   * @param payee empty: any
   */
  public Listing list(@Nullable LocalDate due, String state, String payee, int limit)
      throws SQLException {
    String day = due == null ? "" : due.toString();
    try (PreparedStatement select = prepare("list", day, day, state, state, payee, payee)) {
      select.setInt(7, limit);
      List<ListedPayout> listed = new ArrayList<>();
      long total = 0;
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          total = row.getLong("total");
          listed.add(
              new ListedPayout(
                  row.getString("payout_id"),
                  row.getString("payee"),
                  row.getString("currency"),
                  row.getLong("amount"),
                  row.getObject("due", LocalDate.class),
                  row.getString("state"),
                  row.getString("batch_id"),
                  row.getString("returned_for")));
        }
      }
      return new Listing(listed, total);
    }
  }

  /**
   * A proposed batch.
   *
   * @throws BatchException 65 when there is none
   */
  public PayoutBatch batch(String id) throws SQLException {
    try (PreparedStatement select = prepare("batch", id);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw BatchException.refused("there is no payout batch " + id);
      }
      Timestamp decidedAt = row.getTimestamp("decided_at");
      return new PayoutBatch(
          id,
          row.getString("currency"),
          payerOf(row),
          row.getObject("due", LocalDate.class),
          row.getInt("payouts"),
          row.getLong("amount"),
          row.getString("state"),
          row.getString("maker"),
          row.getString("checker"),
          decidedAt == null ? null : decidedAt.toInstant(),
          row.getObject("decided_on", LocalDate.class));
    }
  }

  /** The payouts of a batch in their order. */
  public List<BatchItem> items(String batchId) throws SQLException {
    try (PreparedStatement select = prepare("items", batchId);
        ResultSet row = select.executeQuery()) {
      List<BatchItem> items = new ArrayList<>();
      while (row.next()) {
        items.add(new BatchItem(payoutOf(row), accountOf(row)));
      }
      return items;
    }
  }

  /** What happened to a batch and its payouts, in order. */
  public List<PayoutEvent> events(String batchId) throws SQLException {
    try (PreparedStatement select = prepare("events", batchId, batchId);
        ResultSet row = select.executeQuery()) {
      List<PayoutEvent> events = new ArrayList<>();
      while (row.next()) {
        events.add(
            new PayoutEvent(
                row.getTimestamp("happened_at").toInstant(),
                row.getString("action"),
                row.getString("payout_id"),
                row.getString("actor"),
                row.getString("db_user"),
                row.getString("said")));
      }
      return events;
    }
  }

  /**
   * A payout that is due, or is held.
   *
   * @param account where to; null when none is agreed
   */
  record Candidate(Payout payout, @Nullable PayeeAccount account) {}

  /** What is due in a currency and in no batch. */
  List<Candidate> candidates(String currency, LocalDate due) throws SQLException {
    try (PreparedStatement select = prepare("candidates", currency, due.toString());
        ResultSet row = select.executeQuery()) {
      List<Candidate> candidates = new ArrayList<>();
      while (row.next()) {
        candidates.add(
            new Candidate(
                payoutOf(row), row.getString("effective_from") == null ? null : accountOf(row)));
      }
      return candidates;
    }
  }

  Optional<PayoutLimit> limit(String currency) throws SQLException {
    try (PreparedStatement select = prepare("limit", currency);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new PayoutLimit(
                  row.getLong("per_batch"), row.getLong("per_payout"), row.getInt("payouts_max")))
          : Optional.empty();
    }
  }

  /** Our account when it is in force and says who we are. */
  Optional<PayerAccount> payer(String accountNo, String currency) throws SQLException {
    try (PreparedStatement select = prepare("payer", accountNo, currency);
        ResultSet row = select.executeQuery()) {
      return row.next() && row.getString("holder") != null
          ? Optional.of(payerOf(row))
          : Optional.empty();
    }
  }

  int attempts(String payoutId) throws SQLException {
    try (PreparedStatement select = prepare("attempts", payoutId);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt("attempts");
    }
  }

  /** The day by which payouts count. */
  public LocalDate today() throws SQLException {
    try (PreparedStatement select =
            postgres.prepareStatement("SELECT batch.payout_today() AS today");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getObject("today", LocalDate.class);
    }
  }

  private PreparedStatement prepare(String resource, String... parameters) throws SQLException {
    PreparedStatement statement =
        postgres.prepareStatement(SqlResource.read("payout/" + resource + ".sql"));
    for (int i = 0; i < parameters.length; i++) {
      statement.setString(i + 1, parameters[i]);
    }
    return statement;
  }

  private static PayerAccount payerOf(ResultSet row) throws SQLException {
    return new PayerAccount(
        row.getString("account_no"),
        row.getBoolean("is_iban"),
        row.getString("holder"),
        row.getString("bic"),
        row.getString("clearing_member"));
  }

  private static Payout payoutOf(ResultSet row) throws SQLException {
    return new Payout(
        row.getString("payout_id"),
        row.getString("payee"),
        row.getString("currency"),
        row.getLong("amount"),
        row.getObject("due", LocalDate.class),
        row.getObject("window_day", LocalDate.class),
        row.getString("state"));
  }

  private static PayeeAccount accountOf(ResultSet row) throws SQLException {
    return new PayeeAccount(
        row.getObject("effective_from", LocalDate.class),
        row.getString("holder"),
        row.getString("iban"),
        row.getString("account_no"),
        row.getString("bic"),
        row.getString("clearing_member"),
        row.getString("country"),
        row.getString("town"));
  }
}
