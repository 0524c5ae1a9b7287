package dev.settle.batch.statement.unionpay;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The print summary (RD): GBK text that repeats merchant and settlement date and has a table with
 * the captions 笔数, 交易金额, 手续费 and 清算净额, a row a kind of transaction, and 合计. It is laid out for
 * paper and no layout is published by position, so columns are bound by caption (see {@link
 * Caption} for the words taken for one), figures are in yuan with or without thousands separators,
 * money that leaves the merchant is negative, and rules of dashes are read over. Instead of a table
 * the totals may stand behind their captions, as {@code 总笔数：12}. A print in which one of the four
 * cannot be found is refused: totals that were not found were not verified.
 */
final class RdSummary {
  private static final int LINES_MAX = 10_000;
  private static final Pattern MERCHANT =
      Pattern.compile("商户(?:代码|编号|号)\\s*[:：]\\s*([0-9A-Za-z]+)");
  private static final Pattern DATE =
      Pattern.compile("(?:清算|结算)日期\\s*[:：]\\s*(\\d{4})[-/年]?(\\d{2})[-/月]?(\\d{2})");
  private static final Pattern LABELLED = Pattern.compile("([^\\s:：|│　]+)\\s*[:：]\\s*([-\\d,.]+)");
  private static final Pattern SPREAD_TOTAL = Pattern.compile("(合|总)[\\s　]+计");
  private static final Pattern CELLS = Pattern.compile("[\\s|│　]+");
  private static final Pattern COUNT = Pattern.compile("\\d{1,12}");
  private static final Pattern YUAN = Pattern.compile("-?(?:\\d{1,3}(?:,\\d{3})+|\\d+)\\.\\d{2}");
  private static final int FEN_DIGITS = 2;

  private final SettlementName name;
  private final Map<Caption, Labelled> labelled = new EnumMap<>(Caption.class);
  private List<String> captions = List.of();
  private @Nullable Totals total;
  private int totalLine;
  private Totals rows = Totals.ZERO;

  private RdSummary(SettlementName name) {
    this.name = name;
  }

  /** A figure behind its caption. */
  private record Labelled(String text, int line) {}

  /**
   * Control totals.
   *
   * @param count rows
   * @param amount payments less refunds, fen
   * @param fee fen, positive when the merchant pays
   * @param net what is paid to the merchant, fen
   */
  record Totals(long count, long amount, long fee, long net) {
    static final Totals ZERO = new Totals(0, 0, 0, 0);

    Totals plus(Totals other) {
      return new Totals(
          Math.addExact(count, other.count),
          Math.addExact(amount, other.amount),
          Math.addExact(fee, other.fee),
          Math.addExact(net, other.net));
    }
  }

  /**
   * Reads a print and compares its totals with what the files sum to.
   *
   * @param details the sums of the details
   * @param withDisputes those of the disputes with them: the print may count these or not
   */
  static void verify(InputStream in, SettlementName name, Totals details, Totals withDisputes)
      throws IOException, StatementRefusedException {
    RdSummary summary = new RdSummary(name);
    ByteLines text = new ByteLines(in, ByteLines.CHINESE);
    String line = text.next();
    while (line != null) {
      if (text.number() > LINES_MAX) {
        throw new StatementRefusedException(
            text.number(), null, "more than " + LINES_MAX + " lines: not a print summary");
      }
      summary.take(line, text.number());
      line = text.next();
    }
    if (summary.captions.isEmpty()) {
      summary.takeTotalOfLabels();
    }
    summary.compare(withDisputes.equals(summary.total) ? withDisputes : details);
  }

  private void take(String line, int number) throws StatementRefusedException {
    takeMerchant(line, number);
    takeDate(line, number);
    List<String> cells = cellsOf(line);
    if (Caption.allIn(cells)) {
      captions = cells;
    } else if (captions.isEmpty()) {
      takeLabelled(line, number);
    } else if (!isRule(line) && cells.size() > 1) {
      takeRow(cells, number);
    }
  }

  private void takeMerchant(String line, int number) throws StatementRefusedException {
    Matcher found = MERCHANT.matcher(line);
    if (found.find()) {
      if (!found.group(1).equals(name.merchant())) {
        throw new StatementRefusedException(
            number, "商户代码", "'" + found.group(1) + "' in the summary of " + name.merchant());
      }
    }
  }

  private void takeDate(String line, int number) throws StatementRefusedException {
    Matcher found = DATE.matcher(line);
    if (!found.find()) {
      return;
    }
    LocalDate date;
    try {
      date =
          LocalDate.of(
              Integer.parseInt(found.group(1)),
              Integer.parseInt(found.group(2)),
              Integer.parseInt(found.group(3)));
    } catch (DateTimeException e) {
      throw new StatementRefusedException(
          number, "清算日期", "'" + found.group() + "' does not exist: " + e.getMessage());
    }
    if (!date.equals(name.date())) {
      throw new StatementRefusedException(
          number, "清算日期", "'" + date + "' in the summary of " + name.date());
    }
  }

  private void takeLabelled(String line, int number) {
    Matcher matcher = LABELLED.matcher(line);
    while (matcher.find()) {
      for (Caption caption : Caption.values()) {
        if (caption.in(List.of(matcher.group(1))) >= 0) {
          labelled.putIfAbsent(caption, new Labelled(matcher.group(2), number));
        }
      }
    }
  }

  private void takeRow(List<String> cells, int number) throws StatementRefusedException {
    boolean isTotal = cells.get(0).equals("合计") || cells.get(0).equals("总计");
    if (total != null) {
      if (isTotal) {
        throw new StatementRefusedException(number, "合计", "a second line of totals");
      }
      return; // signatures and remarks below the table
    }
    if (cells.size() != captions.size()) {
      throw new StatementRefusedException(
          number,
          cells.get(0),
          cells.size() + " of " + captions.size() + " figures under their captions");
    }
    Totals figures =
        new Totals(
            count(cells.get(Caption.COUNT.in(captions)), number),
            yuan(cells.get(Caption.AMOUNT.in(captions)), number, Caption.AMOUNT.title()),
            yuan(cells.get(Caption.FEE.in(captions)), number, Caption.FEE.title()),
            yuan(cells.get(Caption.NET.in(captions)), number, Caption.NET.title()));
    if (isTotal) {
      total = figures;
      totalLine = number;
    } else {
      rows = rows.plus(figures);
    }
  }

  private void takeTotalOfLabels() throws StatementRefusedException {
    Labelled count = labelled.get(Caption.COUNT);
    Labelled amount = labelled.get(Caption.AMOUNT);
    Labelled fee = labelled.get(Caption.FEE);
    Labelled net = labelled.get(Caption.NET);
    if (count == null || amount == null || fee == null || net == null) {
      throw new StatementRefusedException(
          0, null, "no line has the captions 笔数, 交易金额, 手续费, 清算净额: totals cannot be verified");
    }
    total =
        new Totals(
            count(count.text(), count.line()),
            yuan(amount.text(), amount.line(), Caption.AMOUNT.title()),
            yuan(fee.text(), fee.line(), Caption.FEE.title()),
            yuan(net.text(), net.line(), Caption.NET.title()));
    totalLine = net.line();
    rows = total;
  }

  private void compare(Totals details) throws StatementRefusedException {
    if (total == null) {
      throw new StatementRefusedException(0, "合计", "the summary ends before it: it is cut off");
    }
    require("笔数", total.count(), details.count(), rows.count(), 0);
    require("交易金额", total.amount(), details.amount(), rows.amount(), FEN_DIGITS);
    require("手续费", total.fee(), details.fee(), rows.fee(), FEN_DIGITS);
    require("清算净额", total.net(), details.net(), rows.net(), FEN_DIGITS);
  }

  private void require(String field, long declared, long details, long inRows, int digits)
      throws StatementRefusedException {
    if (declared != details) {
      throw new StatementRefusedException(
          totalLine,
          field,
          "declares "
              + Decimals.plain(declared, digits)
              + ", the details sum to "
              + Decimals.plain(details, digits));
    }
    if (declared != inRows) {
      throw new StatementRefusedException(
          totalLine,
          field,
          "declares "
              + Decimals.plain(declared, digits)
              + ", the lines above sum to "
              + Decimals.plain(inRows, digits));
    }
  }

  private static boolean isRule(String line) {
    for (int i = 0; i < line.length(); i++) {
      if ("-=+|─━│┼ \t　".indexOf(line.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static List<String> cellsOf(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : CELLS.split(SPREAD_TOTAL.matcher(line).replaceAll("$1计"), -1)) {
      if (!cell.isEmpty()) {
        cells.add(cell);
      }
    }
    return cells;
  }

  private static long count(String text, int line) throws StatementRefusedException {
    if (!COUNT.matcher(text).matches()) {
      throw new StatementRefusedException(line, "笔数", "'" + text + "' is not a number of rows");
    }
    return Long.parseLong(text);
  }

  private static long yuan(String text, int line, String field) throws StatementRefusedException {
    if (!YUAN.matcher(text).matches()) {
      throw new StatementRefusedException(
          line, field, "'" + text + "' is not an amount in yuan such as 1,234.56");
    }
    return Decimals.amount(text.replace(",", ""), FEN_DIGITS, line, field);
  }
}
