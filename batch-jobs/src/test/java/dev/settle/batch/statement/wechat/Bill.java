package dev.settle.batch.statement.wechat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds trade bills for tests: the published headers, rows as maps, a summary that is right. */
public final class Bill {
  public static final String ALL_27 =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
  public static final String SUCCESS_20 =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注";
  public static final String REFUND_29 =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
  public static final String OLD_ALL_24 =
      "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,企业红包金额,微信退款单号,商户退款单号,退款金额,企业红包退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率";
  public static final String OLD_SUCCESS_18 =
      "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,企业红包金额,商品名称,商户数据包,手续费,费率";
  public static final String SUMMARY_7 = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
  public static final String SUMMARY_5 = "总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额";

  private final String header;
  private final String merchant;
  private final String day;
  private final List<Map<String, String>> rows = new ArrayList<>();
  private long payments;
  private long refunds;
  private long fees;

  public Bill(String header, String merchant, String day) {
    this.header = header;
    this.merchant = merchant;
    this.day = day;
  }

  /** A payment; amounts in fen. */
  public Bill payment(String txnId, String orderId, long amount, long fee) {
    Map<String, String> row = common(txnId, orderId);
    row.put("交易状态", "SUCCESS");
    row.put("应结订单金额", yuan(amount));
    row.put("总金额", yuan(amount));
    row.put("订单金额", yuan(amount));
    row.put("手续费", yuan(fee) + "000");
    rows.add(row);
    payments += amount;
    fees += fee;
    return this;
  }

  /** A refund; amount positive, fee negative, in fen. */
  public Bill refund(
      String txnId,
      String orderId,
      String wechatRefundId,
      String refundId,
      long amount,
      long fee,
      String state) {
    Map<String, String> row = common(txnId, orderId);
    row.put("交易状态", "REFUND");
    row.put("微信退款单号", wechatRefundId);
    row.put("商户退款单号", refundId);
    row.put("退款金额", yuan(amount));
    row.put("申请退款金额", yuan(amount));
    row.put("退款类型", "ORIGINAL");
    row.put("退款状态", state);
    row.put("退款申请时间", day + " 12:00:00");
    row.put("退款成功时间", day + " 12:00:05");
    row.put("手续费", yuan(fee) + "000");
    rows.add(row);
    refunds += amount;
    fees += fee;
    return this;
  }

  /** Sets a field of the last row, whatever it does to the totals. */
  public Bill with(String column, String value) {
    rows.get(rows.size() - 1).put(column, value);
    return this;
  }

  /** The bill with the summary of its layout. */
  public String text() {
    boolean old = header.contains("总金额");
    return text(
        old ? SUMMARY_5 : SUMMARY_7,
        old
            ? "`%d,`%s,`%s,`0.00,`%s000"
                .formatted(rows.size(), yuan(payments), yuan(refunds), yuan(fees))
            : "`%d,`%s,`%s,`0.00,`%s000,`%s,`%s"
                .formatted(
                    rows.size(),
                    yuan(payments),
                    yuan(refunds),
                    yuan(fees),
                    yuan(payments),
                    yuan(refunds)));
  }

  /** The bill with another summary. */
  public String text(String summaryHeader, String summary) {
    List<String> lines = new ArrayList<>();
    lines.add(header);
    for (Map<String, String> row : rows) {
      lines.add(
          List.of(header.split(",")).stream()
              .map(column -> "`" + row.getOrDefault(column, ""))
              .collect(Collectors.joining(",")));
    }
    lines.add(summaryHeader);
    lines.add(summary);
    return String.join("\r\n", lines) + "\r\n";
  }

  public byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> common(String txnId, String orderId) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("交易时间", day + " 12:00:00");
    row.put("公众账号ID", "wx8888888888888888");
    row.put("商户号", merchant);
    row.put("特约商户号", "0");
    row.put("子商户号", "0");
    row.put("微信订单号", txnId);
    row.put("商户订单号", orderId);
    row.put("用户标识", "o-user");
    row.put("交易类型", "JSAPI");
    row.put("付款银行", "OTHERS");
    row.put("货币种类", "CNY");
    row.put("应结订单金额", "0.00");
    row.put("总金额", "0.00");
    row.put("代金券金额", "0.00");
    row.put("企业红包金额", "0.00");
    row.put("微信退款单号", "0");
    row.put("商户退款单号", "0");
    row.put("退款金额", "0.00");
    row.put("充值券退款金额", "0.00");
    row.put("企业红包退款金额", "0.00");
    row.put("商品名称", "tea, green");
    row.put("费率", "0.60%");
    row.put("订单金额", "0.00");
    row.put("申请退款金额", "0.00");
    return row;
  }

  /** Fen as yuan, for example 1234 as 12.34. */
  public static String yuan(long fen) {
    return (fen < 0 ? "-" : "")
        + Math.abs(fen) / 100
        + "."
        + (Math.abs(fen) % 100 < 10 ? "0" : "")
        + Math.abs(fen) % 100;
  }
}
