package dev.settle.batch.sharing.nightly;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.instruction.Instruction;
import dev.settle.batch.instruction.Instructions;
import dev.settle.batch.instruction.Leg;
import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.payment.InstructionKind;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders what posts a revision's lines: the channel's fee and what merchants are charged of it, the
 * receivers' parts and what they give back, summed per merchant and currency.
 */
final class LinePosting {
  private static final int BUFFERED_MAX = 1_000;

  private final ClickHouse clickHouse;
  private final Partition.OfRevision revision;
  private final String by;
  private final List<Instruction> buffer = new ArrayList<>();
  private final Map<String, BigInteger> fees = new TreeMap<>();
  private final Map<String, BigInteger> parts = new TreeMap<>();
  private int ordered;

  LinePosting(ClickHouse clickHouse, Partition.OfRevision revision, String by) {
    this.clickHouse = clickHouse;
    this.revision = revision;
    this.by = by;
  }

  /**
   * Writes the instructions, in the caller's transaction and in constant memory.
   *
   * @return how many
   * @throws BatchException 1 when they do not add up to the lines
   */
  int order(Connection connection) throws SQLException {
    Map<String, Object> parameters =
        Map.of(
            "business_date", revision.date().toString(),
            "channel", revision.channel().name(),
            "revision", revision.revision());
    charges(connection, parameters);
    String channel = AccountAddress.channel(revision.channel());
    for (Map.Entry<String, BigInteger> fee : fees.entrySet()) {
      String currency = fee.getKey();
      fee(connection, "fee/" + currency, null, new FeeLeg(channel, currency, fee.getValue()));
    }
    parts(connection, parameters);
    flush(connection);
    requireSums(parameters);
    return ordered;
  }

  private void charges(Connection connection, Map<String, Object> parameters) throws SQLException {
    clickHouse.read(
        SqlResource.read("sharing/08_fees.sql"),
        parameters,
        rows -> {
          while (rows.next() != null) {
            String merchant = rows.getString("merchant_id");
            String currency = rows.getString("currency");
            BigInteger total = rows.getBigInteger("total");
            fees.merge(currency, total, BigInteger::add);
            if (merchant.isEmpty()) {
              // Of a top-up or a withdrawal: nobody is charged.
              continue;
            }
            String pending = AccountAddress.merchantPending(merchant);
            String key = "charge/" + merchant + "/" + currency;
            fee(connection, key, merchant, new FeeLeg(pending, currency, total.negate()));
          }
        });
  }

  private record FeeLeg(String account, String currency, BigInteger amount) {}

  /**
   * Moves a fee between an account and what the platform pays to channels. What is more than a leg
   * may be is moved in pieces, the second one and those after it by keys with their number.
   */
  private void fee(Connection connection, String key, @Nullable String merchant, FeeLeg fee)
      throws SQLException {
    int number = 0;
    for (long piece : PartLegs.pieces(fee.amount())) {
      number++;
      add(
          connection,
          instruction(
              InstructionKind.CHANNEL_FEE,
              number == 1 ? key : key + "/" + number,
              merchant,
              List.of(
                  new Leg(fee.account(), fee.currency(), piece),
                  new Leg(
                      AccountAddress.PLATFORM_CHANNEL_FEES,
                      fee.currency(),
                      Math.negateExact(piece)))));
    }
  }

  private void parts(Connection connection, Map<String, Object> parameters) throws SQLException {
    clickHouse.read(
        SqlResource.read("sharing/08_parts.sql"),
        parameters,
        rows -> {
          PartLegs legs = null;
          while (rows.next() != null) {
            String merchant = rows.getString("merchant_id");
            String currency = rows.getString("currency");
            boolean isBack = rows.getBoolean("is_back");
            if (legs == null || !legs.isOf(merchant, currency, isBack)) {
              order(connection, legs);
              legs = new PartLegs(merchant, currency, isBack);
            }
            BigInteger total = rows.getBigInteger("total");
            legs.add(rows.getString("receiver"), total);
            parts.merge(currency, total, BigInteger::add);
          }
          order(connection, legs);
        });
  }

  private void order(Connection connection, @Nullable PartLegs legs) throws SQLException {
    if (legs == null) {
      return;
    }
    int number = 0;
    for (List<Leg> journal : legs.journals()) {
      number++;
      add(
          connection,
          instruction(
              legs.isBack() ? InstructionKind.CLAWBACK : InstructionKind.SPLIT,
              "%s/%s/%s/%d"
                  .formatted(
                      legs.isBack() ? "back" : "split", legs.merchant(), legs.currency(), number),
              legs.merchant(),
              journal));
    }
  }

  private Instruction instruction(
      InstructionKind kind, String key, @Nullable String merchant, List<Leg> legs) {
    return new Instruction(
        kind,
        "share/%s/%s/%d/%s"
            .formatted(revision.date(), revision.channel(), revision.revision(), key),
        revision.date().plusDays(1),
        revision.channel(),
        merchant,
        legs,
        "shared of %s on %s".formatted(revision.channel(), revision.date()),
        by,
        null);
  }

  private void add(Connection connection, Instruction instruction) throws SQLException {
    buffer.add(instruction);
    if (buffer.size() >= BUFFERED_MAX) {
      flush(connection);
    }
  }

  private void flush(Connection connection) throws SQLException {
    ordered += Instructions.order(connection, buffer);
    buffer.clear();
  }

  private void requireSums(Map<String, Object> parameters) {
    Map<String, BigInteger> lineFees = new TreeMap<>();
    Map<String, BigInteger> lineParts = new TreeMap<>();
    for (GenericRecord row : clickHouse.rowsOf("sharing/08_totals.sql", parameters)) {
      lineFees.put(row.getString("currency"), row.getBigInteger("fees"));
      lineParts.put(row.getString("currency"), row.getBigInteger("parts_total"));
    }
    for (Map<String, BigInteger> sums : List.of(fees, parts, lineFees, lineParts)) {
      sums.values().removeIf(sum -> sum.signum() == 0);
    }
    if (!lineFees.equals(fees) || !lineParts.equals(parts)) {
      throw BatchException.failed(
          "instructions of %s %s do not add up to their lines: fees %s of %s, parts %s of %s"
              .formatted(revision.channel(), revision.date(), fees, lineFees, parts, lineParts));
    }
  }
}
