package dev.settle.batch.statement.alipay;

import java.nio.charset.Charset;
import java.time.LocalDate;

/**
 * What a bill to be written is of.
 *
 * @param merchant PID of the merchant
 * @param date the day, Beijing's
 * @param charset GBK as Alipay writes, or UTF-8; a character that it lacks becomes {@code ?}
 */
public record BillIdentity(String merchant, LocalDate date, Charset charset) {
  /** What Alipay writes in. */
  public static final Charset GBK = Charset.forName("GBK");

  /** A bill as Alipay writes it. */
  public static BillIdentity gbk(String merchant, LocalDate date) {
    return new BillIdentity(merchant, date, GBK);
  }

  /** The account's number in the bill. */
  String account() {
    return merchant + "0156";
  }
}
