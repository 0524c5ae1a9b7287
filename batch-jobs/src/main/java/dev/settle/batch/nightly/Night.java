package dev.settle.batch.nightly;

import dev.settle.batch.BatchException;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.gate.CompletenessGate;
import dev.settle.batch.gate.DayScope;
import dev.settle.batch.gate.LedgerTopicTotals;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.reconciliation.ProofRow;
import dev.settle.batch.reconciliation.Reconciler;
import dev.settle.batch.statement.AgreedChannel;
import dev.settle.batch.statement.StatementDirectory;
import dev.settle.batch.statement.StatementIntake;
import dev.settle.batch.statement.TakenFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final ClickHouse clickHouse;
  private final CompletenessGate gate;

  /** A night over these servers. */
  public Night(
      NightOptions options, DataSource postgres, ClickHouse clickHouse, LedgerTopicTotals topic) {
    this.options = options;
    this.clickHouse = clickHouse;
    this.gate = new CompletenessGate(postgres, clickHouse, topic);
  }

  /** Runs one step. */
  public void run(NightStep step) throws IOException {
    switch (step) {
      case GATE -> gate(true, options.gatePatience());
      case INTAKE -> intake(false);
      case RECONCILE -> reconcile();
      case PROVE -> prove();
    }
  }

  /** The gate and the verification of the statements; writes nothing. */
  public void rehearse() throws IOException {
    gate(false, Duration.ZERO);
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
    return AgreedChannel.on(options.date(), clickHouse).stream()
        .filter(agreed -> options.channel() == null || agreed.channel() == options.channel())
        .toList();
  }

  private void gate(boolean store, Duration patience) {
    int compared = gate.pass(DayScope.of(options.date(), options.channel()), patience, store);
    LOG.info("gate: {} control totals agree", compared);
  }

  private void intake(boolean dryRun) throws IOException {
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
    List<BatchException> problems = new ArrayList<>();
    for (AgreedChannel agreed : withStatement()) {
      try {
        List<TakenFile> taken = intake.take(agreed, options.date(), dryRun);
        long lines = taken.stream().mapToLong(TakenFile::lines).sum();
        LOG.info("intake: {} {} files, {} lines", agreed.channel(), taken.size(), lines);
      } catch (BatchException e) {
        problems.add(e);
      }
    }
    for (AgreedChannel agreed : withoutStatement()) {
      LOG.info("intake: {} no statement agreed", agreed.channel());
    }
    raise(problems);
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

  private void reconcile() {
    Reconciler reconciler = new Reconciler(clickHouse);
    for (AgreedChannel agreed : withStatement()) {
      List<ProofRow> proof = reconciler.reconcile(agreed, options.date());
      long breaks = proof.stream().mapToLong(ProofRow::breakCount).sum();
      LOG.info("reconcile: {} residual 0, {} breaks", agreed.channel(), breaks);
    }
  }

  private void prove() {
    List<Proof> proofs = new Prover(clickHouse).ofReconciliation(options.date());
    proofs.forEach(proof -> LOG.info("{}", proof));
    List<Proof> failed = proofs.stream().filter(proof -> !proof.holds()).toList();
    if (!failed.isEmpty()) {
      throw BatchException.failed(
          "proofs of " + options.date() + " failed: " + failed + "; see docs/nightly.md");
    }
  }
}
