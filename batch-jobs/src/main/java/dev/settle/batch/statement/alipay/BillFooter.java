package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines with {@code #} below a bill's rows: end line, declared totals, time of export. */
final class BillFooter {
  private static final String END = "结束";
  private static final String TOTAL = "合计";
  private static final String EXPORTED = "导出时间";
  private static final Pattern TOTAL_LINE =
      Pattern.compile("#+([^：:]{0,8}合计)\\s*[：:]\\s*(\\d{1,15})\\s*笔\\s*[，,]?(.+)");
  private static final Pattern PART = Pattern.compile("\\s*([^0-9+-]*?)共?([+-]?[0-9.]+)元");
  private static final Pattern SEPARATOR = Pattern.compile("[，,]");

  private final Map<String, Declared> totals = new HashMap<>();
  private int lastLine;

  private BillFooter() {}

  /** A declared total: how many, and amounts in fen by what they are called. */
  private record Declared(int line, long count, Map<String, Long> amounts) {}

  /**
   * Reads to the end of the file.
   *
   * @param line the first line with {@code #} below the rows, already taken
   * @param date the last day of the bill, which must be over when it is exported
   */
  static BillFooter read(BillText text, String line, LocalDate date)
      throws IOException, StatementRefusedException {
    if (!line.contains(END)) {
      throw text.refuse("'" + shortened(line) + "' where the rows must end with #…列表结束");
    }
    BillFooter footer = new BillFooter();
    boolean exported = false;
    for (String next = text.next(); next != null; next = text.next()) {
      footer.lastLine = text.number();
      if (!BillText.isFrame(next)) {
        throw text.refuse("there is a row below the end of the rows");
      }
      String bare = BillText.bare(next);
      if (bare.contains(TOTAL)) {
        footer.declare(text, bare);
      } else if (bare.startsWith("#" + EXPORTED)) {
        if (exported) {
          throw text.refuse(EXPORTED, "is there twice");
        }
        exported = true;
        requireDayOver(text, bare, date);
      } else if (bare.startsWith("#支付宝") || bare.startsWith("#账号")) {
        throw text.refuse("a second bill begins: give one statement");
      }
    }
    if (!exported) {
      throw text.refuse("the file ends before its #导出时间: it is cut off");
    }
    return footer;
  }

  /**
   * Compares a declared total with what was counted.
   *
   * @param name such as {@code 交易合计}
   * @param count rows counted
   * @param sums what the rows sum to, by every name that the total may call it
   */
  void verify(String name, long count, Map<String, Long> sums) throws StatementRefusedException {
    verify(name, count, sums, false);
  }

  /** The same for a total that is written with a minus or without one. */
  void verifyUnsigned(String name, long count, Map<String, Long> sums)
      throws StatementRefusedException {
    verify(name, count, sums, true);
  }

  /** Refuses a total that nobody verified. */
  void requireNoOther() throws StatementRefusedException {
    for (Map.Entry<String, Declared> total : totals.entrySet()) {
      throw new StatementRefusedException(
          total.getValue().line(), total.getKey(), "unknown total: it cannot be verified");
    }
  }

  private void verify(String name, long count, Map<String, Long> sums, boolean unsigned)
      throws StatementRefusedException {
    Declared declared = totals.remove(name);
    if (declared == null) {
      throw new StatementRefusedException(
          lastLine, name, "the lines below the rows lack this total");
    }
    if (declared.count() != count) {
      throw new StatementRefusedException(
          declared.line(), name, "declares " + declared.count() + " rows, the bill has " + count);
    }
    for (Map.Entry<String, Long> amount : declared.amounts().entrySet()) {
      Long sum = sums.get(amount.getKey());
      if (sum == null) {
        throw new StatementRefusedException(
            declared.line(), name, "'" + amount.getKey() + "' is unknown: it cannot be verified");
      }
      long value = unsigned ? Math.abs(amount.getValue()) : amount.getValue();
      if (value != sum) {
        throw new StatementRefusedException(
            declared.line(),
            name,
            "declares %s%s, the rows sum to %s"
                .formatted(amount.getKey(), Yuan.of(amount.getValue()), Yuan.of(sum)));
      }
    }
  }

  private void declare(BillText text, String bare) throws StatementRefusedException {
    Matcher total = TOTAL_LINE.matcher(bare);
    if (!total.matches()) {
      throw text.refuse(TOTAL, "'" + shortened(bare) + "' is not a total of the form 合计：N笔，共X元");
    }
    String name = total.group(1);
    Map<String, Long> amounts = new HashMap<>();
    for (String part : SEPARATOR.split(total.group(3), -1)) {
      Matcher amount = PART.matcher(part.strip());
      if (!amount.matches()) {
        throw text.refuse(name, "'" + shortened(part) + "' is not an amount of the form 共X元");
      }
      long fen = Decimals.signed(amount.group(2), Yuan.DIGITS, text.number(), name);
      if (amounts.put(amount.group(1), fen) != null) {
        throw text.refuse(name, "names '" + amount.group(1) + "' twice");
      }
    }
    long count = Long.parseLong(total.group(2));
    if (totals.put(name, new Declared(text.number(), count, amounts)) != null) {
      throw text.refuse(name, "is there twice");
    }
  }

  private static void requireDayOver(BillText text, String bare, LocalDate date)
      throws StatementRefusedException {
    @Nullable LocalDateTime time = onlyTime(bare);
    if (time == null) {
      throw text.refuse(EXPORTED, "'" + bare + "' is not a time: the line is cut");
    }
    if (time.isBefore(date.plusDays(1).atStartOfDay())) {
      throw text.refuse(
          EXPORTED, time + " is before the end of the day " + date + ": rows may lack");
    }
  }

  private static @Nullable LocalDateTime onlyTime(String bare) {
    List<LocalDateTime> times = FrameTime.in(bare);
    return times.size() == 1 ? times.get(0) : null;
  }

  private static String shortened(String line) {
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }
}
