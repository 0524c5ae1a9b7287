package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.sharing.Allocation;
import dev.settle.batch.sharing.Allocator;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RuleSet;
import dev.settle.batch.sharing.SharedOrder;
import dev.settle.schemas.money.Money;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.PaymentLimits;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sharing …}: the rules of profit sharing; those of a file need no server. */
@Command(
    name = "sharing",
    description = "Check, try, publish and list the rules of profit sharing.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SharingCommand.Validate.class,
      SharingCommand.Simulate.class,
      SharingPublishCommand.class,
      SharingListCommand.class
    })
public final class SharingCommand {

  /** {@code sharing validate}: every error of a rule file. */
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = {
        "Checks a rule file and lists every error with file, line and place; without --rules what is published.",
        "Exit code 0 when it holds, 2 when there is no such file, 65 when it is refused."
      })
  static final class Validate implements Callable<Integer> {
    @Mixin private RuleSource rules = new RuleSource();

    @Override
    public Integer call() throws IOException {
      RuleBook book = rules.read();
      for (RuleSet one : book.ruleSets()) {
        System.out.print(SharingText.ruleSet(one));
      }
      System.out.printf("accepted, rule sets: %d%n", book.ruleSets().size());
      return ExitCode.DONE;
    }
  }

  /** {@code sharing simulate}: the parts of one order, with the reasons. */
  @Command(
      name = "simulate",
      mixinStandardHelpOptions = true,
      description = {
        "Shows the parts of an order and why, then what each refund claws back. Books nothing.",
        "Amounts are decimals of the currency, such as 12.34.",
        "Exit code 0 when shown, 2 wrong usage, 65 when the rules or the amounts are refused."
      })
  static final class Simulate implements Callable<Integer> {
    @Mixin private RuleSource rules = new RuleSource();

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
    public Integer call() throws IOException {
      if (kind != OrderKind.PURCHASE && kind != OrderKind.TIP) {
        throw BatchException.usage("--kind is PURCHASE or TIP: no other order has a merchant");
      }
      Currency currency = currency();
      SharedOrder order = order(currency);
      List<Long> sums = refundSums(currency, order.amount());
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

    private Currency currency() {
      try {
        return Money.ofMinor(0, currencyCode).currency();
      } catch (IllegalArgumentException e) {
        throw BatchException.usage(
            "--currency '%s' is not an ISO 4217 code of a currency with a minor unit"
                .formatted(currencyCode));
      }
    }

    private SharedOrder order(Currency currency) {
      return new SharedOrder(
          merchant,
          kind,
          channel,
          currencyCode,
          date == null ? LocalDate.now(channel.zone()) : date,
          minor("--amount", amount, currency),
          0,
          minor("--fee", fee, currency),
          minor("--month-volume", monthVolume, currency));
    }

    /** The sum of the refunds after each of them. */
    private List<Long> refundSums(Currency currency, long most) {
      List<Long> sums = new ArrayList<>();
      long sum = 0;
      for (String refund : refunds) {
        sum += minor("--refund", refund, currency);
        if (sum > most) {
          throw BatchException.refused(
              "--refund %s: the refunds are more than the amount".formatted(refund));
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
}
