package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Writes an account bill (账务明细) as Alipay does, row by row in constant memory, newest first with
 * the running balance and totals that hold. In a zip the 汇总 comes with it. For tests and the demo.
 */
public final class AccountBillWriter {
  /** The layouts in use. */
  public enum Layout {
    /** Of old. */
    COLUMNS_12("账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注"),
    /** With 业务描述 and 业务基础订单号. */
    COLUMNS_14(
        "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注,业务描述,业务基础订单号");

    private final String header;

    Layout(String header) {
      this.header = header;
    }
  }

  private static final String TITLE = "账务明细";
  private static final String SUMMARY_TITLE = "账务汇总";
  private static final String SUMMARY_HEADER = "类型,收入笔数,收入金额（+元）,支出笔数,支出金额（-元）,总金额（元）";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final BillOutput out;
  private final Layout layout;
  private long balance;
  private long incomes;
  private long incomeSum;
  private long expenses;
  private long expenseSum;

  private AccountBillWriter(BillOutput out, Layout layout, long closingBalance) throws IOException {
    this.out = out;
    this.layout = layout;
    this.balance = closingBalance;
    out.begin(TITLE, TITLE, layout.header);
  }

  /**
   * Begins the csv of the details.
   *
   * @param closingBalance balance after the newest entry, fen
   */
  public static AccountBillWriter plain(
      OutputStream out, BillIdentity bill, Layout layout, long closingBalance) throws IOException {
    return new AccountBillWriter(BillOutput.plain(out, bill), layout, closingBalance);
  }

  /**
   * Begins a zip of details and 汇总.
   *
   * @param closingBalance balance after the newest entry, fen
   */
  public static AccountBillWriter zip(
      OutputStream out, BillIdentity bill, Layout layout, long closingBalance) throws IOException {
    return new AccountBillWriter(BillOutput.zip(out, bill), layout, closingBalance);
  }

  /** Writes an entry, the newest first; what it moves is the line's net. */
  public void write(StatementLine line, EntryDetails details) throws IOException {
    long moved = line.net();
    String word = wordOf(line.kind());
    if (AccountEntry.kindOf(word, moved) != line.kind()) {
      throw new IllegalArgumentException("an entry of " + line.kind() + " cannot move " + moved);
    }
    String row =
        "%s\t,%s\t,%s\t,%s\t,%s,*津水(602***@qq.com)\t,%s,%s,%s,支付宝,%s,%s"
            .formatted(
                details.entryNo(),
                line.channelTxnId(),
                line.orderId(),
                BillOutput.text(details.product()),
                TIME.format(LocalDateTime.ofInstant(line.occurredAt(), Channel.ALIPAY.zone())),
                Yuan.of(Math.max(moved, 0)),
                Yuan.of(Math.min(moved, 0)),
                Yuan.of(balance),
                word,
                BillOutput.text(details.remark()));
    out.line(
        switch (layout) {
          case COLUMNS_12 -> row;
          case COLUMNS_14 -> row + ",0010001|交易收款-交易收款," + line.orderId() + "\t";
        });
    count(moved);
  }

  /** Writes the totals, in a zip the 汇总 too; what it was written to stays open. */
  public void finish() throws IOException {
    out.endRows(TITLE);
    out.line("#支出合计：%d笔，共%s元".formatted(expenses, Yuan.of(expenseSum)));
    out.line("#收入合计：%d笔，共%s元".formatted(incomes, Yuan.of(incomeSum)));
    out.end();
    if (out.isZip()) {
      out.begin(SUMMARY_TITLE, SUMMARY_TITLE, SUMMARY_HEADER);
      out.line(
          "合计,%d,%s,%d,%s,%s"
              .formatted(
                  incomes,
                  Yuan.of(incomeSum),
                  expenses,
                  Yuan.of(expenseSum),
                  Yuan.of(Math.addExact(incomeSum, expenseSum))));
      out.endRows(SUMMARY_TITLE);
      out.end();
    }
    out.finish();
  }

  private void count(long moved) {
    balance = Math.subtractExact(balance, moved);
    if (moved > 0) {
      incomes++;
      incomeSum = Math.addExact(incomeSum, moved);
    } else if (moved < 0) {
      expenses++;
      expenseSum = Math.addExact(expenseSum, moved);
    }
  }

  private static String wordOf(LineKind kind) {
    return switch (kind) {
      case PAYMENT -> "交易";
      case REFUND -> "交易退款";
      case FEE -> "收费";
      case PAYOUT -> "提现";
      case TRANSFER -> "转账";
      case ADJUSTMENT -> "其它";
      case CHARGEBACK -> throw new IllegalArgumentException("Alipay's account bill has none");
    };
  }
}
