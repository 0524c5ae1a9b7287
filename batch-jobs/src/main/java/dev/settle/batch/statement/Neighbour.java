package dev.settle.batch.statement;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that are given by mistake for a statement, and what to give instead. */
final class Neighbour {
  private record Kind(String mark, boolean atStart, String says) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "微信支付账单明细",
              false,
              "a personal bill of WeChat (微信支付账单明细, as the app exports it), not a merchant's:"
                  + " give the 交易账单 or 资金账单 of the merchant platform"),
          new Kind(
              "支付宝交易记录明细查询",
              false,
              "a personal bill of Alipay (支付宝交易记录明细查询), not a merchant's: give the 业务明细 or 账务明细"),
          new Kind(
              "支付宝（中国）网络技术有限公司",
              false,
              "a personal bill of Alipay (as the app exports it), not a merchant's: give the 业务明细 or 账务明细"),
          new Kind(
              "支付宝支付科技有限公司",
              false,
              "a personal bill of Alipay (as the app exports it), not a merchant's: give the 业务明细 or 账务明细"),
          new Kind(
              "%PDF-", true, "a PDF, not a statement: give the file that the channel delivers"),
          new Kind("{1:F", true, "a SWIFT message such as MT940: ask the bank for camt.053"),
          new Kind(":20:", true, "a SWIFT message such as MT940: ask the bank for camt.053"),
          new Kind(
              "\u00D0\u00CF\u0011\u00E0",
              true,
              "a spreadsheet (xls): give the file as the channel delivers it"));

  private Neighbour() {}

  /** What the file is; null when it is none of these. */
  static @Nullable String of(StatementHead head) {
    for (StatementHead.Part part : head.parts()) {
      if (part.name().equals("[Content_Types].xml")) {
        return "a spreadsheet or another office document: give the file as the channel delivers it";
      }
      for (Charset charset :
          List.of(StandardCharsets.UTF_8, ByteLines.CHINESE, StandardCharsets.ISO_8859_1)) {
        String text = part.text(charset);
        for (Kind kind : KINDS) {
          if (kind.atStart() ? text.startsWith(kind.mark()) : text.contains(kind.mark())) {
            return kind.says();
          }
        }
      }
    }
    return null;
  }
}
