package dev.settle.stack.traffic.paysim;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * A log that was read to its end and found sound, before a single payment is written.
 *
 * @param file where it lies
 * @param sha256 of its uncompressed content
 * @param rowsMax how many of its rows count; {@link Long#MAX_VALUE} for all
 * @param counts of these rows
 */
public record PaySimLog(Path file, String sha256, long rowsMax, Map<PaySimCount, Long> counts) {
  private static final int ID_HEX_DIGITS = 12;
  private static final LocalDate ANY_DAY = LocalDate.EPOCH;

  /** What to do with each row. */
  interface Visitor {
    /** Takes the next row. */
    void accept(PaySimMapper.Mapped row) throws IOException, InterruptedException;
  }

  /**
   * Reads a log and checks every row.
   *
   * @param rowsMax how many rows to map; the rest is read for the hash and must be readable
   * @throws dev.settle.stack.traffic.TrafficException when the log is refused: file, line and cause
   */
  public static PaySimLog check(Path file, long rowsMax) throws IOException {
    try (PaySimReader reader = new PaySimReader(file)) {
      PaySimMapper mapper = new PaySimMapper(reader, "ps", ANY_DAY);
      for (PaySimRow row = reader.next(); row != null; row = reader.next()) {
        if (row.number() <= rowsMax) {
          mapper.map(row);
        }
      }
      Map<PaySimCount, Long> counts = mapper.counts();
      if (counts.getOrDefault(PaySimCount.ROWS, 0L) == 0) {
        throw reader.refuse("there is no row to replay");
      }
      return new PaySimLog(file, reader.contentSha256(), rowsMax, counts);
    }
  }

  /** Names the log in the ids of its orders. */
  public String id() {
    return "ps" + sha256.substring(0, ID_HEX_DIGITS);
  }

  /** One of the counts. */
  public long count(PaySimCount what) {
    return counts.getOrDefault(what, 0L);
  }

  /**
   * Goes through the log again.
   *
   * @param firstDay the Beijing day whose first hour is step 1
   * @return where it ended
   */
  End visit(LocalDate firstDay, Visitor visitor) throws IOException, InterruptedException {
    try (PaySimReader reader = new PaySimReader(file)) {
      PaySimMapper mapper = new PaySimMapper(reader, id(), firstDay);
      for (PaySimRow row = reader.next();
          row != null && row.number() <= rowsMax;
          row = reader.next()) {
        visitor.accept(mapper.map(row));
      }
      return new End(mapper.lastInstant(), mapper.balances());
    }
  }

  /**
   * The end of a log.
   *
   * @param at instant of the last row
   * @param balances of each client by its name, cents
   */
  record End(Instant at, Map<String, Long> balances) {}
}
