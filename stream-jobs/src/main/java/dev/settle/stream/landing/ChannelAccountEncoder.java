package dev.settle.stream.landing;

import dev.settle.schemas.avro.ChannelAccountRow;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.avro.ReferenceOperation;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code payments.reference} → {@code settlement.channel_account_version}. */
public final class ChannelAccountEncoder extends RowEncoder<ReferenceChange> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.channel_account_version",
          List.of(
              KeyColumn.string("channel"),
              KeyColumn.string("account_no"),
              KeyColumn.date("effective_from"),
              KeyColumn.int64("version"),
              KeyColumn.int64("source_lsn")),
          List.of(
              "effective_to",
              "statement_format",
              "currency",
              "fee_rate_ppm",
              "tolerance_minor",
              "grace_days",
              "deleted",
              "updated_at"));

  private static final long serialVersionUID = 1;

  /**
   * The last day that ClickHouse's Date holds: for an agreement without end, such as 9999-12-31.
   */
  private static final LocalDate DATE_MAX = LocalDate.of(2149, 6, 6);

  /** An encoder. */
  public ChannelAccountEncoder() {
    super(ReferenceChange.class, TABLE);
  }

  @Override
  protected @Nullable TableRow row(ReferenceChange change, RowBinary out) {
    if (!change.getTable().equals("channel_account")) {
      return null;
    }
    ChannelAccountRow account = change.getChannelAccount();
    if (change.getOp() == ReferenceOperation.DELETE) {
      deleted(change, out);
    } else if (account == null) {
      throw ReferenceRows.rowMissing(change);
    } else {
      out.string(account.getChannel())
          .string(account.getAccountNo())
          .date(account.getEffectiveFrom())
          .int64(account.getVersion())
          .int64(change.getLsn())
          .nullableDate(atMost(account.getEffectiveTo()))
          .nullableString(account.getStatementFormat())
          .string(account.getCurrency())
          .int32(account.getFeeRatePpm())
          .int64(account.getToleranceMinor())
          .int32(account.getGraceDays())
          .bool(false)
          .dateTime64(account.getUpdatedAt());
    }
    return ReferenceRows.place(change, out);
  }

  private static void deleted(ReferenceChange change, RowBinary out) {
    String key = change.getKey();
    int first = key.indexOf('/');
    int last = key.lastIndexOf('/');
    if (first < 0 || first == last) {
      throw new IllegalArgumentException(
          "key of a channel account is channel/account/date, not " + key);
    }
    LocalDate from;
    try {
      from = LocalDate.parse(key.substring(last + 1));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no date at the end of key " + key, e);
    }
    out.string(key.substring(0, first))
        .string(key.substring(first + 1, last))
        .date(from)
        .int64(ReferenceRows.DELETED_VERSION)
        .int64(change.getLsn())
        .nullableDate(null)
        .nullableString(null)
        .string("")
        .int32(0)
        .int64(0)
        .int32(0)
        .bool(true)
        .dateTime64(change.getCommittedAt());
  }

  private static @Nullable LocalDate atMost(@Nullable LocalDate effectiveTo) {
    return effectiveTo != null && effectiveTo.isAfter(DATE_MAX) ? DATE_MAX : effectiveTo;
  }
}
