package dev.settle.stack.statements;

import static dev.settle.stack.statements.BillColumn.*;

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

  private static final List<BillColumn> FIRST_12 =
      List.of(
          TIME,
          APP_ID,
          MERCHANT,
          SUB_MERCHANT,
          DEVICE,
          TRANSACTION,
          ORDER,
          USER,
          TRADE_TYPE,
          TRADE_STATE,
          BANK,
          CURRENCY);
  private static final List<BillColumn> AMOUNTS = List.of(SETTLEMENT_AMOUNT, COUPON_AMOUNT);
  private static final List<BillColumn> AMOUNTS_OLD =
      List.of(SETTLEMENT_AMOUNT_OLD, COUPON_AMOUNT_OLD);
  private static final List<BillColumn> REFUND_TIMES = List.of(REFUND_REQUESTED, REFUND_SUCCEEDED);
  private static final List<BillColumn> REFUNDS =
      List.of(
          CHANNEL_REFUND,
          BillColumn.REFUND,
          REFUND_AMOUNT,
          COUPON_REFUND_AMOUNT,
          REFUND_TYPE,
          REFUND_STATE);
  private static final List<BillColumn> LAST = List.of(PRODUCT, ATTACHMENT, FEE, RATE);
  private static final List<BillColumn> LAST_NEW =
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
  boolean lists(BillLine line) {
    return switch (part) {
      case BOTH -> true;
      case PAYMENTS -> !line.isRefund();
      case REFUNDS -> line.isRefund();
    };
  }

  /** True for the layouts of today, which have seven totals; the older ones have five. */
  boolean isCurrent() {
    return this == ALL || this == SUCCESS || this == REFUND;
  }

  /** Its columns, in order. */
  List<BillColumn> columns() {
    return switch (this) {
      case ALL -> join(FIRST_12, AMOUNTS, REFUNDS, LAST, LAST_NEW);
      case SUCCESS -> join(FIRST_12, AMOUNTS, LAST, List.of(ORDER_AMOUNT, RATE_NOTE));
      case REFUND -> join(FIRST_12, AMOUNTS, REFUND_TIMES, REFUNDS, LAST, LAST_NEW);
      case ALL_OLD -> join(FIRST_12, AMOUNTS_OLD, REFUNDS, LAST);
      case SUCCESS_OLD -> join(FIRST_12, AMOUNTS_OLD, LAST);
    };
  }

  @SafeVarargs
  private static List<BillColumn> join(List<BillColumn>... parts) {
    List<BillColumn> columns = new ArrayList<>();
    for (List<BillColumn> part : parts) {
      columns.addAll(part);
    }
    return columns;
  }
}
