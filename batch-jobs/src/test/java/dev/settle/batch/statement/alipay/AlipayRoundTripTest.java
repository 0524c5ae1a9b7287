package dev.settle.batch.statement.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.Packed;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reading back what was written gives the same lines. */
class AlipayRoundTripTest {
  private static final String MERCHANT = "2088102150061234";
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Instant DAY_START = Instant.parse("2026-03-01T16:00:00Z");
  private static final LocalDateTime CREATED = LocalDateTime.of(2026, 2, 28, 23, 59, 59);

  /** How a bill is wrapped. */
  enum Wrap {
    PLAIN,
    GZIP,
    ZIP
  }

  /** A row of a trade bill to be. */
  record Trade(StatementLine line, TradeDetails details) {}

  /** A row of an account bill to be. */
  record Entry(StatementLine line, EntryDetails details) {}

  @Property(tries = 300)
  void shouldReadBackTradeBill(
      @ForAll("trades") List<Trade> trades,
      @ForAll TradeBillWriter.Layout layout,
      @ForAll Wrap wrap,
      @ForAll("charsets") Charset charset)
      throws IOException {
    BillIdentity bill = new BillIdentity(MERCHANT, DAY, charset);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TradeBillWriter writer =
        wrap == Wrap.ZIP
            ? TradeBillWriter.zip(bytes, bill, layout)
            : TradeBillWriter.plain(bytes, bill, layout);
    List<StatementLine> written = new ArrayList<>();
    for (Trade trade : trades) {
      writer.write(trade.line(), trade.details());
      written.add(numbered(trade.line(), 6 + written.size()));
    }
    writer.finish();
    assertReadBack("ALIPAY_TRADE_BILL", wrapped(bytes.toByteArray(), wrap), written);
  }

  @Property(tries = 300)
  void shouldReadBackAccountBill(
      @ForAll("entries") List<Entry> entries,
      @ForAll long closing,
      @ForAll AccountBillWriter.Layout layout,
      @ForAll Wrap wrap,
      @ForAll("charsets") Charset charset)
      throws IOException {
    BillIdentity bill = new BillIdentity(MERCHANT, DAY, charset);
    long balance = closing % 1_000_000_000_000L;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AccountBillWriter writer =
        wrap == Wrap.ZIP
            ? AccountBillWriter.zip(bytes, bill, layout, balance)
            : AccountBillWriter.plain(bytes, bill, layout, balance);
    List<StatementLine> written = new ArrayList<>();
    for (Entry entry : entries) {
      writer.write(entry.line(), entry.details());
      written.add(numbered(entry.line(), 6 + written.size()));
    }
    writer.finish();
    assertReadBack("ALIPAY_ACCOUNT_BILL", wrapped(bytes.toByteArray(), wrap), written);
  }

  @Provide
  Arbitrary<Charset> charsets() {
    return Arbitraries.of(BillIdentity.GBK, StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<List<Trade>> trades() {
    Arbitrary<Trade> trade =
        Combinators.combine(
                Arbitraries.of(LineKind.PAYMENT, LineKind.REFUND),
                Arbitraries.longs().between(0, 10_000_000_000L),
                Arbitraries.longs().between(0, 60_000_000L),
                Arbitraries.longs().between(0, 1_000),
                Arbitraries.longs().between(0, 1_000),
                texts(",\"'#.:- \t1230（），。杯子大号abc"),
                Arbitraries.integers().between(0, 86_399),
                Arbitraries.integers().between(1, 999_999))
            .as(AlipayRoundTripTest::trade);
    return trade.list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<Entry>> entries() {
    Arbitrary<Entry> entry =
        Combinators.combine(
                Arbitraries.of(LineKind.class).filter(kind -> kind != LineKind.CHARGEBACK),
                Arbitraries.longs().between(-10_000_000_000L, 10_000_000_000L),
                texts(",\"'#.:- \t1230（）杯子abc"),
                texts(",\"'#: \t10（）备注ab"),
                Arbitraries.integers().between(0, 86_399),
                Arbitraries.integers().between(1, 999_999))
            .as(AlipayRoundTripTest::entry);
    return entry.list().ofMaxSize(12);
  }

  private static Arbitrary<String> texts(String alphabet) {
    return Arbitraries.strings().withChars(alphabet.toCharArray()).ofMaxLength(24);
  }

  private static Trade trade(
      LineKind kind,
      long amount,
      long fee,
      long merchantDiscount,
      long alipayDiscount,
      String product,
      int second,
      int number) {
    boolean refund = kind == LineKind.REFUND;
    return new Trade(
        new StatementLine(
            "20260302220014" + number,
            refund ? "20260302220014" + number + "/re_" + number : null,
            "order_" + number,
            refund ? "re_" + number : null,
            kind,
            "SUCCESS",
            refund ? -amount : amount,
            refund ? -fee : fee,
            "CNY",
            DAY_START.plusSeconds(second),
            1),
        new TradeDetails(product, CREATED, merchantDiscount, alipayDiscount));
  }

  private static Entry entry(
      LineKind kind, long value, String product, String remark, int second, int number) {
    long moved =
        switch (kind) {
          case PAYMENT -> Math.abs(value);
          case REFUND -> -Math.abs(value);
          default -> value;
        };
    boolean fee = kind == LineKind.FEE;
    return new Entry(
        new StatementLine(
            "20260302220014" + number,
            null,
            number % 3 == 0 ? "" : "order_" + number,
            null,
            kind,
            "SUCCESS",
            fee ? 0 : moved,
            fee ? -moved : 0,
            "CNY",
            DAY_START.plusSeconds(second),
            1),
        new EntryDetails("entry" + number, product, remark));
  }

  private static StatementLine numbered(StatementLine line, int lineNo) {
    return new StatementLine(
        line.channelTxnId(),
        line.channelRefundId(),
        line.orderId(),
        line.refundId(),
        line.kind(),
        line.state(),
        line.amount(),
        line.fee(),
        line.currency(),
        line.occurredAt(),
        lineNo);
  }

  private static byte[] wrapped(byte[] written, Wrap wrap) throws IOException {
    return wrap == Wrap.GZIP ? Packed.gzip(written) : written;
  }

  private static void assertReadBack(String format, byte[] bill, List<StatementLine> written)
      throws IOException {
    Path file = Files.createTempFile("alipay", ".csv");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(bill);
      }
      List<StatementLine> read = new ArrayList<>();
      StatementCheck check = StatementFiles.check(file, new Expectation(MERCHANT, DAY), read::add);
      assertThat(check.reason()).isNull();
      assertThat(read).isEqualTo(written);
      assertThat(check.summary().format()).isEqualTo(format);
      assertThat(check.summary().lines()).isEqualTo(written.size());
      assertThat(check.summary().feeAmount())
          .isEqualTo(written.stream().mapToLong(StatementLine::fee).sum());
      assertThat(check.summary().paymentAmount() - check.summary().refundAmount())
          .isEqualTo(
              written.stream()
                  .filter(line -> line.kind() == LineKind.PAYMENT || line.kind() == LineKind.REFUND)
                  .mapToLong(StatementLine::amount)
                  .sum());
    } finally {
      Files.delete(file);
    }
  }
}
