package dev.settle.batch.statement.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementPackage;
import dev.settle.batch.statement.StatementPart;
import dev.settle.batch.statement.StatementReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A bill far larger than the memory that reading it may keep. */
class AlipayStreamTest {
  private static final int ROWS = 400_000;
  private static final long KEPT_BYTES_MAX = 8 << 20;
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  @Test
  void shouldKeepNoMemoryPerRow() throws Exception {
    byte[] head = written(0);
    byte[] one = written(1);
    RepeatedRow bill = RepeatedRow.of(head, one, ROWS);
    AtomicLong lines = new AtomicLong();
    long[] used = new long[2];
    StatementReader reader =
        new AlipayTradeBill()
            .reader(
                Expectation.none(),
                line -> {
                  long seen = lines.incrementAndGet();
                  if (seen == ROWS / 10 || seen == ROWS) {
                    used[seen == ROWS ? 1 : 0] = usedBytes();
                  }
                });
    reader.read(bill);
    assertThat(lines).hasValue(ROWS);
    assertThat(reader.summary().paymentAmount()).isEqualTo(9_999L * ROWS);
    assertThat(used[1] - used[0]).isLessThan(KEPT_BYTES_MAX);
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static byte[] written(int rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TradeBillWriter writer =
        TradeBillWriter.plain(
            bytes, BillIdentity.gbk("2088102150061234", DAY), TradeBillWriter.Layout.COLUMNS_25);
    for (int i = 0; i < rows; i++) {
      writer.write(
          new StatementLine(
              "2026030222001458860515315453",
              null,
              "qd_202603021455139634Sjad2vy",
              null,
              LineKind.PAYMENT,
              "SUCCESS",
              9_999,
              60,
              "CNY",
              Instant.parse("2026-03-02T02:56:48Z"),
              1),
          TradeDetails.of("千丁订单杯子大号", LocalDateTime.of(2026, 3, 2, 10, 56, 40)));
    }
    writer.finish();
    return bytes.toByteArray();
  }

  /** A bill whose one row comes again and again, made while it is read. */
  private record RepeatedRow(String head, String row, String tail, int rows)
      implements StatementPackage {

    static RepeatedRow of(byte[] empty, byte[] one, int rows) {
      String none = new String(empty, BillIdentity.GBK);
      String single = new String(one, BillIdentity.GBK);
      int headEnd = none.lastIndexOf("#---");
      int rowEnd = single.lastIndexOf("#---");
      String tail =
          single
              .substring(rowEnd)
              .replace("1笔，商家实收共99.99元", rows + "笔，商家实收共" + Yuan.of(9_999L * rows) + "元");
      return new RepeatedRow(
          none.substring(0, headEnd), single.substring(headEnd, rowEnd), tail, rows);
    }

    @Override
    public List<StatementPart> parts() {
      return List.of(new Part(this));
    }
  }

  private record Part(RepeatedRow bill) implements StatementPart {
    @Override
    public String name() {
      return "20881021500612340156_20260302_业务明细.csv";
    }

    @Override
    public InputStream open() {
      byte[] row = bill.row().getBytes(BillIdentity.GBK);
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(
                  new ByteArrayInputStream(bill.head().getBytes(BillIdentity.GBK)),
                  new Repeated(row, bill.rows()),
                  new ByteArrayInputStream(bill.tail().getBytes(BillIdentity.GBK)))));
    }
  }

  /** Bytes that come a number of times. */
  private static final class Repeated extends InputStream {
    private final byte[] bytes;
    private long left;

    Repeated(byte[] bytes, int times) {
      this.bytes = bytes;
      this.left = (long) bytes.length * times;
    }

    @Override
    public int read() {
      return left == 0 ? -1 : bytes[(int) (bytes.length - 1 - (--left % bytes.length))] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = 0;
      while (count < length && left > 0) {
        int at = (int) ((bytes.length - left % bytes.length) % bytes.length);
        int part = Math.min(length - count, bytes.length - at);
        System.arraycopy(bytes, at, target, offset + count, part);
        count += part;
        left -= part;
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
