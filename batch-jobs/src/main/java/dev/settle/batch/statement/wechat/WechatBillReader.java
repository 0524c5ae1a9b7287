package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementPackage;
import dev.settle.batch.statement.StatementReader;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.StatementSummary;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one WeChat Pay trade bill: ALL (27 columns), SUCCESS (20), REFUND (29) and the older
 * layouts, as a stream in constant memory. Everything that the bill declares is verified; the first
 * thing that does not hold refuses the whole file. One reader reads one bill.
 *
 * <p>A bill without rows, whose totals are zeros, says neither merchant nor day: it is accepted by
 * itself and refused where one of them is expected.
 */
public final class WechatBillReader implements StatementReader {
  private static final Set<String> REFUND_STATES =
      Set.of(
          "SUCCESS",
          "PROCESSING",
          "FAIL",
          "FAILED",
          "CHANGE",
          "ABNORMAL",
          "CLOSED",
          "REFUNDCLOSE",
          "NOTSURE");
  private static final int FEN_DIGITS = 2;
  private static final Pattern MERCHANT = Pattern.compile("[0-9A-Za-z_-]{1,32}");
  private static final Pattern RATE = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?%");

  private final Expectation expectation;
  private final LineConsumer consumer;
  private @Nullable BillPart part;
  private @Nullable String merchant;
  private @Nullable LocalDate date;
  private @Nullable String currency;
  private int digits = FEN_DIGITS;
  private String rateOfRowBefore = "";
  private long lines;
  private long payments;
  private long paymentAmount;
  private long refunds;
  private long refundAmount;
  private long feeAmount;

  /** A reader of one bill that gives its lines to the consumer. */
  public WechatBillReader(Expectation expectation, LineConsumer consumer) {
    this.expectation = expectation;
    this.consumer = consumer;
  }

  @Override
  public void read(StatementPackage content) throws IOException, StatementRefusedException {
    try (InputStream in = content.onlyPart().open()) {
      ByteLines text = new ByteLines(in);
      if (!nextNotBlank(text)) {
        throw new StatementRefusedException("the file is empty");
      }
      read(text.text(), text);
    }
  }

  private void read(String firstLine, ByteLines text)
      throws IOException, StatementRefusedException {
    BillHeader header = BillHeader.bind(firstLine);
    part = header.part();
    BillTotals totals = new BillTotals(header);
    BillRow row = new BillRow(header);
    nextOrCut(text);
    while (isDetail(text)) {
      row.parse(text);
      take(row, header, totals);
      nextOrCut(text);
    }
    if (lines == 0 && !expectation.equals(Expectation.none())) {
      throw new StatementRefusedException(
          text.number(), null, "no detail row: neither merchant nor date can be verified");
    }
    totals.declare(text.text(), text.number());
    nextOrCut(text);
    String summary = text.text();
    totals.verify(summary, text.number(), digits);
    requireWholeEnd(header, summary, text);
    if (nextNotBlank(text)) {
      throw new StatementRefusedException(text.number(), null, "there is text after the summary");
    }
  }

  /** True for a detail row, false for the line that names the totals. */
  private static boolean isDetail(ByteLines text) throws StatementRefusedException {
    byte[] bytes = text.bytes();
    int from = text.from();
    boolean detail = text.to() - from > 1 && bytes[from] == '`';
    if (detail && bytes[from + 1] >= '0' && bytes[from + 1] <= '9') {
      return true; // no total's name begins with a digit
    }
    if (BillTotals.isSummaryHeader(text.text())) {
      return false;
    }
    if (!detail) {
      throw new StatementRefusedException(
          text.number(), null, "neither a detail row, which begins with `, nor the summary");
    }
    return true;
  }

  @Override
  public StatementSummary summary() {
    return new StatementSummary(
        WechatTradeBill.NAME,
        part == null ? null : part.name(),
        Channel.WECHAT.name(),
        merchant,
        date,
        lines,
        currency,
        payments,
        paymentAmount,
        refunds,
        refundAmount,
        feeAmount);
  }

  private void take(BillRow row, BillHeader header, BillTotals totals)
      throws IOException, StatementRefusedException {
    takeMerchant(row);
    String rowCurrency = takeCurrency(row);
    LineKind kind = kindOf(row, header);
    long settlement = row.positive(Column.SETTLEMENT_AMOUNT, digits);
    long fee = row.fee(digits);
    checkRate(row);
    totals.countRow();
    totals.add(Column.SETTLEMENT_AMOUNT, settlement);
    totals.add(Column.FEE, fee);
    row.positive(Column.COUPON_AMOUNT, digits);
    if (header.has(Column.ORDER_AMOUNT)) {
      totals.add(Column.ORDER_AMOUNT, row.positive(Column.ORDER_AMOUNT, digits));
    }
    long refund = takeRefundColumns(row, header, totals, kind);
    LocalDateTime time = takeTime(row, header, kind);
    StatementLine line =
        kind == LineKind.REFUND
            ? refund(row, settlement, refund, fee, rowCurrency, time)
            : payment(row, settlement, fee, rowCurrency, time);
    lines++;
    feeAmount = Math.addExact(feeAmount, fee);
    consumer.accept(line);
  }

  private void takeMerchant(BillRow row) throws StatementRefusedException {
    if (merchant != null && row.is(Column.MERCHANT, merchant)) {
      return; // as on the row before, where it was the expected one
    }
    String value = row.id(Column.MERCHANT);
    if (merchant == null) {
      if (!MERCHANT.matcher(value).matches()) {
        throw new StatementRefusedException(
            row.line(), Column.MERCHANT.title(), "'" + value + "' is not a merchant number");
      }
      merchant = value;
    }
    String expected = expectation.merchant() == null ? merchant : expectation.merchant();
    if (!value.equals(expected)) {
      throw new StatementRefusedException(
          row.line(),
          Column.MERCHANT.title(),
          "'" + value + "' where the bill must be of " + expected);
    }
  }

  private String takeCurrency(BillRow row) throws StatementRefusedException {
    if (currency != null && row.is(Column.CURRENCY, currency)) {
      return currency;
    }
    String value = row.get(Column.CURRENCY);
    if (currency == null) {
      digits = Decimals.digitsOf(value, row.line(), Column.CURRENCY.title());
      currency = value;
    } else if (!value.equals(currency)) {
      throw new StatementRefusedException(
          row.line(),
          Column.CURRENCY.title(),
          "'" + value + "' in a bill of " + currency + ": its totals would add two currencies");
    }
    return currency;
  }

  /** REVOKED is a payment taken back: its row is a refund, save where it carries none. */
  private static LineKind kindOf(BillRow row, BillHeader header) throws StatementRefusedException {
    boolean refundable = header.part() != BillPart.SUCCESS;
    if (row.is(Column.TRADE_STATE, "SUCCESS") && header.part() != BillPart.REFUND) {
      return LineKind.PAYMENT;
    }
    if (row.is(Column.TRADE_STATE, "REFUND") && refundable) {
      return LineKind.REFUND;
    }
    if (row.is(Column.TRADE_STATE, "REVOKED")) {
      boolean givenBack =
          refundable
              && (row.hasId(Column.WECHAT_REFUND_ID)
                  || row.hasId(Column.REFUND_ID)
                  || !row.isEmpty(Column.REFUND_STATE));
      return givenBack ? LineKind.REFUND : LineKind.PAYMENT;
    }
    throw new StatementRefusedException(
        row.line(),
        Column.TRADE_STATE.title(),
        "'"
            + row.get(Column.TRADE_STATE)
            + "' is not a state that a "
            + header.part()
            + " bill can hold");
  }

  private long takeRefundColumns(BillRow row, BillHeader header, BillTotals totals, LineKind kind)
      throws StatementRefusedException {
    if (header.part() == BillPart.SUCCESS) {
      return 0;
    }
    long refund = row.positive(Column.REFUND_AMOUNT, digits);
    long coupon = row.positive(Column.COUPON_REFUND_AMOUNT, digits);
    totals.add(Column.REFUND_AMOUNT, refund);
    totals.add(Column.COUPON_REFUND_AMOUNT, coupon);
    if (header.has(Column.REQUESTED_REFUND_AMOUNT)) {
      long requested = row.positive(Column.REQUESTED_REFUND_AMOUNT, digits);
      totals.add(Column.REQUESTED_REFUND_AMOUNT, requested);
    }
    if (kind == LineKind.PAYMENT && refund != 0) {
      throw new StatementRefusedException(
          row.line(), Column.REFUND_AMOUNT.title(), "a payment's row gives money back");
    }
    return refund;
  }

  /**
   * A refund's row carries the refund's time. REFUND bills of old repeat the payment's instead and
   * have the refund's in a column of its own.
   */
  private LocalDateTime takeTime(BillRow row, BillHeader header, LineKind kind)
      throws StatementRefusedException {
    LocalDateTime time = row.time(Column.TIME);
    Column column = Column.TIME;
    if (kind == LineKind.REFUND && header.has(Column.REFUND_REQUESTED_AT)) {
      LocalDateTime requested = row.time(Column.REFUND_REQUESTED_AT);
      if (!requested.toLocalDate().equals(time.toLocalDate())) {
        column = Column.REFUND_REQUESTED_AT;
        time = requested;
      }
    }
    if (date == null) {
      date = expectation.businessDate() == null ? time.toLocalDate() : expectation.businessDate();
    }
    if (!time.toLocalDate().equals(date)) {
      throw new StatementRefusedException(
          row.line(), column.title(), "'" + row.get(column) + "' is not of the bill's day " + date);
    }
    return time;
  }

  private StatementLine payment(
      BillRow row, long amount, long fee, String rowCurrency, LocalDateTime time)
      throws StatementRefusedException {
    if (fee < 0) {
      throw new StatementRefusedException(
          row.line(), Column.FEE.title(), "'" + row.get(Column.FEE) + "' is negative on a payment");
    }
    if (row.hasId(Column.WECHAT_REFUND_ID) || row.hasId(Column.REFUND_ID)) {
      throw new StatementRefusedException(
          row.line(), Column.WECHAT_REFUND_ID.title(), "a payment's row names a refund");
    }
    payments++;
    paymentAmount = Math.addExact(paymentAmount, amount);
    return new StatementLine(
        row.id(Column.TRANSACTION_ID),
        null,
        row.id(Column.ORDER_ID),
        null,
        LineKind.PAYMENT,
        row.is(Column.TRADE_STATE, "SUCCESS") ? "SUCCESS" : row.get(Column.TRADE_STATE),
        amount,
        fee,
        rowCurrency,
        time.atZone(Channel.WECHAT.zone()).toInstant(),
        row.line());
  }

  private StatementLine refund(
      BillRow row, long settlement, long refund, long fee, String rowCurrency, LocalDateTime time)
      throws StatementRefusedException {
    if (settlement != 0) {
      throw new StatementRefusedException(
          row.line(), Column.SETTLEMENT_AMOUNT.title(), "is not 0.00 on a refund's row");
    }
    if (fee > 0) {
      throw new StatementRefusedException(
          row.line(),
          Column.FEE.title(),
          "'" + row.get(Column.FEE) + "' is positive on a refund, which gives the fee back");
    }
    String state = row.get(Column.REFUND_STATE);
    if (!REFUND_STATES.contains(state)) {
      throw new StatementRefusedException(
          row.line(), Column.REFUND_STATE.title(), "'" + state + "' is not a state of a refund");
    }
    boolean revoked = row.is(Column.TRADE_STATE, "REVOKED");
    refunds++;
    refundAmount = Math.addExact(refundAmount, refund);
    return new StatementLine(
        row.id(Column.TRANSACTION_ID),
        revoked && !row.hasId(Column.WECHAT_REFUND_ID) ? null : row.id(Column.WECHAT_REFUND_ID),
        row.id(Column.ORDER_ID),
        revoked && !row.hasId(Column.REFUND_ID) ? null : row.id(Column.REFUND_ID),
        LineKind.REFUND,
        state,
        -refund,
        fee,
        rowCurrency,
        time.atZone(Channel.WECHAT.zone()).toInstant(),
        row.line());
  }

  /** In a file cut within its last amount, {@code 5} would pass for {@code 5.00}. */
  private void requireWholeEnd(BillHeader header, String summary, ByteLines text)
      throws StatementRefusedException {
    int decimals = summary.length() - 1 - summary.lastIndexOf('.');
    boolean whole = summary.lastIndexOf('.') > summary.lastIndexOf('`') && decimals >= digits;
    if (header.has(Column.ORDER_AMOUNT) && !text.ended() && !whole) {
      throw new StatementRefusedException(
          text.number(), null, "the file ends within its last total: it is cut off");
    }
  }

  private void checkRate(BillRow row) throws StatementRefusedException {
    if (row.is(Column.RATE, rateOfRowBefore)) {
      return;
    }
    String rate = row.get(Column.RATE);
    if (!rate.isEmpty() && !RATE.matcher(rate).matches()) {
      throw new StatementRefusedException(
          row.line(), Column.RATE.title(), "'" + rate + "' is not a rate such as 0.60%");
    }
    rateOfRowBefore = rate;
  }

  private static void nextOrCut(ByteLines text) throws IOException, StatementRefusedException {
    if (!nextNotBlank(text)) {
      throw new StatementRefusedException(
          text.number(), null, "the file ends before its summary: it is cut off");
    }
  }

  private static boolean nextNotBlank(ByteLines text)
      throws IOException, StatementRefusedException {
    while (text.advance()) {
      boolean begun = text.from() < text.to() && text.bytes()[text.from()] == '`';
      if (begun || !text.text().isBlank()) {
        return true;
      }
    }
    return false;
  }
}
