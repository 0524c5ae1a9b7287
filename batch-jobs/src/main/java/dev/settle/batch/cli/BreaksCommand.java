package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.breaks.Break;
import dev.settle.batch.breaks.BreakDesk;
import dev.settle.batch.breaks.BreakFilter;
import dev.settle.batch.breaks.BreakLife;
import dev.settle.batch.breaks.BreakWork;
import dev.settle.batch.breaks.Breaks;
import dev.settle.batch.breaks.Correction;
import dev.settle.batch.breaks.CorrectionKind;
import dev.settle.batch.breaks.Posting;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.schemas.money.Money;
import dev.settle.schemas.payment.Channel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code breaks …}: what does not agree, and what people do about it. */
@Command(
    name = "breaks",
    description =
        "Look at breaks, work on them, and correct them: one person proposes, another approves.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BreaksCommand.ListBreaks.class,
      BreaksCommand.Show.class,
      BreaksCommand.Assign.class,
      BreaksCommand.Comment.class,
      BreaksCommand.Propose.class,
      BreaksCommand.Approve.class,
      BreaksCommand.Reject.class
    })
public final class BreaksCommand {

  /** {@code breaks list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the breaks of the last night of each channel, the largest of a class first, and counts them by class.",
        "Exit code 69 when a server is not reachable."
      })
  static final class ListBreaks implements Callable<Integer> {
    private static final Set<String> STATUSES =
        Set.of("OPEN", "ALL", "NEW", "PERSISTING", "RESOLVED", "ADJUSTED");
    private static final Set<String> AGES = Set.of("", "0-1", "2-7", "8-30", ">30");

    @Mixin private Connections connections = new Connections();

    @Option(
        names = {"--date", "--business-date"},
        paramLabel = "YYYY-MM-DD",
        description = "Breaks of the night of this business date.")
    private @Nullable LocalDate date;

    @Option(
        names = "--channel",
        paramLabel = "NAME",
        description = "Only this channel: ${COMPLETION-CANDIDATES}.")
    private @Nullable Channel channel;

    @Option(
        names = "--class",
        paramLabel = "NAME",
        defaultValue = "",
        description = "Only this class, such as AMOUNT_MISMATCH.")
    private String breakClass = "";

    @Option(
        names = "--age",
        paramLabel = "DAYS",
        defaultValue = "",
        description = "Only this age: 0-1, 2-7, 8-30 or '>30' days.")
    private String age = "";

    @Option(
        names = "--status",
        paramLabel = "NAME",
        defaultValue = "open",
        description =
            "open (NEW and PERSISTING), all, new, persisting, resolved or adjusted (${DEFAULT-VALUE}).")
    private String status = "";

    @Option(
        names = "--assignee",
        paramLabel = "NAME",
        defaultValue = "",
        description = "Only what this person works on.")
    private String assignee = "";

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "How many are listed at most (${DEFAULT-VALUE}); all are counted.")
    private int limit;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
      if (!STATUSES.contains(upper(status))) {
        throw BatchException.usage("--status is one of " + new java.util.TreeSet<>(STATUSES));
      }
      if (!AGES.contains(age)) {
        throw BatchException.usage("--age is 0-1, 2-7, 8-30 or '>30', not '" + age + "'");
      }
      BreakFilter filter =
          new BreakFilter(
              date,
              channel == null ? "" : channel.name(),
              upper(breakClass),
              age,
              upper(status),
              assignee);
      List<ListedBreak> listed = new ArrayList<>();
      Map<String, Long> counts = new TreeMap<>();
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        new Breaks(postgres, clickHouse)
            .list(
                filter,
                (found, work) -> {
                  counts.merge(found.breakClass(), 1L, Long::sum);
                  if (listed.size() < limit) {
                    listed.add(new ListedBreak(found, work));
                  }
                });
      }
      System.out.print(json ? BreaksJson.list(listed, counts) : BreaksText.list(listed, counts));
      return ExitCode.DONE;
    }
  }

  /** {@code breaks show ID}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows one break: both sides, its history over the nights, who did what about it.",
        "Exit code 65 when there is no such break."
      })
  static final class Show implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();

    @Parameters(paramLabel = "ID", description = "Its break id.")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        Breaks breaks = new Breaks(postgres, clickHouse);
        BreakLife life = breaks.life(id);
        BreakWork work = breaks.work(id);
        ShownBreak shown =
            new ShownBreak(
                life,
                breaks.item(life),
                work,
                breaks.events(id),
                work.instructionId().isEmpty() ? "" : breaks.bookedInto(work.instructionId()));
        System.out.print(json ? BreaksJson.show(shown) : BreaksText.show(shown));
        return ExitCode.DONE;
      }
    }
  }

  /** {@code breaks assign ID --to NAME}. */
  @Command(
      name = "assign",
      mixinStandardHelpOptions = true,
      description = "Hands a break to a person. Exit code 65 when there is no such break.")
  static final class Assign implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "ID", description = "Its break id.")
    private String id = "";

    @Option(names = "--to", required = true, paramLabel = "NAME", description = "Who takes it.")
    private String assignee = "";

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; kept on record.")
    private @Nullable String comment;

    @Override
    public Integer call() throws SQLException {
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        Break of = new Breaks(postgres, clickHouse).life(id).latest();
        new BreakDesk(postgres).assign(of, operator.name(), assignee, comment);
        System.out.printf("%s assigned to %s by %s%n", id, assignee, operator.name());
        return ExitCode.DONE;
      }
    }
  }

  /** {@code breaks comment ID TEXT}. */
  @Command(
      name = "comment",
      mixinStandardHelpOptions = true,
      description = "Says something about a break. Exit code 65 when there is no such break.")
  static final class Comment implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(index = "0", paramLabel = "ID", description = "Its break id.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "The comment; kept on record.")
    private String comment = "";

    @Override
    public Integer call() throws SQLException {
      Operator.requireText("the comment", comment);
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        Break of = new Breaks(postgres, clickHouse).life(id).latest();
        new BreakDesk(postgres).comment(of, operator.name(), comment);
        System.out.printf("%s commented by %s%n", id, operator.name());
        return ExitCode.DONE;
      }
    }
  }

  /** {@code breaks propose ID}. */
  @Command(
      name = "propose",
      mixinStandardHelpOptions = true,
      description = {
        "Proposes a correction (maker); it is booked when another person approves it.",
        "Without accounts it is the channel's account against platform:suspense (of a fee: platform:channel-fees), by what the break leaves open.",
        "Exit code 65 when the break is settled, the correction would not settle it, or another proposal waits."
      })
  static final class Propose implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "ID", description = "Its break id.")
    private String id = "";

    @Option(
        names = "--kind",
        required = true,
        paramLabel = "KIND",
        description = "${COMPLETION-CANDIDATES}.")
    private CorrectionKind kind = CorrectionKind.SUSPENSE;

    @Option(names = "--from", paramLabel = "ACCOUNT", description = "The account that gives.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "ACCOUNT", description = "The account that takes.")
    private @Nullable String to;

    @Option(
        names = "--amount",
        paramLabel = "DECIMAL",
        description =
            "In the break's currency, such as 12.34; without it what the break leaves open.")
    private @Nullable String amount;

    @Option(
        names = "--posting",
        paramLabel = "FROM,TO,AMOUNT[,CURRENCY]",
        description = "One of several postings, in the place of --from, --to and --amount.")
    private List<String> postings = List.of();

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept on record.")
    private String reason = "";

    @Override
    public Integer call() throws SQLException {
      Operator.requireText("--reason", reason);
      if (!postings.isEmpty() && (from != null || to != null || amount != null)) {
        throw BatchException.usage("--posting goes without --from, --to and --amount");
      }
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        Breaks breaks = new Breaks(postgres, clickHouse);
        BreakLife life = breaks.life(id);
        Break of = life.latest();
        Correction correction =
            postings.isEmpty()
                ? Correction.usual(
                    kind,
                    of,
                    breaks.item(life),
                    from,
                    to,
                    amount == null ? null : money(amount, of.currency()))
                : Correction.spelt(
                    kind,
                    of,
                    breaks.item(life),
                    postings.stream().map(text -> posting(text, of.currency())).toList());
        int proposal = new BreakDesk(postgres).propose(life, operator.name(), correction, reason);
        System.out.printf("%s proposal %d by %s, %s:%n", id, proposal, operator.name(), kind);
        correction
            .postings()
            .forEach(
                posting ->
                    System.out.printf(
                        "  %s  %s -> %s%n", posting.amount(), posting.from(), posting.to()));
        System.out.println("another person approves it: settle breaks approve " + id);
        return ExitCode.DONE;
      }
    }

    private static Posting posting(String text, String currency) {
      String[] parts = text.split(",", -1);
      if (parts.length != 3 && parts.length != 4) {
        throw BatchException.usage("--posting is FROM,TO,AMOUNT[,CURRENCY], not '" + text + "'");
      }
      try {
        return new Posting(
            parts[0], parts[1], money(parts[2], parts.length == 4 ? parts[3] : currency));
      } catch (IllegalArgumentException e) {
        throw BatchException.refused("--posting " + text + ": " + e.getMessage());
      }
    }

    private static Money money(String decimal, String currency) {
      try {
        if (!decimal.matches("[0-9]{1,16}([.][0-9]{1,4})?")) {
          throw new NumberFormatException();
        }
        return Money.parse(decimal, java.util.Currency.getInstance(currency));
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw BatchException.refused(
            "'%s' is no amount of %s, such as 12.34".formatted(decimal, currency));
      }
    }
  }

  /** {@code breaks approve ID}. */
  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = {
        "Approves the proposal that waits (checker, not its maker) and orders it from the ledger; the break is ADJUSTED by the next night.",
        "Approving again orders nothing again.",
        "Exit code 65 when none waits, you made it yourself, or the break is settled meanwhile."
      })
  static final class Approve implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "ID", description = "Its break id.")
    private String id = "";

    @Option(names = "--comment", paramLabel = "TEXT", description = "Kept on record.")
    private @Nullable String comment;

    @Override
    public Integer call() throws SQLException {
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        Breaks breaks = new Breaks(postgres, clickHouse);
        BreakLife life = breaks.life(id);
        BreakDesk.Approval approval =
            new BreakDesk(postgres).approve(life, breaks.item(life), operator.name(), comment);
        System.out.println(
            approval.wasApprovedBefore()
                ? "%s was approved by %s already: ordered as %s, nothing was ordered again"
                    .formatted(id, approval.checker(), approval.instructionId())
                : "%s approved by %s: ordered as %s"
                    .formatted(id, approval.checker(), approval.instructionId()));
        return ExitCode.DONE;
      }
    }
  }

  /** {@code breaks reject ID}. */
  @Command(
      name = "reject",
      mixinStandardHelpOptions = true,
      description = {
        "Turns down the proposal that waits; its maker withdraws it so. Another may be made then.",
        "Exit code 65 when none waits."
      })
  static final class Reject implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "ID", description = "Its break id.")
    private String id = "";

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept on record.")
    private String reason = "";

    @Override
    public Integer call() throws SQLException {
      Operator.requireText("--reason", reason);
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        Break of = new Breaks(postgres, clickHouse).life(id).latest();
        int proposal = new BreakDesk(postgres).reject(of, operator.name(), reason);
        System.out.printf("%s proposal %d rejected by %s%n", id, proposal, operator.name());
        return ExitCode.DONE;
      }
    }
  }

  private static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
