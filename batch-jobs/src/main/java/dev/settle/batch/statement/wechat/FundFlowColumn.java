package dev.settle.batch.statement.wechat;

/**
 * A column of the fund flow bill, in the order in which it is published. Titles are compared
 * without their brackets: the files have {@code 收支金额(元)} with half-width ones or full-width.
 */
enum FundFlowColumn {
  TIME("记账时间"),
  BUSINESS_ID("微信支付业务单号"),
  FLOW_ID("资金流水单号"),
  NAME("业务名称"),
  TYPE("业务类型"),
  DIRECTION("收支类型"),
  AMOUNT("收支金额"),
  BALANCE("账户结余"),
  APPLICANT("资金变更提交申请人"),
  REMARK("备注"),
  VOUCHER("业务凭证号");

  /** Rows of money that came in. */
  static final String INCOME = "收入";

  /** Rows of money that went out. */
  static final String EXPENSE = "支出";

  /** ISO 4217: the bill is in yuan, whatever the buyer paid in. */
  static final String CURRENCY = "CNY";

  private final String title;

  FundFlowColumn(String title) {
    this.title = title;
  }

  /** Its name without the unit. */
  String title() {
    return title;
  }

  /** Its name as it is published, with the unit in the brackets that are asked for. */
  String published(boolean fullWidthBrackets) {
    if (this != AMOUNT && this != BALANCE) {
      return title;
    }
    return title + (fullWidthBrackets ? "（元）" : "(元)");
  }
}
