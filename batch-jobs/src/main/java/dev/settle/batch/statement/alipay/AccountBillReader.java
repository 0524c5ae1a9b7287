package dev.settle.batch.statement.alipay;

import static dev.settle.batch.statement.alipay.Column.*;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementPackage;
import dev.settle.batch.statement.StatementReader;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.StatementSummary;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Alipay account bill (账务明细, {@code bill_type=signcustomer}), every entry of the
 * merchant's account on a day, as a stream in constant memory. Everything that it declares is
 * verified: account, day, number and sum of what came in and of what went out, the running balance
 * from row to row, the time of export, and what the 汇总 beside it says. The first thing that does
 * not hold refuses it whole. A bill without rows is accepted when it declares none.
 *
 * <p><b>Source.</b> Layouts were taken from bills and test fixtures published with open source: 12
 * columns of 2012, 13 with 业务描述 and 业务基础订单号 of 2026, in different orders, so columns are bound by
 * name. Alipay's own page of the fields was not at hand.
 *
 * <ul>
 *   <li>Of 收入金额 and 支出金额 one is 0.00 or empty. 支出金额 is written with a minus in newer bills and
 *       without one in older: the column says that money went out, whatever the sign.
 *   <li>A fee is an entry of its own: its line has amount 0 and the fee, so that the nets of all
 *       lines sum to what the balance moved.
 *   <li>{@link AccountEntry} says which 业务类型 is what. Payouts (提现) are negative amounts.
 *   <li>业务流水号 is the trade number on payments, refunds and their fees; entries without one carry
 *       their own 账务流水号. The number of a refund is not in this bill.
 *   <li>Newest row first, but sorted ones are accepted: see {@link RunningBalance}.
 *   <li>Saved again by a spreadsheet, the lines with {@code #} end with commas.
 * </ul>
 */
final class AccountBillReader implements StatementReader {
  private static final Set<Column> REQUIRED =
      EnumSet.of(ENTRY_NO, BUSINESS_NO, ORDER_NO, OCCURRED, INCOME, EXPENSE, BALANCE, KIND);
  private static final Set<String> SUMMARY_REQUIRED = Set.of("收入笔数", "收入金额", "支出笔数", "支出金额");
  private static final String FINISHED = "SUCCESS";

  private final Expectation expectation;
  private final LineConsumer consumer;
  private @Nullable String merchant;
  private @Nullable LocalDate date;
  private long lines;
  private long incomes;
  private long incomeSum;
  private long expenses;
  private long expenseSum;
  private long payments;
  private long paymentAmount;
  private long refunds;
  private long refundAmount;
  private long feeAmount;

  AccountBillReader(Expectation expectation, LineConsumer consumer) {
    this.expectation = expectation;
    this.consumer = consumer;
  }

  @Override
  public void read(StatementPackage content) throws IOException, StatementRefusedException {
    BillParts parts = BillParts.of(content, BillTitle.ACCOUNT_DETAIL, BillTitle.ACCOUNT_SUMMARY);
    BillFrame frame;
    try (BillText text = parts.detail().open()) {
      frame = BillFrame.read(text, expectation);
      readDetail(text, frame);
    } catch (StatementRefusedException e) {
      throw parts.single() ? e : e.within(parts.detail().name());
    }
    BillParts.Titled summary = parts.summary();
    if (summary != null) {
      try (BillText text = summary.open()) {
        verify(BillSummary.read(text, frame, SUMMARY_REQUIRED));
      } catch (StatementRefusedException e) {
        throw e.within(summary.name());
      }
    }
  }

  @Override
  public StatementSummary summary() {
    return new StatementSummary(
        AlipayAccountBill.NAME,
        "ALL",
        Channel.ALIPAY.name(),
        merchant,
        date,
        lines,
        Yuan.CURRENCY,
        payments,
        paymentAmount,
        refunds,
        refundAmount,
        feeAmount);
  }

  private void readDetail(BillText text, BillFrame frame)
      throws IOException, StatementRefusedException {
    merchant = BillFrame.merchantOf(frame.account(), expectation);
    date = frame.onlyDay();
    BillRow row = new BillRow(BillHeader.bind(frame.header(), frame.headerLine(), REQUIRED));
    RunningBalance balance = new RunningBalance();
    String line = text.nextOrCut();
    while (!BillText.isFrame(line)) {
      row.parse(line, text.number());
      take(row, frame, balance);
      line = text.nextOrCut();
    }
    BillFooter footer = BillFooter.read(text, line, frame.last());
    footer.verify("收入合计", incomes, Map.of("", incomeSum));
    footer.verifyUnsigned("支出合计", expenses, Map.of("", expenseSum));
    footer.requireNoOther();
  }

  private void verify(BillSummary summary) throws StatementRefusedException {
    summary.verifyCount("收入笔数", incomes);
    summary.verifyAmount(INCOME.title(), incomeSum);
    summary.verifyCount("支出笔数", expenses);
    summary.verifyAmount(EXPENSE.title(), -expenseSum, expenseSum);
    summary.verifyAmount("总金额", Math.subtractExact(incomeSum, expenseSum));
  }

  private void take(BillRow row, BillFrame frame, RunningBalance balance)
      throws IOException, StatementRefusedException {
    LocalDateTime occurred = row.time(OCCURRED);
    if (!frame.covers(occurred.toLocalDate())) {
      throw new StatementRefusedException(
          row.line(),
          OCCURRED.title(),
          "'" + row.get(OCCURRED) + "' is not of the bill's " + frame.days());
    }
    long moved = takeMoved(row);
    balance.take(moved, row.amount(BALANCE), row.line());
    LineKind kind = AccountEntry.kindOf(row.get(KIND), moved);
    count(kind, moved);
    String entryNo = row.id(ENTRY_NO);
    String businessNo = row.idOrEmpty(BUSINESS_NO);
    consumer.accept(
        new StatementLine(
            businessNo.isEmpty() ? entryNo : businessNo,
            null,
            row.idOrEmpty(ORDER_NO),
            null,
            kind,
            FINISHED,
            kind == LineKind.FEE ? 0 : moved,
            kind == LineKind.FEE ? -moved : 0,
            Yuan.CURRENCY,
            occurred.atZone(Channel.ALIPAY.zone()).toInstant(),
            row.line()));
  }

  /** What the entry moves: positive when money came in. */
  private long takeMoved(BillRow row) throws StatementRefusedException {
    long income = row.amountOrNone(INCOME);
    long expense = Math.abs(row.amountOrNone(EXPENSE));
    if (income < 0) {
      throw new StatementRefusedException(
          row.line(), INCOME.title(), "'" + row.get(INCOME) + "' is negative");
    }
    if (income != 0 && expense != 0) {
      throw new StatementRefusedException(
          row.line(), EXPENSE.title(), "the row has both 收入金额 and 支出金额");
    }
    if (row.get(INCOME).isEmpty() && row.get(EXPENSE).isEmpty()) {
      throw new StatementRefusedException(row.line(), INCOME.title(), "is empty, and so is 支出金额");
    }
    if (income != 0) {
      incomes++;
      incomeSum = Math.addExact(incomeSum, income);
    } else if (expense != 0) {
      expenses++;
      expenseSum = Math.addExact(expenseSum, expense);
    }
    return income - expense;
  }

  private void count(LineKind kind, long moved) {
    lines++;
    if (kind == LineKind.PAYMENT) {
      payments++;
      paymentAmount = Math.addExact(paymentAmount, moved);
    } else if (kind == LineKind.REFUND) {
      refunds++;
      refundAmount = Math.subtractExact(refundAmount, moved);
    } else if (kind == LineKind.FEE) {
      feeAmount = Math.subtractExact(feeAmount, moved);
    }
  }
}
