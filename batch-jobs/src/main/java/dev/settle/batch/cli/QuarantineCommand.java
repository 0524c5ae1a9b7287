package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.quarantine.ListedChange;
import dev.settle.batch.quarantine.Quarantine;
import dev.settle.batch.quarantine.QuarantineFilter;
import dev.settle.batch.quarantine.QuarantinedChange;
import dev.settle.batch.quarantine.RecordPlace;
import dev.settle.batch.quarantine.Refusal;
import dev.settle.batch.quarantine.Replay;
import dev.settle.batch.quarantine.ReplayOutcomes;
import dev.settle.batch.quarantine.Replayer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code quarantine …}: changes that the ledger refused. */
@Command(
    name = "quarantine",
    description = "Look at changes that the ledger refused, and have them judged anew.",
    mixinStandardHelpOptions = true,
    subcommands = {
      QuarantineCommand.ListChanges.class,
      QuarantineCommand.Show.class,
      QuarantineCommand.ReplayChanges.class
    })
public final class QuarantineCommand {

  /** {@code quarantine list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists refused changes, the latest first, with their number by category.",
        "Open are those that were not replayed. Exit code 69 when a server is not reachable."
      })
  static final class ListChanges implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();

    @Option(
        names = "--category",
        paramLabel = "CODE",
        defaultValue = "",
        description = "Such as ILLEGAL_TRANSITION.")
    private String category = "";

    @Option(
        names = "--entity",
        paramLabel = "NAME",
        defaultValue = "",
        description = "PAYMENT_ORDER, REFUND, FUNDS_HOLD or LEDGER_INSTRUCTION.")
    private String entity = "";

    @Option(
        names = "--order",
        paramLabel = "ID",
        defaultValue = "",
        description = "Of this order, hold or instruction.")
    private String order = "";

    @Option(
        names = "--since",
        paramLabel = "TIME",
        defaultValue = "1970-01-01",
        converter = TimeConverter.class,
        description = "Refused at or after YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, UTC.")
    private Instant since = Instant.EPOCH;

    @Option(names = "--all", description = "Also those that were replayed.")
    private boolean all;

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
      QuarantineFilter filter =
          new QuarantineFilter(upper(category), upper(entity), order, since, !all);
      List<ListedChange> listed = new ArrayList<>();
      Map<String, Long> counts = new TreeMap<>();
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        new Quarantine(postgres, clickHouse)
            .list(
                filter,
                change -> {
                  counts.merge(change.category(), 1L, Long::sum);
                  if (listed.size() < limit) {
                    listed.add(change);
                  }
                });
      }
      System.out.print(
          json ? QuarantineJson.list(listed, counts) : QuarantineText.list(listed, counts, !all));
      return ExitCode.DONE;
    }
  }

  /** {@code quarantine show ID}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows one refused change: why, the original, the state that it met, its replays.",
        "Exit code 65 when there is no such change."
      })
  static final class Show implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();

    @Parameters(paramLabel = "ID", description = "Its quarantine id.")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        Quarantine quarantine = new Quarantine(postgres, clickHouse);
        QuarantinedChange change = find(quarantine, id);
        List<Replay> replays = quarantine.replays(id);
        List<Refusal> refusals = quarantine.refusedAgain(id);
        String entries = quarantine.entriesOf(change);
        System.out.print(
            json
                ? QuarantineJson.show(change, replays, refusals, entries)
                : QuarantineText.show(change, replays, refusals, entries));
        return ExitCode.DONE;
      }
    }
  }

  /** {@code quarantine replay ID…}. */
  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = {
        "Has refused changes judged anew, once the cause is mended: writes them to payments.changes again, as they were.",
        "The ledger posts nothing twice, however often a change is replayed.",
        "Exit codes: 0 taken, 65 refused again or not to be replayed, 69 a server is not reachable, 75 the ledger has not judged in time."
      })
  static final class ReplayChanges implements Callable<Integer> {
    /** So that a run ends in minutes; the next one takes the rest. */
    private static final int REPLAYS_MAX = 5_000;

    @Mixin private Connections connections = new Connections();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Quarantine ids.")
    private List<String> ids = List.of();

    @Option(
        names = "--all-open",
        description = "All open changes of --category, the oldest 5,000 at a time.")
    private boolean allOpen;

    @Option(
        names = "--category",
        paramLabel = "CODE",
        defaultValue = "",
        description = "With --all-open.")
    private String category = "";

    @Option(
        names = "--yes",
        description = "Do it; without it --all-open only says how many there are.")
    private boolean yes;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept on record.")
    private String reason = "";

    @Option(
        names = "--by",
        paramLabel = "NAME",
        defaultValue = "${sys:user.name}",
        description = "Who asks for it; kept on record (${DEFAULT-VALUE}).")
    private String by = "";

    @Option(
        names = "--wait",
        paramLabel = "SECONDS",
        defaultValue = "60",
        description =
            "How long to wait for the ledger's judgement; 0: not at all (${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Override
    public Integer call() throws SQLException {
      requireSense();
      try (Connection postgres = connections.openPostgres();
          ClickHouse clickHouse = connections.openClickHouse()) {
        Quarantine quarantine = new Quarantine(postgres, clickHouse);
        List<String> wanted = allOpen ? openOf(quarantine) : ids;
        if (allOpen && !yes) {
          System.out.printf(
              "%,d open changes of %s; add --yes to replay them%n", wanted.size(), upper(category));
          return ExitCode.USAGE;
        }
        List<QuarantinedChange> changes = new ArrayList<>();
        for (String id : wanted) {
          QuarantinedChange change = find(quarantine, id);
          Replayer.requireReplayable(change);
          changes.add(change);
        }
        // In the source's order: what belongs to one order is judged as it happened.
        changes.sort(
            Comparator.comparingLong(QuarantinedChange::sourceLsn)
                .thenComparing(QuarantinedChange::id));
        return replay(postgres, changes);
      }
    }

    private void requireSense() {
      if (reason.isBlank() || by.isBlank()) {
        throw BatchException.usage("--reason and --by are not empty");
      }
      if (allOpen == !ids.isEmpty()) {
        throw BatchException.usage("give ids, or --all-open with --category");
      }
      if (allOpen == category.isEmpty()) {
        throw BatchException.usage("--all-open and --category go together");
      }
      if (waitSeconds < 0) {
        throw BatchException.usage("--wait is not negative");
      }
    }

    /** The oldest ones: the list gives the latest first. */
    private List<String> openOf(Quarantine quarantine) {
      Deque<String> open = new ArrayDeque<>();
      quarantine.list(
          new QuarantineFilter(upper(category), "", "", Instant.EPOCH, true),
          change -> {
            open.addLast(change.id());
            if (open.size() > REPLAYS_MAX) {
              open.removeFirst();
            }
          });
      return List.copyOf(open);
    }

    private int replay(Connection postgres, List<QuarantinedChange> changes) {
      List<Replay> replays = new ArrayList<>();
      try (ReplayOutcomes outcomes = new ReplayOutcomes(connections.bootstrapServers());
          Replayer replayer = new Replayer(connections.bootstrapServers(), postgres)) {
        for (QuarantinedChange change : changes) {
          Replay replay = replayer.replay(change, by, reason);
          System.out.printf("%s written to %s%n", change.id(), replay.place());
          replays.add(replay);
        }
        return waitSeconds == 0 || replays.isEmpty() ? ExitCode.DONE : report(outcomes, replays);
      } catch (KafkaException e) {
        throw BatchException.unreachable(
            "Kafka at %s does not answer: %s"
                .formatted(connections.bootstrapServers(), e.getMessage()),
            e);
      }
    }

    private int report(ReplayOutcomes outcomes, List<Replay> replays) {
      Map<RecordPlace, Refusal> refused = outcomes.await(replays, Duration.ofSeconds(waitSeconds));
      for (Replay replay : replays) {
        Refusal refusal = refused.get(replay.place());
        System.out.println(
            refusal == null
                ? replay.changeId() + " taken"
                : "%s REFUSED again, as %s: %s: %s"
                    .formatted(
                        replay.changeId(), refusal.id(), refusal.category(), refusal.detail()));
      }
      return refused.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  private static QuarantinedChange find(Quarantine quarantine, String id) {
    return quarantine
        .find(id)
        .orElseThrow(
            () ->
                BatchException.refused(
                    "no change " + id + " in quarantine: see quarantine list --all"));
  }

  private static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }

  /** A date or a time, UTC. */
  static final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ssZ");
      }
    }
  }
}
