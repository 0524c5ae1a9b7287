package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.sharing.Allocation;
import dev.settle.batch.sharing.Allocator;
import dev.settle.batch.sharing.PaidOrder;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RuleSet;
import dev.settle.batch.sharing.SharedOrder;
import dev.settle.schemas.money.Money;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.PaymentLimits;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sharing simulate}: the parts of one order, with the reasons. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the parts of an order and why, then what each refund claws back. Books nothing.",
      "Amounts are decimals of the currency, such as 12.34.",
      "Exit code 0 when shown, 2 wrong usage, 65 when the rules or the amounts are refused."
    })
final class SharingSimulateCommand implements Callable<Integer> {
  @Mixin private RuleSource rules = new RuleSource();

  /** An order of the database, or one that is made up. */
  static final class Subject {
    @Option(
        names = "--order",
        paramLabel = "ID",
        description =
            "An order that was paid: its refunds, and its fee and month's volume once a night has shared it, are those on record.")
    private @Nullable String orderId;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable MadeUp madeUp;
  }

  /** What decides the parts of an order. */
  static final class MadeUp {
    @Option(names = "--merchant", required = true, paramLabel = "ID", description = "Its merchant.")
    private String merchant = "";

    @Option(
        names = "--channel",
        required = true,
        paramLabel = "NAME",
        description = "Where it was paid: ${COMPLETION-CANDIDATES}.")
    private Channel channel = Channel.WALLET;

    @Option(
        names = "--kind",
        required = true,
        paramLabel = "NAME",
        description = "What it is: PURCHASE or TIP.")
    private OrderKind kind = OrderKind.PURCHASE;

    @Option(
        names = "--amount",
        required = true,
        paramLabel = "DECIMAL",
        description = "What was paid.")
    private String amount = "";

    @Option(
        names = "--currency",
        required = true,
        paramLabel = "CODE",
        description = "ISO 4217 code.")
    private String currencyCode = "";
  }

  @ArgGroup(multiplicity = "1")
  private Subject subject = new Subject();

  @Option(
      names = "--fee",
      paramLabel = "DECIMAL",
      defaultValue = "0",
      description = "What the channel keeps, also after the refunds (${DEFAULT-VALUE}).")
  private String fee = "";

  @Option(
      names = "--refund",
      arity = "1..*",
      paramLabel = "DECIMAL",
      description = "Refunds in their order; each is shown.")
  private List<String> refunds = List.of();

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "Business date of the payment; without it today in the channel's zone.")
  private @Nullable LocalDate date;

  @Option(
      names = "--month-volume",
      paramLabel = "DECIMAL",
      defaultValue = "0",
      description = "Bases of the merchant's earlier orders of the month (${DEFAULT-VALUE}).")
  private String monthVolume = "";

  @Override
  public Integer call() throws IOException, SQLException {
    MadeUp madeUp = subject.madeUp;
    if (madeUp == null) {
      return show(onRecord(subject.orderId == null ? "" : subject.orderId));
    }
    if (madeUp.kind != OrderKind.PURCHASE && madeUp.kind != OrderKind.TIP) {
      throw BatchException.usage("--kind is PURCHASE or TIP: no other order has a merchant");
    }
    Currency currency = currency(madeUp.currencyCode);
    SharedOrder order = order(madeUp, currency);
    return show(new PaidOrder(order, refunds(currency), true));
  }

  private PaidOrder onRecord(String orderId) throws SQLException {
    if (!refunds.isEmpty() || date != null) {
      throw BatchException.usage("--order has its refunds and its date on record");
    }
    try (Connection postgres = rules.connections().openPostgres();
        ClickHouse clickHouse = rules.connections().openClickHouse()) {
      PaidOrder paid = PaidOrder.read(postgres, clickHouse, orderId);
      if (paid.isShared()) {
        return paid;
      }
      System.out.println(
          "no night has shared it yet: fee and month's volume are those of --fee and --month-volume");
      SharedOrder order = paid.order();
      Currency currency = currency(order.currency());
      return new PaidOrder(
          new SharedOrder(
              order.merchant(),
              order.kind(),
              order.channel(),
              order.currency(),
              order.day(),
              order.amount(),
              0,
              minor("--fee", fee, currency),
              minor("--month-volume", monthVolume, currency)),
          paid.refunds(),
          false);
    }
  }

  private int show(PaidOrder paid) throws IOException {
    SharedOrder order = paid.order();
    Currency currency = currency(order.currency());
    List<Long> sums = refundSums(paid, currency);
    RuleBook book = rules.read();
    List<RuleSet> candidates = book.candidates(order);
    Optional<RuleSet> chosen = book.choose(order);
    if (chosen.isEmpty()) {
      System.out.printf(
          "no rule set is in force on %s: the merchant keeps %s%n",
          order.day(), new Money(order.amount(), currency));
      return ExitCode.DONE;
    }
    Allocation first = Allocator.allocate(chosen.get(), order);
    System.out.print(SharingText.chosen(candidates, order));
    System.out.print(SharingText.parts(first));
    Allocation before = first;
    for (long sum : sums) {
      Allocation after = Allocator.allocate(chosen.get(), order.withRefunded(sum));
      System.out.print(SharingText.refund(before, after));
      before = after;
    }
    return ExitCode.DONE;
  }

  private static Currency currency(String currencyCode) {
    try {
      return Money.ofMinor(0, currencyCode).currency();
    } catch (IllegalArgumentException e) {
      throw BatchException.usage(
          "--currency '%s' is not an ISO 4217 code of a currency with a minor unit"
              .formatted(currencyCode));
    }
  }

  private SharedOrder order(MadeUp madeUp, Currency currency) {
    return new SharedOrder(
        madeUp.merchant,
        madeUp.kind,
        madeUp.channel,
        madeUp.currencyCode,
        date == null ? LocalDate.now(madeUp.channel.zone()) : date,
        minor("--amount", madeUp.amount, currency),
        0,
        minor("--fee", fee, currency),
        minor("--month-volume", monthVolume, currency));
  }

  private List<Long> refunds(Currency currency) {
    return refunds.stream().map(refund -> minor("--refund", refund, currency)).toList();
  }

  /** The sum of the refunds after each of them. */
  private static List<Long> refundSums(PaidOrder paid, Currency currency) {
    List<Long> sums = new ArrayList<>();
    long sum = 0;
    for (long refund : paid.refunds()) {
      sum = Math.addExact(sum, refund);
      if (sum > paid.order().amount()) {
        throw BatchException.refused(
            "--refund %s: the refunds are more than the amount"
                .formatted(new Money(refund, currency).toMajor().toPlainString()));
      }
      sums.add(sum);
    }
    return sums;
  }

  private static long minor(String option, String decimal, Currency currency) {
    try {
      long minor = Money.parse(decimal, currency).minor();
      if (minor >= 0 && minor <= PaymentLimits.AMOUNT_MINOR_MAX) {
        return minor;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // said below, with what would be right
    }
    throw BatchException.refused(
        "%s %s is not an amount in %s from 0 to %s with at most %d decimals"
            .formatted(
                option,
                decimal,
                currency,
                new Money(PaymentLimits.AMOUNT_MINOR_MAX, currency).toMajor().toPlainString(),
                currency.getDefaultFractionDigits()));
  }
}
