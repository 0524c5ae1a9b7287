package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.ByteLines;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a bill's file says that it is. The line also tells the encoding: Alipay
 * writes GBK, what was saved again by another program is UTF-8, with or without a byte order mark.
 */
enum BillTitle {
  TRADE_DETAIL("业务明细", false),
  TRADE_SUMMARY("业务", true),
  ACCOUNT_DETAIL("账务明细", false),
  ACCOUNT_SUMMARY("账务", true);

  /** Bytes of a file that are enough to know its title. */
  static final int HEAD_BYTES = 256;

  private static final String START = "#支付宝";
  private static final String SUMMARY = "汇总";

  private final String words;
  private final boolean summary;

  BillTitle(String words, boolean summary) {
    this.words = words;
    this.summary = summary;
  }

  /** A title and the encoding that it is written in. */
  record Found(BillTitle title, Charset charset) {}

  /** The title in the first bytes of a file; null when they are of no Alipay bill. */
  static @Nullable Found in(byte[] head) {
    int end = 0;
    while (end < Math.min(head.length, HEAD_BYTES) && head[end] != '\n') {
      end++;
    }
    byte[] line = Arrays.copyOf(head, end);
    for (Charset charset : new Charset[] {ByteLines.CHINESE, StandardCharsets.UTF_8}) {
      String text = new String(line, charset);
      String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
      if (bare.startsWith(START)) {
        BillTitle title = of(bare);
        return title == null ? null : new Found(title, charset);
      }
    }
    return null;
  }

  private static @Nullable BillTitle of(String line) {
    for (BillTitle title : values()) {
      if (line.contains(title.words) && line.contains(SUMMARY) == title.summary) {
        return title;
      }
    }
    return null;
  }
}
