package dev.settle.batch.statement;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.schemas.payment.Channel;
import java.time.LocalDate;

/**
 * Writes the lines of one file to {@code channel_statement_line_staging} in large blocks. What is
 * staged counts only when the partition is swapped in.
 */
final class StagedLines implements LineConsumer {
  private static final int BLOCK_BYTES = 32 << 20;

  private final ClickHouse clickHouse;
  private final LocalDate date;
  private final Channel channel;
  private final String merchant;
  private final String sha256;
  private final RowBinaryBlock block = new RowBinaryBlock();

  StagedLines(
      ClickHouse clickHouse, LocalDate date, Channel channel, String merchant, String sha256) {
    this.clickHouse = clickHouse;
    this.date = date;
    this.channel = channel;
    this.merchant = merchant;
    this.sha256 = sha256;
  }

  @Override
  public void accept(StatementLine line) {
    block
        .date(date)
        .string(channel.name())
        .string(merchant)
        .string(sha256)
        .int32(line.lineNo())
        .string(line.kind().name())
        .string(line.state())
        .string(line.channelTxnId())
        .string(line.channelRefundId())
        .string(line.orderId())
        .string(line.refundId())
        .string(line.currency())
        .int64(line.amount())
        .int64(line.fee())
        .int64(line.net())
        .millis(line.occurredAt())
        .string(line.kind() == LineKind.PAYOUT ? "PAYOUT" : "TRADE")
        .string(line.batchId());
    if (block.size() >= BLOCK_BYTES) {
      flush();
    }
  }

  /** Writes what is left. */
  void flush() {
    if (block.size() > 0) {
      clickHouse.insertRowBinary(
          "settlement.channel_statement_line_staging", block.bytes(), block.size());
      block.clear();
    }
  }
}
