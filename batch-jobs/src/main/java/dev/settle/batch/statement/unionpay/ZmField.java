package dev.settle.batch.statement.unionpay;

/**
 * The 42 fields of a ZM row in their order, with their first byte and width; one space stands
 * between two. Source: 全渠道平台接入接口规范 第3部分 文件接口, section 6.1, whose widths UnionPay's public SDK has
 * in code. Meanings of the amounts: 结算金额 is 交易金额 less 商户手续费, 清算净额 is 结算金额 less 二级商户分账入账金额; 原始交易订单号
 * is filled on refunds and revocations only.
 */
enum ZmField implements RowField {
  TRANSACTION_CODE("交易代码", 0, 3),
  ACQUIRER("代理机构标识码", 4, 11),
  SENDER("发送机构标识码", 16, 11),
  TRACE("系统跟踪号", 28, 6),
  TIME("交易传输时间", 35, 10),
  ACCOUNT("账号", 46, 19),
  AMOUNT("交易金额", 66, 12),
  CATEGORY("商户类别", 79, 4),
  TERMINAL_TYPE("终端类型", 84, 2),
  QUERY_ID("查询流水号", 87, 21),
  OLD_METHOD("支付方式(旧)", 109, 2),
  ORDER_ID("商户订单号", 112, 32),
  CARD_TYPE("支付卡类型", 145, 2),
  ORIGINAL_TRACE("原始交易的系统跟踪号", 148, 6),
  ORIGINAL_TIME("原始交易日期时间", 155, 10),
  FEE("商户手续费", 166, 13),
  SETTLEMENT("结算金额", 180, 13),
  METHOD("支付方式", 194, 4),
  GROUP("集团商户代码", 199, 15),
  TYPE("交易类型", 215, 2),
  SUB_TYPE("交易子类", 218, 2),
  BUSINESS("业务类型", 221, 6),
  ACCOUNT_TYPE("账号类型", 228, 2),
  BILL_TYPE("账单类型", 231, 4),
  BILL_NUMBER("账单号码", 236, 32),
  INTERACTION("交互方式", 269, 1),
  ORIGINAL_QUERY_ID("原交易查询流水号", 271, 21),
  MERCHANT("商户代码", 293, 15),
  SPLIT_WAY("分账入账方式", 309, 1),
  SUB_MERCHANT("二级商户代码", 311, 15),
  SUB_MERCHANT_NAME("二级商户简称", 327, 32),
  SPLIT("二级商户分账入账金额", 360, 13),
  NET("清算净额", 374, 13),
  TERMINAL("终端号", 388, 8),
  CUSTOM("商户自定义域", 397, 32),
  DISCOUNT("优惠金额", 430, 13),
  INVOICE("发票金额", 444, 13),
  INSTALMENT_FEE("分期付款附加手续费", 458, 12),
  INSTALMENTS("分期付款期数", 471, 2),
  MEDIUM("交易介质", 474, 1),
  ORIGINAL_ORDER_ID("原始交易订单号", 476, 32),
  RESERVED("保留使用", 509, 98);

  /** Newer specifications begin what was reserved with 清算金额, signed as the others. */
  static final RowField CLEARED = new Part("清算金额", RESERVED.from(), RESERVED.from() + 13);

  /** Bytes of a row without its line end: 607. */
  static final int ROW_BYTES = RESERVED.to();

  private final String title;
  private final int from;
  private final int width;

  ZmField(String title, int from, int width) {
    this.title = title;
    this.from = from;
    this.width = width;
  }

  @Override
  public String title() {
    return title;
  }

  /** Width in bytes. */
  int width() {
    return width;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return from + width;
  }

  /** A field that is laid over a part of another. */
  private record Part(String title, int from, int to) implements RowField {}
}
