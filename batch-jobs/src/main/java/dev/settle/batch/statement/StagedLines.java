package dev.settle.batch.statement;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.NativeBlock;
import dev.settle.batch.clickhouse.NativeColumn.Dates;
import dev.settle.batch.clickhouse.NativeColumn.Ints;
import dev.settle.batch.clickhouse.NativeColumn.Longs;
import dev.settle.batch.clickhouse.NativeColumn.Strings;
import dev.settle.batch.clickhouse.NativeColumn.Words;
import dev.settle.batch.clickhouse.NativeInsert;
import dev.settle.batch.clickhouse.Partition;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of one file to {@code channel_statement_line_staging} while the file is still
 * being read: one thread reads and verifies, another sends. What is staged counts only when the
 * partition is swapped in, so a file that turns out not to hold leaves nothing behind but rows that
 * the intake drops.
 */
final class StagedLines implements LineConsumer, AutoCloseable {
  private static final String TABLE = "settlement.channel_statement_line_staging";
  private static final int BLOCK_BYTES = 8 << 20;

  /** How often a block's size is looked at. */
  private static final int ROWS_MASK = 0x3FF;

  private final Partition.OfChannel day;
  private final String sha256;
  private final NativeInsert<Block> insert;
  private final ClickHouse clickHouse;
  private final AgreedChannel agreed;
  private @Nullable StatementReader reader;

  /** Of the lines that are no payout; known with the first of them. */
  private @Nullable String purpose;

  private Block block;

  /** What was given; the sums modulo 2^64, as the server's. */
  private long lines;

  private long amountSum;
  private long feeSum;

  /**
   * Begins.
   *
   * @param sha256 of the file's content
   */
  StagedLines(ClickHouse clickHouse, Partition.OfChannel day, String sha256, AgreedChannel agreed) {
    this.clickHouse = clickHouse;
    this.agreed = agreed;
    this.day = day;
    this.sha256 = sha256;
    this.insert = new NativeInsert<>(clickHouse, TABLE, Block::new);
    this.block = insert.take();
  }

  @Override
  public void readBy(StatementReader by) {
    reader = by;
  }

  @Override
  public void accept(StatementLine line) {
    if (purpose == null) {
      purpose = agreed.isFunds(summary()) ? "FUNDS" : "TRADE";
    }
    block.add(line, purpose);
    lines++;
    amountSum += line.amount();
    feeSum += line.fee();
    if (block.isFull()) {
      send();
      block = insert.take();
    }
  }

  /**
   * Writes what is left and waits until the server has all lines.
   *
   * @throws BatchException when they did not go in, or not as they were given
   */
  void finish() {
    if (block.rows() > 0) {
      send();
    }
    insert.finish();
    GenericRecord staged =
        clickHouse
            .rowsOf(
                "statement/staged.sql",
                Map.of(
                    "business_date", day.date().toString(),
                    "channel", day.channel().name(),
                    "file", sha256))
            .get(0);
    if (staged.getLong("lines") != lines
        || staged.getLong("amount_sum") != amountSum
        || staged.getLong("fee_sum") != feeSum) {
      throw BatchException.failed(
          "%d lines were read, but %d staged, or their amounts are not the same; nothing was loaded"
              .formatted(lines, staged.getLong("lines")));
    }
  }

  private void send() {
    String merchant = summary().merchant();
    // A file that is of no known account is refused when it was read, and its rows are dropped.
    block.complete(day, merchant == null ? "" : merchant, sha256);
    insert.put(block);
  }

  private StatementSummary summary() {
    return Objects.requireNonNull(reader, "lines come from a reader").summary();
  }

  @Override
  public void close() {
    insert.close();
  }

  /** Lines of one file, in the columns of the table. */
  private static final class Block extends NativeBlock {
    private final Ints lineNo = column(new Ints("line_no"));
    private final Words kind = column(new Words("kind"));
    private final Words state = column(new Words("state"));
    private final Strings channelTxnId = column(new Strings("channel_txn_id"));
    private final Strings channelRefundId = column(new Strings("channel_refund_id"));
    private final Strings orderId = column(new Strings("order_id"));
    private final Strings refundId = column(new Strings("refund_id"));
    private final Words currency = column(new Words("currency"));
    private final Longs amount = column(new Longs("amount", "Int64"));
    private final Longs fee = column(new Longs("fee", "Int64"));
    private final Longs net = column(new Longs("net", "Int64"));
    private final Longs occurredAt = column(new Longs("occurred_at", "DateTime64(3, 'UTC')"));
    private final Words purpose = column(new Words("purpose"));
    private final Strings batchId = column(new Strings("batch_id"));
    private final Dates businessDate = column(new Dates("business_date"));
    private final Words channel = column(new Words("channel"));
    private final Words ofMerchant = column(new Words("merchant"));
    private final Words fileSha256 = column(new Words("file_sha256"));

    void add(StatementLine line, String purposeOfOthers) {
      lineNo.add(line.lineNo());
      kind.add(line.kind().name());
      state.add(line.state());
      channelTxnId.add(line.channelTxnId());
      channelRefundId.add(line.channelRefundId());
      orderId.add(line.orderId());
      refundId.add(line.refundId());
      currency.add(line.currency());
      amount.add(line.amount());
      fee.add(line.fee());
      net.add(line.net());
      occurredAt.add(line.occurredAt().toEpochMilli());
      purpose.add(line.kind() == LineKind.PAYOUT ? "PAYOUT" : purposeOfOthers);
      batchId.add(line.batchId());
    }

    boolean isFull() {
      return rows() == ROWS_MAX || ((rows() & ROWS_MASK) == 0 && size() >= BLOCK_BYTES);
    }

    /** Adds what is the same in every row. */
    void complete(Partition.OfChannel day, String merchant, String sha256) {
      businessDate.fill(day.date(), rows());
      channel.fill(day.channel().name(), rows());
      ofMerchant.fill(merchant, rows());
      fileSha256.fill(sha256, rows());
    }
  }
}
