package dev.settle.batch.payout;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.bank.BankAccounts;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the bank answers about payouts. After the intake of its statements and before payouts are
 * matched, {@link #book} books what it sent back; after the match, {@link #recordPaid} records what
 * it paid. Both find their work done when they are run again.
 */
public final class BankReturns {
  private static final int BOOKING_CHARACTERS_MAX = 500;
  private static final int REASON_CHARACTERS_MAX = 140;

  private final DataSource postgres;
  private final ClickHouse clickHouse;

  /** Answers in this ClickHouse, payouts in this PostgreSQL. */
  public BankReturns(DataSource postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /**
   * What a night made of the returns.
   *
   * @param booked how many it booked now
   * @param warnings returns that it did not book: they stay open items of the bank
   */
  public record Result(int booked, List<String> warnings) {}

  /**
   * Books the returns of a day: for each the journal of the payout backwards and the event
   * RETURNED, in one transaction. A return of another amount, of an unknown payout, or of one that
   * came back before books nothing.
   *
   * @param date the closed day; the journals ask for the day after it
   * @param maker who runs the night
   * @throws BatchException 1 when they cannot be written: then none is
   */
  public Result book(BankAccounts agreed, LocalDate date, String maker) {
    List<GenericRecord> returns =
        clickHouse.rowsOf(
            "payout/bank_returns.sql",
            Map.of(
                "business_date",
                date.toString(),
                "accounts",
                agreed.accounts().stream()
                    .map(account -> "'" + account + "'")
                    .toList()
                    .toString()));
    if (returns.isEmpty()) {
      return new Result(0, List.of());
    }
    try (Connection connection = postgres.getConnection()) {
      return PayoutWork.transact(
          connection,
          () -> {
            PayoutEvents events = new PayoutEvents(connection);
            List<String> warnings = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            int booked = 0;
            for (GenericRecord row : returns) {
              String id = row.getString("payout_id");
              Standing payout = standing(connection, id);
              String bookedAs = bookingOf(row);
              boolean isFirst = seen.add(id);
              if (isFirst && payout != null && payout.wasReturnedBy(bookedAs, date)) {
                continue;
              }
              String why = whyNot(payout, row);
              if (why != null) {
                warnings.add(
                    "the bank sent %s %s back on %s (%s), not booked: %s"
                        .formatted(row.getString("currency"), id, date, bookedAs, why));
                continue;
              }
              order(connection, id, date.plusDays(1), maker);
              String reason = row.getString("reason");
              events.ofBank(
                  "RETURNED",
                  id,
                  maker,
                  date,
                  bookedAs,
                  reason.isEmpty() ? null : shortened(reason, REASON_CHARACTERS_MAX));
              booked++;
            }
            return new Result(booked, warnings);
          });
    } catch (SQLException e) {
      throw BatchException.failed("returned payouts of " + date + ": " + e.getMessage(), e);
    }
  }

  /**
   * Records the payouts that the match of a day found paid.
   *
   * @param maker who runs the night
   * @return how many now
   * @throws BatchException 1 when they cannot be written: then none is
   */
  public int recordPaid(LocalDate date, String maker) {
    List<GenericRecord> matched =
        clickHouse.rowsOf("payout/matched.sql", Map.of("business_date", date.toString()));
    if (matched.isEmpty()) {
      return 0;
    }
    try (Connection connection = postgres.getConnection()) {
      return PayoutWork.transact(
          connection,
          () -> {
            int recorded = 0;
            try (PreparedStatement insert =
                connection.prepareStatement(SqlResource.read("payout/paid.sql"))) {
              for (GenericRecord row : matched) {
                insert.setString(1, maker);
                insert.setString(2, row.getLocalDate("booked").toString());
                insert.setString(3, shortened(row.getString("booking"), BOOKING_CHARACTERS_MAX));
                insert.setString(4, row.getString("payout_id"));
                recorded += insert.executeUpdate();
              }
            }
            return recorded;
          });
    } catch (SQLException e) {
      throw BatchException.failed("paid payouts of " + date + ": " + e.getMessage(), e);
    }
  }

  /** By what a person finds the booking: the bank's reference, else its place in the file. */
  private static String bookingOf(GenericRecord row) {
    String reference = row.getString("bank_reference");
    return shortened(
        row.getString("account")
            + " "
            + (reference.isEmpty()
                ? "entry " + row.getLong("entry") + "." + row.getLong("detail")
                : reference),
        BOOKING_CHARACTERS_MAX);
  }

  private static String shortened(String text, int charactersMax) {
    return text.length() <= charactersMax ? text : text.substring(0, charactersMax);
  }

  private static @Nullable String whyNot(@Nullable Standing payout, GenericRecord row) {
    if (payout == null) {
      return "there is no such payout";
    }
    return switch (payout.state) {
      case "APPROVED", "FILED", "PAID" -> {
        if (!payout.accountNo.equals(row.getString("account"))) {
          yield "it was paid from " + payout.accountNo;
        }
        yield payout.amount == row.getLong("amount")
                && payout.currency.equals(row.getString("currency"))
            ? null
            : "it was %d minor units of %s, the bank tells %d of %s"
                .formatted(
                    payout.amount,
                    payout.currency,
                    row.getLong("amount"),
                    row.getString("currency"));
      }
      case "RETURNED" -> "it came back before, by " + payout.returnedBy;
      default -> "it is " + payout.state + ", not paid";
    };
  }

  private static @Nullable Standing standing(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SqlResource.read("payout/one.sql"))) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Standing(
                row.getString("state"),
                row.getString("currency"),
                row.getLong("amount"),
                row.getString("account_no") == null ? "" : row.getString("account_no"),
                row.getString("returned_by"),
                row.getObject("returned_on", LocalDate.class))
            : null;
      }
    }
  }

  private static void order(Connection connection, String id, LocalDate date, String maker)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(SqlResource.read("payout/order_return.sql"))) {
      insert.setString(1, date.toString());
      insert.setString(2, maker);
      insert.setString(3, id);
      insert.executeUpdate();
    }
  }

  private record Standing(
      String state,
      String currency,
      long amount,
      String accountNo,
      String returnedBy,
      @Nullable LocalDate returnedOn) {
    boolean wasReturnedBy(String booking, LocalDate date) {
      return date.equals(returnedOn) && returnedBy.equals(booking);
    }
  }
}
