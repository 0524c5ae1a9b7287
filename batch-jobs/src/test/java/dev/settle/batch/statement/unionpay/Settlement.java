package dev.settle.batch.statement.unionpay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Builds settlements for tests byte by byte, independent of the writer: rows as maps of field
 * values, left-aligned and filled up with blanks, as UnionPay's sample 802310048993424_20150905 has
 * them.
 */
final class Settlement {
  static final Charset GBK = Charset.forName("GBK");
  static final String MERCHANT = "802310048993424";
  static final String DETAILS = "INN15090588ZM_" + MERCHANT;
  static final String DISPUTES = "INN15090588ZME_" + MERCHANT;
  static final String SUMMARY = "RD2015090588_" + MERCHANT;

  private final List<Map<ZmField, String>> rows = new ArrayList<>();

  /** A consumption; signed fields as they are written, such as {@code D000000002861}. */
  Settlement payment(
      String time, String amount, String fee, String settlement, String queryId, String orderId) {
    Map<ZmField, String> row = new EnumMap<>(ZmField.class);
    row.put(ZmField.TRANSACTION_CODE, "S22");
    row.put(ZmField.ACQUIRER, "00049992");
    row.put(ZmField.SENDER, "00049992");
    row.put(ZmField.TRACE, "066886");
    row.put(ZmField.TIME, time);
    row.put(ZmField.ACCOUNT, "621700****0004");
    row.put(ZmField.AMOUNT, amount);
    row.put(ZmField.CATEGORY, "5732");
    row.put(ZmField.TERMINAL_TYPE, "07");
    row.put(ZmField.QUERY_ID, queryId);
    row.put(ZmField.ORDER_ID, orderId);
    row.put(ZmField.CARD_TYPE, "01");
    row.put(ZmField.ORIGINAL_TRACE, "000000");
    row.put(ZmField.ORIGINAL_TIME, "0000000000");
    row.put(ZmField.FEE, fee);
    row.put(ZmField.SETTLEMENT, settlement);
    row.put(ZmField.METHOD, "0001");
    row.put(ZmField.TYPE, "01");
    row.put(ZmField.SUB_TYPE, "01");
    row.put(ZmField.BUSINESS, "000201");
    row.put(ZmField.ACCOUNT_TYPE, "01");
    row.put(ZmField.MERCHANT, MERCHANT);
    row.put(ZmField.NET, settlement);
    rows.add(row);
    return this;
  }

  /** A refund of the payment. */
  Settlement refund(
      String time,
      String amount,
      String fee,
      String settlement,
      String queryId,
      String refundId,
      String originalQueryId) {
    payment(time, amount, fee, settlement, queryId, refundId);
    with(ZmField.TRANSACTION_CODE, "S30");
    with(ZmField.TYPE, "04");
    with(ZmField.SUB_TYPE, "00");
    return with(ZmField.ORIGINAL_QUERY_ID, originalQueryId);
  }

  /** Sets a field of the last row. */
  Settlement with(ZmField field, String value) {
    rows.get(rows.size() - 1).put(field, value);
    return this;
  }

  /** The bytes of the details, CRLF behind every row. */
  byte[] details() {
    StringBuilder text = new StringBuilder();
    for (Map<ZmField, String> row : rows) {
      for (ZmField field : ZmField.values()) {
        String value = row.getOrDefault(field, "");
        text.append(value).append(" ".repeat(field.width() - value.getBytes(GBK).length));
        text.append(field == ZmField.RESERVED ? "\r\n" : " ");
      }
    }
    return text.toString().getBytes(GBK);
  }

  /** A print summary with these totals, as text. */
  static String print(String count, String amount, String fee, String net) {
    return String.join(
        "\r\n",
        "            中国银联商户清算汇总表",
        "  商户代码：" + MERCHANT + "   商户名称：西湖茶叶店",
        "  清算日期：2015年09月05日       单位：元",
        "  ------------------------------------------------------------",
        "  交易类型     笔数      交易金额      手续费      清算净额",
        "  ------------------------------------------------------------",
        "  消费            1      4,768.00       28.61      4,739.39",
        "  退货            1        -10.00       -0.06         -9.94",
        "  ------------------------------------------------------------",
        "  合计            " + count + "   " + amount + "   " + fee + "   " + net,
        "",
        "  打印日期：2015年09月06日        复核：",
        "");
  }

  /** Writes a zip of these entries, names in GBK. */
  static Path zip(Path folder, Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve(MERCHANT + "_20150905.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out, GBK)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  /** The three files. */
  static Map<String, byte[]> entries(byte[] details, byte[] disputes, String print) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(DETAILS, details);
    entries.put(DISPUTES, disputes);
    entries.put(SUMMARY, print.getBytes(GBK));
    return entries;
  }
}
