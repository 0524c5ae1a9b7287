package dev.settle.batch.statement.unionpay;

/**
 * The 22 fields of a ZME row, a dispute, in their order; one space stands between two. Source:
 * 全渠道平台接入接口规范 第3部分 文件接口, section 6.2, whose widths UnionPay's public SDK has in code. 商户手续费 and
 * 结算金额 are signed as those of a ZM row. There is no order number: 上一笔交易 names the transaction that
 * is disputed by its trace number, time, settlement date and amount.
 */
enum ZmeField implements RowField {
  TRANSACTION_CODE("交易代码", 0, 3),
  ACQUIRER("代理机构标识码", 4, 11),
  SENDER("发送机构标识码", 16, 11),
  TRACE("系统跟踪号", 28, 6),
  TIME("交易传输时间", 35, 10),
  ACCOUNT("账号", 46, 19),
  AMOUNT("交易金额", 66, 12),
  CATEGORY("商户类别", 79, 4),
  TERMINAL_TYPE("终端类型", 84, 2),
  CARD_TYPE("支付卡类型", 87, 2),
  PREVIOUS_TRACE("上一笔交易的系统跟踪号", 90, 6),
  PREVIOUS_TIME("上一笔交易的日期时间", 97, 10),
  PREVIOUS_DATE("上一笔交易清算日期", 108, 4),
  PREVIOUS_AMOUNT("上一笔交易金额", 113, 12),
  FEE("商户手续费", 126, 13),
  SETTLEMENT("结算金额", 140, 13),
  GROUP("集团商户代码", 154, 15),
  MERCHANT("商户代码", 170, 15),
  SPLIT_FLAG("分账清算标识", 186, 1),
  INSTALMENT_FEE("分期付款附加手续费", 188, 12),
  INSTALMENTS("分期付款期数", 201, 2),
  RESERVED("保留使用", 204, 135);

  private final String title;
  private final int from;
  private final int width;

  ZmeField(String title, int from, int width) {
    this.title = title;
    this.from = from;
    this.width = width;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return from + width;
  }
}
