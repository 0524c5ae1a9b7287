package dev.settle.batch.statement.alipay;

import java.util.HashMap;
import java.util.Map;

/**
 * A column of a trade or account bill, with every name it was published under (units and brackets
 * left out, see {@link #bare}) and the shape of its fields. The shapes serve rows whose free text
 * holds commas: there is no reliable quoting in these files.
 */
enum Column {
  TRADE_NO(Shape.ID, "支付宝交易号"),
  ORDER_NO(Shape.ID, "商户订单号"),
  KIND(Shape.WORD, "业务类型"),
  PRODUCT(Shape.TEXT, "商品名称"),
  CREATED(Shape.TIME, "创建时间"),
  COMPLETED(Shape.TIME, "完成时间"),
  STORE_NO(Shape.TEXT, "门店编号"),
  STORE(Shape.TEXT, "门店名称"),
  OPERATOR(Shape.TEXT, "操作员"),
  TERMINAL(Shape.TEXT, "终端号"),
  COUNTERPARTY(Shape.TEXT, "对方账户", "对方账号"),
  ORDER_AMOUNT(Shape.AMOUNT, "订单金额"),
  RECEIVED(Shape.AMOUNT, "商家实收"),
  ALIPAY_RED_PACKET(Shape.AMOUNT, "支付宝红包"),
  POINTS(Shape.AMOUNT, "集分宝", "集分宝抵扣"),
  ALIPAY_DISCOUNT(Shape.AMOUNT, "支付宝优惠"),
  MERCHANT_DISCOUNT(Shape.AMOUNT, "商家优惠"),
  COUPON(Shape.AMOUNT, "券核销金额"),
  COUPON_NAME(Shape.TEXT, "券名称"),
  MERCHANT_RED_PACKET(Shape.AMOUNT, "商家红包消费金额"),
  CARD(Shape.AMOUNT, "卡消费金额"),
  REFUND_NO(Shape.ID, "退款批次号/请求号", "退款批次号", "退款请求号"),
  FEE(Shape.AMOUNT, "服务费"),
  PROFIT_SHARE(Shape.AMOUNT, "分润"),
  NET_RECEIVED(Shape.AMOUNT, "实收净额"),
  MERCHANT_NO(Shape.TEXT, "商户识别号"),
  TRADE_MEANS(Shape.TEXT, "交易方式"),
  REMARK(Shape.TEXT, "备注"),
  INSTALMENT_FEE(Shape.AMOUNT, "花呗分期手续费"),
  INSTALMENTS(Shape.TEXT, "花呗分期数"),

  ENTRY_NO(Shape.ID, "账务流水号"),
  BUSINESS_NO(Shape.ID, "业务流水号"),
  OCCURRED(Shape.TIME, "发生时间"),
  INCOME(Shape.AMOUNT_OR_EMPTY, "收入金额"),
  EXPENSE(Shape.AMOUNT_OR_EMPTY, "支出金额"),
  BALANCE(Shape.AMOUNT, "账户余额"),
  TRADE_CHANNEL(Shape.WORD, "交易渠道");

  /** What a field of a column looks like. */
  enum Shape {
    /** No blank within; may be empty. */
    ID,
    /** {@code yyyy-MM-dd HH:mm:ss}. */
    TIME,
    /** A decimal with a sign or without. */
    AMOUNT,
    /** The same, or nothing where the row has nothing to say. */
    AMOUNT_OR_EMPTY,
    /** One field, whatever it says: Alipay's own words have no commas. */
    WORD,
    /** Whatever the merchant or the buyer wrote, commas included. */
    TEXT
  }

  private static final Map<String, Column> BY_NAME = byName();

  private final Shape shape;
  private final String names;
  private final String title;

  Column(Shape shape, String... names) {
    this.shape = shape;
    this.names = String.join(",", names);
    this.title = names[0];
  }

  Shape shape() {
    return shape;
  }

  /** The name to speak of it by. */
  String title() {
    return title;
  }

  /** The column of a header's name; null for one that no rule needs. */
  static @org.jspecify.annotations.Nullable Column named(String name) {
    return BY_NAME.get(bare(name));
  }

  /**
   * A header's name without its unit: {@code 订单金额（元）}, {@code 订单金额(元)} and {@code 订单金额} are one
   * column, and so are {@code 收入金额（+元）} and {@code 收入金额}.
   */
  static String bare(String name) {
    String narrow = BillRow.clean(name).replace('（', '(').replace('）', ')').replace(" ", "");
    int bracket = narrow.lastIndexOf('(');
    return bracket > 0 && narrow.endsWith("元)") ? narrow.substring(0, bracket) : narrow;
  }

  private static Map<String, Column> byName() {
    Map<String, Column> byName = new HashMap<>();
    for (Column column : values()) {
      for (String name : column.names.split(",", -1)) {
        byName.put(name, column);
      }
    }
    return byName;
  }
}
