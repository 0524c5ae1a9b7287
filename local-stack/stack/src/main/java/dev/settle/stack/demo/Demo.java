package dev.settle.stack.demo;

import dev.settle.batch.statement.wechat.BillLayout;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.statements.Fault;
import dev.settle.stack.statements.StatementMaker;
import dev.settle.stack.statements.WechatStatement;
import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.PayoutWriter;
import dev.settle.stack.traffic.generate.DaySpec;
import dev.settle.stack.traffic.generate.TrafficGenerator;
import dev.settle.stack.traffic.generate.TrafficSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The main job, end to end: payments through PostgreSQL, the ledger, the channels' statements with
 * known faults, the night, the proofs. It succeeds only when every proof holds, the reconciliation
 * found exactly the faults, and the fraud job exactly the fraud.
 */
public final class Demo {
  private static final int CONNECTIONS = 3;
  private static final Duration LANDING_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration ALERTS_TIMEOUT = Duration.ofMinutes(5);
  private static final String PROOF = "PROOF ";

  /**
   * Every window up to the last day is due by so many days later, whatever holidays are between.
   */
  private static final int DUE_DAYS = 4;

  /** How the night's text of what it found begins, behind the lines of its steps. */
  private static final String NIGHT = "Night of ";

  private final StackConfig config;
  private final StackStarter stack;
  private final PaymentDatabase payments;
  private final AnalystDatabase analyst;
  private final PrintStream out;
  private final Timings timings = new Timings();

  /** A demonstration on a stack, printing to a stream. */
  public Demo(StackConfig config, StackStarter stack, PaymentDatabase payments, PrintStream out) {
    this.config = config;
    this.stack = stack;
    this.payments = payments;
    this.analyst =
        new AnalystDatabase(
            config.clickhouseUrl(), config.clickhouseUser(), config.clickhousePassword());
    this.out = out;
  }

  /**
   * Runs it; the stack is left as it then is.
   *
   * @return true when every proof holds and exactly the faults and the fraud were found
   */
  public boolean run(DemoPlan plan) throws IOException, SQLException, InterruptedException {
    step("1. Starting PostgreSQL, Kafka, ClickHouse, Flink, the connector and the jobs");
    stack.start();
    timings.end("start the stack");

    step("2. Writing payments to PostgreSQL, as the payment service does");
    DemoFraud fraud = new DemoFraud(payments, analyst, plan.frauds());
    fraud.publishRules();
    write(plan);
    fraud.commit();
    timings.end("write the payments");

    step(
        "3. The channels and the bank send their statements, with faults that we know of; what is paid out is booked");
    Map<LocalDate, List<Fault>> faults = statements(plan);
    out.printf("   patterns of fraud among today's payments: %d%n", fraud.withdraw());
    timings.end("write the statements");

    step("4. Waiting until the ledger has it all");
    awaitLanding();
    timings.end("wait for the rest of the ledger");

    step("5. The night: completeness gate, statements, reconciliation, profit sharing, settlement");
    boolean nightsDone = publishRules() && nights(plan);
    timings.end("the night");

    step("6. Payouts: proposed by one, approved by another, put into a file for the bank");
    boolean paid = new DemoPayouts(config, payments, out).pay(plan.lastDate().plusDays(DUE_DAYS));
    boolean told = statementsOfPayees(plan);
    timings.end("the payouts");

    step("7. Waiting until the ledger has booked what the night and the payouts ordered");
    long entries = awaitLanding();
    timings.end("wait for what was ordered");

    step("8. The proofs");
    List<String> proofs = new ArrayList<>();
    int provedExit = new BatchProcess(config).run(List.of("prove"), proofs::add);
    boolean proved =
        provedExit == 0
            && proofs.stream().anyMatch(line -> line.startsWith(PROOF))
            && proofs.stream().noneMatch(line -> line.startsWith(PROOF) && line.contains(" FAIL "));
    timings.end("the proofs");
    AlertCheck.Result alerts = fraud.await(ALERTS_TIMEOUT, out);
    timings.end("wait for fraud alerts");
    return report(plan, entries, faults, alerts, nightsDone && paid && told, proofs, proved);
  }

  private void write(DemoPlan plan) throws SQLException, InterruptedException {
    TrafficGenerator generator = new TrafficGenerator(payments, CONNECTIONS, out);
    for (DaySpec day : plan.days()) {
      TrafficSummary summary = generator.write(day, 0);
      out.printf(
          Locale.ROOT,
          "   %s: %,d orders new, %,d there already; %,d holds and instructions new; %,d forbidden writes tried, all refused by PostgreSQL%n",
          day.date(),
          summary.ordersNew(),
          summary.ordersExisting(),
          summary.othersNew(),
          summary.refusedCount());
    }
  }

  private Map<LocalDate, List<Fault>> statements(DemoPlan plan)
      throws SQLException, IOException, InterruptedException {
    Map<LocalDate, List<Fault>> faults = new LinkedHashMap<>();
    StatementMaker maker = new StatementMaker(new WechatStatement(BillLayout.ALL, true));
    try (Connection connection = payments.connectPatiently()) {
      for (LocalDate date : plan.dates()) {
        StatementMaker.Day day =
            maker.make(connection, date, statementsDir(), plan.faults(), plan.seed());
        PayoutWriter.write(payments, day.payouts());
        faults.put(
            date,
            day.statements().stream().flatMap(statement -> statement.faults().stream()).toList());
        for (StatementMaker.Made statement : day.statements()) {
          out.printf(
              Locale.ROOT,
              "   %-60s %,7d lines   faults: %d%n",
              statementsDir().relativize(statement.file()),
              statement.lines(),
              statement.faults().size());
        }
      }
    }
    return faults;
  }

  private long awaitLanding() throws SQLException, InterruptedException {
    return new LandingWait(payments, analyst, out).await(LANDING_TIMEOUT);
  }

  private boolean publishRules() throws IOException, InterruptedException {
    return new BatchProcess(config)
            .run(
                List.of(
                    "sharing",
                    "publish",
                    "--rules",
                    config.home().resolve("deploy/sharing/rules.json").toString(),
                    "--by",
                    "demo"),
                line -> out.println("   " + line))
        == 0;
  }

  private boolean statementsOfPayees(DemoPlan plan) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    int exit =
        new BatchProcess(config)
            .run(
                List.of("settlement", "statement", "--window", plan.lastDate().toString()),
                lines::add);
    out.printf(
        "   statements of merchants and partners, pages and CSV files: %d lines%n", lines.size());
    return exit == 0;
  }

  private boolean nights(DemoPlan plan) throws IOException, InterruptedException {
    BatchProcess batch = new BatchProcess(config);
    boolean done = true;
    for (LocalDate date : plan.dates()) {
      List<String> lines = new ArrayList<>();
      int exit =
          batch.run(
              List.of(
                  "nightly",
                  "--business-date",
                  date.toString(),
                  "--statements",
                  statementsDir().toString()),
              lines::add);
      Path text = config.log("night-" + date);
      Files.write(text, lines);
      out.printf("   night of %s, in full in %s%n", date, text);
      // Its steps come first; what it found is told below, shorter.
      lines.stream()
          .takeWhile(line -> exit != 0 || !line.startsWith(NIGHT))
          .forEach(line -> out.println("     " + line));
      if (exit != 0) {
        out.printf("   the night of %s ended with exit code %d; see %s%n", date, exit, batch.log());
        done = false;
      }
    }
    out.printf("   reports to be signed: %s%n", batch.reportsDir());
    return done;
  }

  private boolean report(
      DemoPlan plan,
      long entries,
      Map<LocalDate, List<Fault>> faults,
      AlertCheck.Result alerts,
      boolean nightsDone,
      List<String> proofs,
      boolean proved)
      throws InterruptedException {
    DemoReport report = new DemoReport(analyst, out);
    out.println();
    out.println("=".repeat(100));
    report.turnover(plan.firstDate(), plan.lastDate());
    out.printf(
        Locale.ROOT,
        "  %,d ledger entries, two for each payment, withdrawal, refund, payout and movement of a hold, more for what the night orders%n",
        entries);
    boolean exact = true;
    for (LocalDate date : plan.dates()) {
      report.reconciled(date);
      report.payouts(date);
      report.settled(date);
      BreakCheck.Result check =
          BreakCheck.compare(faults.getOrDefault(date, List.of()), report.newBreaks(date));
      report.faults(check);
      exact &= check.isExact();
    }
    report.fraud(alerts);
    report.balances();
    report.title("PROOFS");
    proofs.forEach(line -> out.println("  " + line));
    report.title("TIME");
    timings.print(out);
    boolean succeeded = nightsDone && exact && alerts.isExact() && proved;
    out.println();
    out.println(
        succeeded
            ? "DEMO OK: every payment is in the ledger once, every fault of the statements and every fraud was found, every proof holds"
            : "DEMO FAILED: " + reasons(nightsDone, exact, alerts.isExact(), proved));
    return succeeded;
  }

  private static String reasons(
      boolean nightsDone, boolean exact, boolean alertsExact, boolean proved) {
    List<String> reasons = new ArrayList<>();
    if (!nightsDone) {
      reasons.add("a night, a payout or a statement of a payee did not end well");
    }
    if (!exact) {
      reasons.add("the reconciliation did not find exactly the faults");
    }
    if (!alertsExact) {
      reasons.add("the fraud job did not raise exactly the alerts");
    }
    if (!proved) {
      reasons.add("a proof does not hold");
    }
    return String.join("; ", reasons);
  }

  private Path statementsDir() {
    return config.dataDir().resolve("statements");
  }

  private void step(String what) {
    out.println();
    out.println(what);
  }
}
