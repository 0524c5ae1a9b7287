package dev.settle.batch.payout;

import static dev.settle.batch.payout.PayoutBooks.ACCOUNT;
import static dev.settle.batch.payout.PayoutBooks.DUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.cli.Ran;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
    assertThat(proposed.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(proposed.out()).contains("PROPOSED by alice: 1 payouts, EUR 3.00 from " + ACCOUNT);
    assertThat(proposed.err())
        .contains("WARNING: payout " + nobank)
        .contains("has no bank account for EUR (payments.payee_bank_account)");
    Matcher id = Pattern.compile("PB[0-9a-f]{30}").matcher(proposed.out());
    assertThat(id.find()).isTrue();
    String batch = id.group();

    Ran left = propose(books);
    assertThat(left.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(left.err()).contains("all payouts due by " + DUE + " are left out, 1");
    assertThat(run(books, "file", batch, "--dir", folder.toString(), "--by", "bob").exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(run(books, "approve", batch, "--by", "ALICE").exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(run(books, "approve", batch, "--by", "bob").out())
        .contains("approved by bob: 1 payouts ordered");
    assertThat(run(books, "approve", batch, "--by", "carol").out())
        .contains("was approved by bob already: nothing was ordered again");

    Ran first = run(books, "file", batch, "--dir", folder.toString(), "--by", "bob");
    Ran again = run(books, "file", batch, "--dir", folder.toString(), "--by", "bob");
    assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(again.err()).contains("was written before");
    assertThat(run(books, "show", batch).out())
        .contains(batch + " FILED by alice")
        .contains(payout)
        .containsSubsequence("PROPOSE", "APPROVE", "FILE");
    assertThat(run(books, "list").out()).contains(payout, nobank, "FILED", "OPEN");
    assertThat(run(books, "list", "--state", "filed", "--due", DUE, "--json").out())
        .startsWith("{\"total\":1,\"payouts\":[{\"id\":\"" + payout)
        .contains("\"amount\":300", "\"state\":\"FILED\"", "\"batch\":\"" + batch + "\"");
    assertThat(run(books, "list", "--payee", "merchant:m3").out()).isEqualTo("no payouts\n");
  }

  @Test
  void shouldRejectHoldAndResume() throws Exception {
    PayoutBooks books = new PayoutBooks(server);
    books.account("merchant:m1", "Shop", "2020-01-01");
    String payout = books.payout("merchant:m1", 300);
    assertThat(run(books, "hold", payout, "--by", "carol", "--comment", "asked").exitCode())
        .isEqualTo(ExitCode.DONE);
    assertThat(propose(books).exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run(books, "resume", payout, "--by", "carol", "--comment", "cleared").exitCode())
        .isEqualTo(ExitCode.DONE);
    Matcher id = Pattern.compile("PB[0-9a-f]{30}").matcher(propose(books).out());
    assertThat(id.find()).isTrue();
    assertThat(run(books, "reject", id.group(), "--by", "alice", "--comment", "wrong day").out())
        .contains("rejected by alice");
    assertThat(run(books, "list", "--state", "open").out()).contains(payout);
  }

  @Test
  void shouldExitWithWhatWentWrong() throws Exception {
    PayoutBooks books = new PayoutBooks(server);
    assertThat(propose(books).out()).contains("nothing is due and open in EUR by " + DUE);
    assertThat(run(books, "list", "--state", "lost").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(books, "propose", "--currency", "EUR").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(books, "show", "PB1").exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run(books, "hold", "PO1", "--by", "carol", "--comment", "x").exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(
            run(books, "propose", "--currency", "USD", "--account", ACCOUNT, "--by", "alice").err())
        .contains("payments.bank_account has no account " + ACCOUNT + " in force of USD");
    assertThat(
            Ran.of(
                    List.of(
                        "payouts", "list", "--postgres-url", "jdbc:postgresql://127.0.0.1:1/none"))
                .exitCode())
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
    return Ran.of(line);
  }
}
