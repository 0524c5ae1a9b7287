package dev.settle.batch.nightly;

import dev.settle.batch.BatchException;
import dev.settle.batch.bank.BankAccounts;
import dev.settle.batch.bank.BankIntake;
import dev.settle.batch.bank.BankProofRow;
import dev.settle.batch.bank.BankReconciler;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.closing.DayCloser;
import dev.settle.batch.gate.CompletenessGate;
import dev.settle.batch.gate.DayScope;
import dev.settle.batch.gate.LedgerTopicTotals;
import dev.settle.batch.payout.BankReturns;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.reconciliation.EarlierDays;
import dev.settle.batch.reconciliation.PostgresTerms;
import dev.settle.batch.reconciliation.ProofRow;
import dev.settle.batch.reconciliation.Reconciler;
import dev.settle.batch.reconciliation.TolerancePosting;
import dev.settle.batch.statement.AgreedChannel;
import dev.settle.batch.statement.FundsStatements;
import dev.settle.batch.statement.StatementDirectory;
import dev.settle.batch.statement.StatementIntake;
import dev.settle.batch.statement.TakenFile;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the steps of a night do, without the framework that runs them. Every step can be run again
 * at any time: it either finds its work done or does it anew with the same result.
 */
public final class Night {
  private static final Logger LOG = LoggerFactory.getLogger(Night.class);

  private final NightOptions options;
  private final DataSource postgres;
  private final ClickHouse clickHouse;
  private final CompletenessGate gate;
  private final DayCloser closer;
  private final NightSettlement settlement;
  private final DayScope scope;
  private final DayScope leftOut;
  private final Instant now;
  private boolean wasClosedAtGate;

  /**
   * A night over these servers.
   *
   * @param clock says which channels' day is over
   */
  public Night(
      NightOptions options,
      DataSource postgres,
      ClickHouse clickHouse,
      LedgerTopicTotals topic,
      Clock clock) {
    this.options = options;
    this.postgres = postgres;
    this.clickHouse = clickHouse;
    this.gate = new CompletenessGate(postgres, clickHouse, topic, options.lookBackDays());
    this.closer = new DayCloser(postgres, clickHouse);
    this.settlement = new NightSettlement(options, postgres, clickHouse);
    DayScope all = DayScope.of(options.date(), options.channel());
    this.now = clock.instant();
    // A day that is not to be closed may be tried out before it is over.
    this.scope = options.closedBy() == null ? all : all.overAt(now);
    this.leftOut =
        options.closedBy() == null ? new DayScope(options.date(), List.of()) : all.openAt(now);
  }

  /**
   * Refuses a day that is not over. Channels whose day ends later are left out, unless a statement
   * is agreed with them.
   *
   * @throws BatchException 75 when the day is not over yet, 2 when it has not begun anywhere
   */
  public void requireOver() {
    if (leftOut.days().isEmpty()) {
      return;
    }
    if (scope.days().isEmpty() && now.isBefore(leftOut.start())) {
      throw BatchException.usage(options.date() + " has not begun: a night is about a past day");
    }
    List<String> waiting =
        AgreedChannel.on(options.date(), clickHouse).stream()
            .filter(AgreedChannel::hasStatement)
            .map(agreed -> agreed.channel().name())
            .toList();
    if (scope.days().isEmpty() || leftOut.channels().stream().anyMatch(waiting::contains)) {
      throw BatchException.incomplete(
          "INCOMPLETE: "
              + options.date()
              + " is not over: "
              + ends(leftOut)
              + "; run again then, or --channel for one whose day is over, or --no-close to try it out");
    }
  }

  /**
   * Runs one step.
   *
   * @return what it did, in figures, for a person
   */
  public String run(NightStep step) throws IOException {
    return switch (step) {
      case GATE -> gate();
      case CLOSE -> close();
      case INTAKE -> intake(false);
      case RECONCILE -> reconcile();
      case PROVE -> prove();
      case SHARE -> settlement.share(shared());
      case SETTLE -> settlement.settle();
    };
  }

  /** The gate and the verification of the statements; writes nothing. */
  public void rehearse() throws IOException {
    compare(false, Duration.ZERO);
    intake(true);
  }

  /** Channels of this night that send statements. */
  List<AgreedChannel> withStatement() {
    return agreed().stream().filter(AgreedChannel::hasStatement).toList();
  }

  /** Channels of this night without an agreed statement: listed, not reconciled. */
  List<AgreedChannel> withoutStatement() {
    return agreed().stream().filter(channel -> !channel.hasStatement()).toList();
  }

  private List<AgreedChannel> agreed() {
    return FundsStatements.beside(
            AgreedChannel.on(options.date(), clickHouse), options.date(), postgres)
        .stream()
        .filter(agreed -> scope.channels().contains(agreed.channel().name()))
        .toList();
  }

  /** Channels of this night. */
  DayScope scope() {
    return scope;
  }

  /** Channels whose day is not over, and which are not of this night therefore. */
  DayScope leftOut() {
    return leftOut;
  }

  private static String ends(DayScope days) {
    return days.days().stream()
        .map(day -> day.channel() + "'s ends at " + day.end())
        .collect(Collectors.joining(", "));
  }

  private String gate() {
    // Of a closed day the totals are final, once no transaction from before its closing is open.
    wasClosedAtGate = options.closedBy() != null && closer.isAcknowledged(scope);
    if (wasClosedAtGate) {
      closer.awaitOpenTransactions(options.gatePatience());
    }
    return agreed(compare(true, options.gatePatience()));
  }

  private static String agreed(int totals) {
    return "%,d control totals agree".formatted(totals);
  }

  private String close() {
    if (options.closedBy() == null) {
      LOG.info("close: the day stays open (--no-close)");
      return "the day stays open";
    }
    if (wasClosedAtGate) {
      LOG.info("close: {} was closed already", options.date());
      return "was closed already";
    }
    List<String> closed = closer.order(scope, options.closedBy(), now);
    LOG.info("close: {} ordered for {}", options.date(), closed.isEmpty() ? "none anew" : closed);
    closer.awaitAcknowledgement(scope, options.gatePatience());
    closer.awaitOpenTransactions(options.gatePatience());
    return "%d channels closed, %s"
        .formatted(closed.size(), agreed(compare(true, options.gatePatience())));
  }

  private int compare(boolean store, Duration patience) {
    int compared = gate.pass(scope, patience, store);
    LOG.info("gate: {} control totals agree", compared);
    return compared;
  }

  private String intake(boolean dryRun) throws IOException {
    if (withStatement().isEmpty()) {
      throw BatchException.incomplete(
          "INCOMPLETE: no channel of this night has an agreed statement on "
              + options.date()
              + ": nothing can be reconciled; agree one in payments.channel_account"
              + " (statement_format) and run again");
    }
    StatementIntake intake =
        new StatementIntake(
            clickHouse, new StatementDirectory(options.statements()), options.replaceStatement());
    EarlierDays earlier = new EarlierDays(clickHouse);
    List<BatchException> problems = new ArrayList<>();
    int files = 0;
    long allLines = 0;
    for (AgreedChannel agreed : withStatement()) {
      try {
        List<TakenFile> taken = intake.take(agreed, options.date(), dryRun);
        long lines = taken.stream().mapToLong(TakenFile::lines).sum();
        LOG.info("intake: {} {} files, {} lines", agreed.channel(), taken.size(), lines);
        earlier.requireReconciled(agreed, options.date());

        files += taken.size();
        allLines += lines;
      } catch (BatchException e) {
        problems.add(e);
      }
    }
    for (AgreedChannel agreed : withoutStatement()) {
      LOG.info("intake: {} no statement agreed", agreed.channel());
    }
    try {
      takeBankEntries(dryRun);
    } catch (BatchException e) {
      problems.add(e);
    }
    raise(problems);
    return "%,d files, %,d lines".formatted(files, allLines);
  }

  private void takeBankEntries(boolean dryRun) throws IOException {
    BankAccounts banks = BankAccounts.on(options.date(), postgres);
    if (banks.accounts().isEmpty() || options.channel() != null) {
      return;
    }
    int entries =
        new BankIntake(clickHouse, options.statements()).take(banks, options.date(), dryRun);
    LOG.info("intake: {} bank entries", entries);
  }

  /** A refused file comes before a missing one: it needs a person. */
  private static void raise(List<BatchException> problems) {
    problems.stream()
        .min(
            (a, b) ->
                Boolean.compare(a.exitCode() != ExitCode.REFUSED, b.exitCode() != ExitCode.REFUSED))
        .ifPresent(
            worst -> {
              problems.stream().filter(e -> e != worst).forEach(worst::addSuppressed);
              throw worst;
            });
  }

  private String reconcile() {
    long allRows = 0;
    long allLines = 0;
    long allBreaks = 0;
    Reconciler reconciler = new Reconciler(clickHouse, new PostgresTerms(postgres));
    for (AgreedChannel agreed : withStatement()) {
      List<ProofRow> proof = reconciler.reconcile(agreed, options.date());
      long breaks = proof.stream().mapToLong(ProofRow::breakCount).sum();
      LOG.info("reconcile: {} residual 0, {} breaks", agreed.channel(), breaks);
      if (options.closedBy() != null) {
        int posted =
            new TolerancePosting(postgres, clickHouse)
                .post(agreed.channel(), options.date(), options.closedBy());
        LOG.info("reconcile: {} {} tolerated differences posted", agreed.channel(), posted);
      }
      allRows += proof.stream().mapToLong(ProofRow::ledgerRows).sum();
      allLines += proof.stream().mapToLong(ProofRow::channelLines).sum();
      allBreaks += breaks;
    }
    matchPayouts();
    return "%,d ledger rows, %,d lines, %,d breaks, residual 0"
        .formatted(allRows, allLines, allBreaks);
  }

  /** What a person has to look after at the bank; empty when its side is not of this night. */
  List<String> bankWarnings() {
    BankAccounts banks = BankAccounts.on(options.date(), postgres);
    return banks.accounts().isEmpty() || options.channel() != null
        ? List.of()
        : new BankReconciler(clickHouse).warnings(banks, options.date());
  }

  /** Payouts are matched when every channel of the night is reconciled. */
  private void matchPayouts() {
    BankAccounts banks = BankAccounts.on(options.date(), postgres);
    if (banks.accounts().isEmpty() || options.channel() != null) {
      return;
    }
    BankReturns answers = new BankReturns(postgres, clickHouse);
    if (options.closedBy() != null) {
      BankReturns.Result returned = answers.book(banks, options.date(), options.closedBy());
      LOG.info("reconcile: {} payouts of ours came back", returned.booked());
      returned.warnings().forEach(warning -> LOG.warn("reconcile: {}", warning));
    }
    List<BankProofRow> proof = new BankReconciler(clickHouse).reconcile(banks, options.date());
    LOG.info("reconcile: payouts residual 0, {} sides and currencies", proof.size());
    if (options.closedBy() != null) {
      int paid = answers.recordPaid(options.date(), options.closedBy());
      LOG.info("reconcile: {} payouts of ours were paid", paid);
    }
    bankWarnings().forEach(warning -> LOG.warn("reconcile: {}", warning));
  }

  /** Channels that were reconciled, and WALLET where its day is of this night. */
  private List<Channel> shared() {
    List<Channel> channels = new ArrayList<>();
    withStatement().forEach(agreed -> channels.add(agreed.channel()));
    if (scope.channels().contains(Channel.WALLET.name())) {
      channels.add(Channel.WALLET);
    }
    return channels;
  }

  private String prove() {
    List<Proof> proofs = new Prover(clickHouse).ofReconciliation(options.date());
    proofs.forEach(proof -> LOG.info("{}", proof));
    List<Proof> failed = proofs.stream().filter(proof -> !proof.holds()).toList();
    if (!failed.isEmpty()) {
      throw BatchException.failed(
          "proofs of " + options.date() + " failed: " + failed + "; see docs/nightly.md");
    }
    return proofs.size() + " proofs hold";
  }
}
