package dev.settle.batch.statement.wechat;

/** A total of the fund flow bill's summary, in the order in which it is published. */
enum FundFlowTotal {
  ROWS("资金流水总笔数"),
  INCOME_ROWS("收入笔数"),
  INCOME("收入金额"),
  EXPENSE_ROWS("支出笔数"),
  EXPENSE("支出金额");

  private final String title;

  FundFlowTotal(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** True when it counts rows. */
  boolean isCount() {
    return this != INCOME && this != EXPENSE;
  }
}
