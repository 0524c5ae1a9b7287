package dev.settle.batch.payout;

import static dev.settle.batch.payout.PayoutBooks.ACCOUNT;
import static dev.settle.batch.payout.PayoutBooks.DUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.BatchJobs;
import dev.settle.batch.cli.ExitCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person types them: what they print and how they exit. */
class PayoutsCommandIT {
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() throws Exception {
    server = PayoutBooks.server();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Test
  void shouldTakeAPayoutFromProposalToFile(@TempDir Path folder) throws Exception {
    PayoutBooks books = new PayoutBooks(server);
    books.account("merchant:m1", "Shop", "2020-01-01");
    String payout = books.payout("merchant:m1", 300);
    String nobank = books.payout("merchant:m2", 7);

    Ran proposed = propose(books);
    assertThat(proposed.exit).isEqualTo(ExitCode.DONE);
    assertThat(proposed.out).contains("PROPOSED by alice: 1 payouts, EUR 3.00 from " + ACCOUNT);
    assertThat(proposed.err)
        .contains("WARNING: payout " + nobank)
        .contains("has no bank account for EUR (payments.payee_bank_account)");
    Matcher id = Pattern.compile("PB[0-9a-f]{30}").matcher(proposed.out);
    assertThat(id.find()).isTrue();
    String batch = id.group();

    Ran left = propose(books);
    assertThat(left.exit).isEqualTo(ExitCode.REFUSED);
    assertThat(left.err).contains("all payouts due by " + DUE + " are left out, 1");
    assertThat(run(books, "file", batch, "--dir", folder.toString(), "--by", "bob").exit)
        .isEqualTo(ExitCode.REFUSED);
    assertThat(run(books, "approve", batch, "--by", "ALICE").exit).isEqualTo(ExitCode.REFUSED);
    assertThat(run(books, "approve", batch, "--by", "bob").out)
        .contains("approved by bob: 1 payouts ordered");
    assertThat(run(books, "approve", batch, "--by", "carol").out)
        .contains("was approved by bob already: nothing was ordered again");

    Ran first = run(books, "file", batch, "--dir", folder.toString(), "--by", "bob");
    Ran again = run(books, "file", batch, "--dir", folder.toString(), "--by", "bob");
    assertThat(first.exit).isEqualTo(ExitCode.DONE);
    assertThat(again.out).isEqualTo(first.out);
    assertThat(again.err).contains("was written before");
    assertThat(run(books, "show", batch).out)
        .contains(batch + " FILED by alice")
        .contains(payout)
        .containsSubsequence("PROPOSE", "APPROVE", "FILE");
    assertThat(run(books, "list").out).contains(payout, nobank, "FILED", "OPEN");
    assertThat(run(books, "list", "--state", "filed", "--due", DUE, "--json").out)
        .startsWith("{\"total\":1,\"payouts\":[{\"id\":\"" + payout)
        .contains("\"amount\":300", "\"state\":\"FILED\"", "\"batch\":\"" + batch + "\"");
    assertThat(run(books, "list", "--payee", "merchant:m3").out).isEqualTo("no payouts\n");
  }

  @Test
  void shouldRejectHoldAndResume() throws Exception {
    PayoutBooks books = new PayoutBooks(server);
    books.account("merchant:m1", "Shop", "2020-01-01");
    String payout = books.payout("merchant:m1", 300);
    assertThat(run(books, "hold", payout, "--by", "carol", "--comment", "asked").exit)
        .isEqualTo(ExitCode.DONE);
    assertThat(propose(books).exit).isEqualTo(ExitCode.REFUSED);
    assertThat(run(books, "resume", payout, "--by", "carol", "--comment", "cleared").exit)
        .isEqualTo(ExitCode.DONE);
    Matcher id = Pattern.compile("PB[0-9a-f]{30}").matcher(propose(books).out);
    assertThat(id.find()).isTrue();
    assertThat(run(books, "reject", id.group(), "--by", "alice", "--comment", "wrong day").out)
        .contains("rejected by alice");
    assertThat(run(books, "list", "--state", "open").out).contains(payout);
  }

  @Test
  void shouldExitWithWhatWentWrong() throws Exception {
    PayoutBooks books = new PayoutBooks(server);
    assertThat(propose(books).out).contains("nothing is due and open in EUR by " + DUE);
    assertThat(run(books, "list", "--state", "lost").exit).isEqualTo(ExitCode.USAGE);
    assertThat(run(books, "propose", "--currency", "EUR").exit).isEqualTo(ExitCode.USAGE);
    assertThat(run(books, "show", "PB1").exit).isEqualTo(ExitCode.REFUSED);
    assertThat(run(books, "hold", "PO1", "--by", "carol", "--comment", "x").exit)
        .isEqualTo(ExitCode.REFUSED);
    assertThat(
            run(books, "propose", "--currency", "USD", "--account", ACCOUNT, "--by", "alice").err)
        .contains("payments.bank_account has no account " + ACCOUNT + " in force of USD");
    assertThat(
            execute(
                    List.of(
                        "payouts", "list", "--postgres-url", "jdbc:postgresql://127.0.0.1:1/none"))
                .exit)
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  private static Ran propose(PayoutBooks books) {
    return run(
        books, "propose", "--currency", "eur", "--account", ACCOUNT, "--due", DUE, "--by", "alice");
  }

  private static Ran run(PayoutBooks books, String... arguments) {
    List<String> line = new ArrayList<>(List.of("payouts"));
    line.addAll(Arrays.asList(arguments));
    line.addAll(
        List.of(
            "--postgres-url",
            books.url(),
            "--postgres-user",
            "postgres",
            "--postgres-password",
            "postgres"));
    return execute(line);
  }

  private static Ran execute(List<String> line) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
      int exit = BatchJobs.execute(line.toArray(String[]::new));
      return new Ran(
          exit,
          printed.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private record Ran(int exit, String out, String err) {}
}
