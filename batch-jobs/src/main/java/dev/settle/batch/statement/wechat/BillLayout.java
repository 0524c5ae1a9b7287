package dev.settle.batch.statement.wechat;

import static dev.settle.batch.statement.wechat.Column.*;

import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import java.util.ArrayList;
import java.util.List;

/** The published layouts of WeChat Pay's trade bill. */
public enum BillLayout {
  /** Payments and refunds, 27 columns. */
  ALL("All", Part.BOTH),
  /** Payments, 20 columns. */
  SUCCESS("Success", Part.PAYMENTS),
  /** Refunds, 29 columns. */
  REFUND("Refund", Part.REFUNDS),
  /** Payments and refunds before 2018, 24 columns. */
  ALL_OLD("All", Part.BOTH),
  /** Payments before 2018, 18 columns. */
  SUCCESS_OLD("Success", Part.PAYMENTS);

  private static final List<Column> FIRST_12 =
      List.of(
          TIME,
          APP_ID,
          MERCHANT,
          SUB_MERCHANT,
          DEVICE,
          TRANSACTION_ID,
          ORDER_ID,
          USER,
          TRADE_TYPE,
          TRADE_STATE,
          BANK,
          CURRENCY);
  private static final List<Column> AMOUNTS = List.of(SETTLEMENT_AMOUNT, COUPON_AMOUNT);
  private static final List<Column> REFUND_TIMES =
      List.of(REFUND_REQUESTED_AT, REFUND_SUCCEEDED_AT);
  private static final List<Column> REFUNDS =
      List.of(
          WECHAT_REFUND_ID,
          Column.REFUND_ID,
          REFUND_AMOUNT,
          COUPON_REFUND_AMOUNT,
          REFUND_TYPE,
          REFUND_STATE);
  private static final List<Column> LAST = List.of(PRODUCT, ATTACHMENT, FEE, RATE);
  private static final List<Column> LAST_NEW =
      List.of(ORDER_AMOUNT, REQUESTED_REFUND_AMOUNT, RATE_NOTE);

  private enum Part {
    BOTH,
    PAYMENTS,
    REFUNDS
  }

  private final String fileWord;
  private final Part part;

  BillLayout(String fileWord, Part part) {
    this.fileWord = fileWord;
    this.part = part;
  }

  /** The word in the file's name. */
  String fileWord() {
    return fileWord;
  }

  /** True when the layout lists the line. */
  public boolean lists(StatementLine line) {
    return switch (part) {
      case BOTH -> line.kind() == LineKind.PAYMENT || line.kind() == LineKind.REFUND;
      case PAYMENTS -> line.kind() == LineKind.PAYMENT;
      case REFUNDS -> line.kind() == LineKind.REFUND;
    };
  }

  /** True for the layouts of today, which have seven totals; the older ones have five. */
  boolean isCurrent() {
    return this == ALL || this == SUCCESS || this == REFUND;
  }

  /** Name of a column in this layout's header. */
  String titleOf(Column column) {
    boolean renamed = column == SETTLEMENT_AMOUNT || column == COUPON_AMOUNT;
    return !isCurrent() && renamed ? column.names().get(1) : column.title();
  }

  /** Its columns, in order. */
  List<Column> columns() {
    return switch (this) {
      case ALL -> join(FIRST_12, AMOUNTS, REFUNDS, LAST, LAST_NEW);
      case SUCCESS -> join(FIRST_12, AMOUNTS, LAST, List.of(ORDER_AMOUNT, RATE_NOTE));
      case REFUND -> join(FIRST_12, AMOUNTS, REFUND_TIMES, REFUNDS, LAST, LAST_NEW);
      case ALL_OLD -> join(FIRST_12, AMOUNTS, REFUNDS, LAST);
      case SUCCESS_OLD -> join(FIRST_12, AMOUNTS, LAST);
    };
  }

  @SafeVarargs
  private static List<Column> join(List<Column>... parts) {
    List<Column> columns = new ArrayList<>();
    for (List<Column> part : parts) {
      columns.addAll(part);
    }
    return columns;
  }
}
