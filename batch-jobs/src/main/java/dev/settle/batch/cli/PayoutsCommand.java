package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.payout.PayoutBatch;
import dev.settle.batch.payout.PayoutDesk;
import dev.settle.batch.payout.PayoutFiles;
import dev.settle.batch.payout.Payouts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code payouts …}: what settlements pay, in batches that two people order. */
@Command(
    name = "payouts",
    description =
        "Pay what was settled: one person proposes a batch, another approves it, a file goes to the bank.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PayoutsCommand.ListPayouts.class,
      PayoutsCommand.Propose.class,
      PayoutsCommand.Show.class,
      PayoutsCommand.Approve.class,
      PayoutsCommand.Reject.class,
      PayoutsCommand.WriteFile.class,
      PayoutsCommand.Hold.class,
      PayoutsCommand.Resume.class
    })
public final class PayoutsCommand {

  /** {@code payouts list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists payouts and how they stand, the latest due first.",
        "Exit code 69 when the server is not reachable."
      })
  static final class ListPayouts implements Callable<Integer> {
    private static final Set<String> STATES =
        Set.of("", "OPEN", "HELD", "PROPOSED", "APPROVED", "FILED", "PAID", "RETURNED");

    @Mixin private Connections connections = new Connections();

    @Option(names = "--due", paramLabel = "YYYY-MM-DD", description = "Only those due on the day.")
    private @Nullable LocalDate due;

    @Option(
        names = "--state",
        paramLabel = "NAME",
        defaultValue = "",
        description = "Only open, held, proposed, approved, filed, paid or returned.")
    private String state = "";

    @Option(
        names = "--payee",
        paramLabel = "ACCOUNT",
        defaultValue = "",
        description = "Only of this payee, such as merchant:m1.")
    private String payee = "";

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
      if (!STATES.contains(upper(state))) {
        Set<String> states = new TreeSet<>(STATES);
        states.remove("");
        throw BatchException.usage("--state is one of " + states);
      }
      try (Connection postgres = connections.openPostgres()) {
        Payouts.Listing listing = new Payouts(postgres).list(due, upper(state), payee, limit);
        System.out.print(json ? PayoutsText.json(listing) : PayoutsText.list(listing));
        return ExitCode.DONE;
      }
    }
  }

  /** {@code payouts propose}. */
  @Command(
      name = "propose",
      mixinStandardHelpOptions = true,
      description = {
        "Puts what is due and open in a currency into a batch, or several when the limit wants it (maker).",
        "What cannot be paid is left out and named. It is paid when another person approves it.",
        "Exit code 65 when everything due is left out, or there is no account of ours or no limit in force."
      })
  static final class Propose implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Option(
        names = "--currency",
        required = true,
        paramLabel = "CODE",
        description = "ISO 4217 code.")
    private String currency = "";

    @Option(
        names = "--account",
        required = true,
        paramLabel = "NUMBER",
        description = "Our account that pays (payments.bank_account).")
    private String account = "";

    @Option(
        names = "--due",
        paramLabel = "YYYY-MM-DD",
        description = "What is due by then; without it by today in the wallet's zone.")
    private @Nullable LocalDate due;

    @Override
    public Integer call() throws SQLException {
      try (Connection postgres = connections.openPostgres()) {
        LocalDate day = due == null ? new Payouts(postgres).today() : due;
        PayoutDesk.Proposal proposal =
            new PayoutDesk(postgres).propose(upper(currency), account, day, operator.name());
        for (PayoutDesk.LeftOut one : proposal.leftOut()) {
          System.err.printf(
              "WARNING: payout %s of %s (%s) is left out: %s%n",
              one.payout().id(),
              one.payout().payee(),
              PayoutsText.money(one.payout().amount(), one.payout().currency()),
              one.why());
        }
        if (proposal.batches().isEmpty() && !proposal.leftOut().isEmpty()) {
          throw BatchException.refused(
              "nothing is proposed: all payouts due by %s are left out, %d"
                  .formatted(day, proposal.leftOut().size()));
        }
        if (proposal.batches().isEmpty()) {
          System.out.printf("nothing is due and open in %s by %s%n", upper(currency), day);
        }
        for (PayoutBatch batch : proposal.batches()) {
          System.out.printf("%s%n", PayoutsText.summary(batch));
          System.out.printf("another person approves it: settle payouts approve %s%n", batch.id());
        }
        return ExitCode.DONE;
      }
    }
  }

  /** {@code payouts show BATCH}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows a batch: its payouts, where they go, who did what and when.",
        "Exit code 65 when there is no such batch."
      })
  static final class Show implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();

    @Parameters(paramLabel = "BATCH", description = "Its id.")
    private String id = "";

    @Override
    public Integer call() throws SQLException {
      try (Connection postgres = connections.openPostgres()) {
        Payouts payouts = new Payouts(postgres);
        System.out.print(
            PayoutsText.show(payouts.batch(id), payouts.items(id), payouts.events(id)));
        return ExitCode.DONE;
      }
    }
  }

  /** {@code payouts approve BATCH}. */
  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = {
        "Approves a batch (checker, not its maker) and orders its payouts from the ledger, in one transaction.",
        "Approving again orders nothing again.",
        "Exit code 65 when it waits for no decision, you proposed it, or a limit or bank account is not as it was."
      })
  static final class Approve implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "BATCH", description = "Its id.")
    private String id = "";

    @Option(names = "--comment", paramLabel = "TEXT", description = "Kept on record.")
    private @Nullable String comment;

    @Override
    public Integer call() throws SQLException {
      try (Connection postgres = connections.openPostgres()) {
        PayoutDesk.Approval approval =
            new PayoutDesk(postgres).approve(id, operator.name(), comment);
        System.out.println(
            approval.ordered() == 0
                ? "%s was approved by %s already: nothing was ordered again"
                    .formatted(id, approval.batch().checker())
                : "%s approved by %s: %d payouts ordered; the bank's file: settle payouts file %s"
                    .formatted(id, approval.batch().checker(), approval.ordered(), id));
        return ExitCode.DONE;
      }
    }
  }

  /** {@code payouts reject BATCH}. */
  @Command(
      name = "reject",
      mixinStandardHelpOptions = true,
      description = {
        "Turns down a batch that waits; its maker withdraws it so. Its payouts are open again.",
        "Exit code 65 when it waits for no decision."
      })
  static final class Reject implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "BATCH", description = "Its id.")
    private String id = "";

    @Option(
        names = "--comment",
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept on record.")
    private String comment = "";

    @Override
    public Integer call() throws SQLException {
      Operator.requireText("--comment", comment);
      try (Connection postgres = connections.openPostgres()) {
        new PayoutDesk(postgres).reject(id, operator.name(), comment);
        System.out.printf("%s rejected by %s%n", id, operator.name());
        return ExitCode.DONE;
      }
    }
  }

  /** {@code payouts file BATCH}. */
  @Command(
      name = "file",
      mixinStandardHelpOptions = true,
      description = {
        "Writes the files of an approved batch: BATCH.xml (pain.001.001.09) and BATCH.csv. Again the same bytes.",
        "Give the bank one of them, once. Exit code 65 when the batch is not approved."
      })
  static final class WriteFile implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "BATCH", description = "Its id.")
    private String id = "";

    @Option(
        names = "--dir",
        paramLabel = "DIR",
        defaultValue = "${env:SETTLE_PAYOUTS_DIR:-.settle/payouts}",
        description = "Folder of the files (SETTLE_PAYOUTS_DIR; ${DEFAULT-VALUE}).")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws SQLException, IOException {
      try (Connection postgres = connections.openPostgres()) {
        boolean again = new Payouts(postgres).batch(id).state().equals("FILED");
        for (PayoutFiles.Written file :
            new PayoutFiles(new PayoutDesk(postgres), directory).write(id, operator.name())) {
          System.out.printf("%s  %s%n", file.sha256(), file.path());
        }
        if (again) {
          System.err.printf(
              "WARNING: %s was written before, the same bytes: give the bank one file, once%n", id);
        }
        return ExitCode.DONE;
      }
    }
  }

  /** {@code payouts hold PAYOUT}. */
  @Command(
      name = "hold",
      mixinStandardHelpOptions = true,
      description = {
        "Holds one payout: it comes into no batch, and a batch that has it is not approved.",
        "Exit code 65 when it is approved already."
      })
  static final class Hold implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "PAYOUT", description = "Its id.")
    private String id = "";

    @Option(
        names = "--comment",
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept on record.")
    private String comment = "";

    @Override
    public Integer call() throws SQLException {
      Operator.requireText("--comment", comment);
      try (Connection postgres = connections.openPostgres()) {
        new PayoutDesk(postgres).hold(id, operator.name(), comment);
        System.out.printf("%s held by %s%n", id, operator.name());
        return ExitCode.DONE;
      }
    }
  }

  /** {@code payouts resume PAYOUT}. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Takes a hold back. Exit code 65 when the payout is not held.")
  static final class Resume implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "PAYOUT", description = "Its id.")
    private String id = "";

    @Option(
        names = "--comment",
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept on record.")
    private String comment = "";

    @Override
    public Integer call() throws SQLException {
      Operator.requireText("--comment", comment);
      try (Connection postgres = connections.openPostgres()) {
        new PayoutDesk(postgres).resume(id, operator.name(), comment);
        System.out.printf("%s resumed by %s%n", id, operator.name());
        return ExitCode.DONE;
      }
    }
  }

  private static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
