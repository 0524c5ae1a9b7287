package dev.settle.batch.statement.alipay;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a bill being written: plain, the details alone; in a zip the details and then their
 * 汇总, with names in GBK and without the flag of UTF-8 names, as Alipay's.
 */
final class BillOutput {
  private static final String CRLF = "\r\n";
  private static final DateTimeFormatter FRAME_TIME =
      DateTimeFormatter.ofPattern("yyyy'年'MM'月'dd'日' HH:mm:ss");
  private static final DateTimeFormatter FILE_DATE = DateTimeFormatter.BASIC_ISO_DATE;

  private final BillIdentity bill;
  private final @Nullable ZipOutputStream zip;
  private final Writer writer;

  private BillOutput(BillIdentity bill, OutputStream out, @Nullable ZipOutputStream zip) {
    this.bill = bill;
    this.zip = zip;
    this.writer = new BufferedWriter(new OutputStreamWriter(out, bill.charset()), 64 * 1024);
  }

  static BillOutput plain(OutputStream out, BillIdentity bill) {
    return new BillOutput(bill, out, null);
  }

  static BillOutput zip(OutputStream out, BillIdentity bill) {
    ZipOutputStream zip = new ZipOutputStream(out, BillIdentity.GBK);
    return new BillOutput(bill, zip, zip);
  }

  boolean isZip() {
    return zip != null;
  }

  /**
   * Begins a file.
   *
   * @param entry what stands behind account and day in its name, such as {@code 业务明细}
   * @param title such as {@code 业务明细}
   */
  void begin(String entry, String title, String header) throws IOException {
    LocalDate date = bill.date();
    if (zip != null) {
      String name = bill.account() + "_" + FILE_DATE.format(date) + "_" + entry + ".csv";
      zip.putNextEntry(new ZipEntry(name));
    }
    line("#支付宝" + title + "查询");
    line("#账号：[" + bill.account() + "]");
    line(
        "#起始日期：[%s]   终止日期：[%s]"
            .formatted(
                FRAME_TIME.format(date.atStartOfDay()),
                FRAME_TIME.format(date.plusDays(1).atStartOfDay())));
    line(
        "#-----------------------------------------"
            + title
            + "列表----------------------------------------");
    line(header);
  }

  void line(String line) throws IOException {
    writer.write(line);
    writer.write(CRLF);
  }

  /** Ends the rows of a file. */
  void endRows(String title) throws IOException {
    line(
        "#-----------------------------------------"
            + title
            + "列表结束------------------------------------");
  }

  /** Ends a file. */
  void end() throws IOException {
    LocalDateTime exported = bill.date().plusDays(1).atTime(5, 46, 49);
    line("#导出时间：[" + FRAME_TIME.format(exported) + "]");
    writer.flush();
    if (zip != null) {
      zip.closeEntry();
    }
  }

  /** Ends the whole; what it was written to stays open. */
  void finish() throws IOException {
    writer.flush();
    if (zip != null) {
      zip.finish();
    }
  }

  /** Free text without what would end a field's or a row's place; commas and quotes stay. */
  static String text(String free) {
    return free.replace('\t', ' ').replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
  }
}
