package dev.settle.batch.payout;

import static dev.settle.batch.payout.PayoutBooks.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.instruction.Instruction;
import dev.settle.batch.proof.Proof;
import dev.settle.schemas.payment.InstructionKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people, one batch: what is paid, once, and what is not. */
class PayoutDeskIT {
  private static final LocalDate DUE = LocalDate.parse(PayoutBooks.DUE);

  private static EmbeddedPostgres server;

  private PayoutBooks books;
  private Connection connection;
  private PayoutDesk desk;

  @BeforeAll
  static void startServer() throws Exception {
    server = PayoutBooks.server();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    books = new PayoutBooks(server);
    books.account("merchant:m1", "Café Zürich", "2020-01-01");
    books.account("partner:p1", "Partner SARL", "2020-01-01");
    connection = books.postgres.getConnection();
    desk = new PayoutDesk(connection);
  }

  @AfterEach
  void shut() throws Exception {
    connection.close();
  }

  @Test
  void shouldOrderEachPayoutOnceWhenASecondPersonApproves() throws Exception {
    String first = books.payout("merchant:m1", 300);
    String second = books.payout("partner:p1", 200);
    PayoutBatch batch = propose().batches().get(0);
    assertThat(batch.amount()).isEqualTo(500);
    assertThat(books.state(first)).isEqualTo("PROPOSED");
    assertThat(instructions()).isZero();

    assertThat(desk.approve(batch.id(), "bob", "checked").ordered()).isEqualTo(2);
    assertThat(desk.approve(batch.id(), "carol", null).ordered()).as("again").isZero();

    assertThat(instructions()).isEqualTo(2);
    assertThat(books.text(legsOf(first)))
        .isEqualTo(
            "[{\"amount\": -300, \"account\": \"merchant:m1\", \"currency\": \"EUR\"}, {\"amount\": 300, \"account\": \"bank:%s\", \"currency\": \"EUR\"}]"
                .formatted(ACCOUNT));
    assertThat(
            books.text(
                "SELECT concat_ws(' ', instruction_id, maker, checker, merchant_id, business_date = batch.payout_today()) FROM payments.ledger_instruction WHERE business_key = 'payout/%s'"
                    .formatted(first)))
        .isEqualTo(Instruction.idOf(InstructionKind.PAYOUT, "payout/" + first) + " alice bob m1 t");
    assertThat(books.state(second)).isEqualTo("APPROVED");
    assertThat(proof().holds()).isTrue();
    assertThat(proof().figure()).isEqualTo("2 payouts ordered, 0 returned");
    assertThat(propose().batches()).as("nothing is left").isEmpty();
  }

  @Test
  void shouldRefuseTheMakerAlsoInOtherLettersAndByRawSql() throws Exception {
    books.payout("merchant:m1", 300);
    String batch = propose().batches().get(0).id();
    assertThat(refused(() -> desk.approve(batch, "Alice", null)))
        .hasMessageContaining("alice proposed it and cannot approve it");
    assertThatThrownBy(() -> books.sql(event("APPROVE", batch, "ALICE")))
        .hasMessageContaining("ALICE proposed it and cannot approve it");
    assertThatThrownBy(() -> books.sql(event("APPROVE", batch, "bob")))
        .as("an approval that orders nothing")
        .hasMessageContaining("is not ordered as the batch says");
    assertThat(instructions()).isZero();
  }

  @Test
  void shouldRefuseAPayoutThatIsOrderedBesideAnApproval() throws Exception {
    String payout = books.payout("merchant:m1", 300);
    propose();
    for (String key : List.of("payout/" + payout, "return/" + payout, "payout/nobody")) {
      assertThatThrownBy(
              () ->
                  books.sql(
                      "INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker) VALUES ('x', 'PAYOUT', '%s', '2026-11-24', batch.payout_legs('merchant:m1', '%s', 'EUR', 300), 'eve')"
                          .formatted(key, ACCOUNT)))
          .hasMessageContaining("is no payout of an approved batch, nor the return of one");
    }
    assertThat(instructions()).isZero();
  }

  @Test
  void shouldCutBatchesByTheLimitAndLeaveOutWhatCannotBePaid() throws Exception {
    books.account("merchant:han", "北京小店", "2020-01-01");
    for (int i = 0; i < 3; i++) {
      books.payout("merchant:m1", 400);
    }
    books.payout("merchant:m1", 501);
    books.payout("merchant:nobank", 10);
    books.payout("merchant:han", 10);
    String held = books.payout("merchant:m1", 10);
    desk.hold(held, "carol", "police asked");
    PayoutDesk.Proposal proposal = propose();
    assertThat(proposal.batches()).extracting(PayoutBatch::amount).containsExactly(800L, 400L);
    assertThat(proposal.leftOut())
        .extracting(PayoutDesk.LeftOut::why)
        .satisfiesExactlyInAnyOrder(
            why -> assertThat(why).contains("above the limit of one payout"),
            why -> assertThat(why).contains("merchant:nobank has no bank account for EUR"),
            why -> assertThat(why).contains("北京小店"),
            why -> assertThat(why).contains("held"));
    desk.resume(held, "carol", "cleared");
    assertThat(propose().batches()).singleElement().returns(10L, PayoutBatch::amount);
  }

  @Test
  void shouldRefuseWithoutALimitOrAnAccountOfOurs() throws Exception {
    assertThat(refused(() -> desk.propose("USD", ACCOUNT, DUE, "alice")))
        .hasMessageContaining("payments.bank_account has no account " + ACCOUNT);
    books.sql(
        "INSERT INTO payments.bank_account (account_no, currency, effective_from, holder) VALUES ('US1', 'USD', '2020-01-01', 'Settle')");
    assertThat(refused(() -> desk.propose("USD", "US1", DUE, "alice")))
        .hasMessageContaining("no payout limit is in force for USD: insert one into")
        .hasMessageContaining("per_batch, per_payout, payouts_max, agreed_by");
  }

  @Test
  void shouldCheckLimitsAccountsAndHoldsAgainWhenItIsApproved() throws Exception {
    String payout = books.payout("merchant:m1", 300);
    String batch = propose().batches().get(0).id();
    desk.hold(payout, "carol", "police asked");
    assertThat(refused(() -> desk.approve(batch, "bob", null))).hasMessageContaining("is held");
    desk.resume(payout, "carol", "cleared");

    books.limit(299, 299, 10, "2020-01-02");
    assertThat(refused(() -> desk.approve(batch, "bob", null)))
        .hasMessageContaining("above the limit");
    books.limit(1_000, 299, 10, "2020-01-03");
    assertThat(refused(() -> desk.approve(batch, "bob", null)))
        .hasMessageContaining("above the limit of 299");
    books.limit(1_000, 500, 10, "2020-01-04");

    books.account("merchant:m1", "Somebody else", "2020-06-01");
    assertThat(refused(() -> desk.approve(batch, "bob", null)))
        .hasMessageContaining("is not the one in force");
    assertThat(instructions()).isZero();
    desk.reject(batch, "alice", "new bank account");
    PayoutBatch again = propose().batches().get(0);
    assertThat(again.id()).isNotEqualTo(batch);
    assertThat(desk.approve(again.id(), "bob", null).ordered()).isEqualTo(1);
    assertThat(refused(() -> desk.reject(again.id(), "bob", "late")))
        .hasMessageContaining("waits for no decision: it is APPROVED by bob");
    assertThat(refused(() -> desk.approve(batch, "bob", null)))
        .hasMessageContaining("REJECTED by alice");
  }

  @Test
  void shouldPutAPayoutIntoOneBatchAlsoByRawSql() throws Exception {
    String payout = books.payout("merchant:m1", 300);
    propose();
    String other = "PB" + "f".repeat(30);
    String[] batch = {
      "INSERT INTO batch.payout_batch VALUES ('%s', 'EUR', '%s', '%s', 1, 300)"
          .formatted(other, ACCOUNT, DUE),
      "INSERT INTO batch.payout_batch_item VALUES ('%s', 1, '%s', '2020-01-01')"
          .formatted(other, payout),
      event("PROPOSE", other, "eve")
    };
    assertThatThrownBy(() -> books.sql(batch)).hasMessageContaining("a payout is in one batch");
    batch[0] = batch[0].replace("1, 300", "1, 299");
    assertThatThrownBy(() -> books.sql(batch)).hasMessageContaining("its items are 1 of 300");
    assertThatThrownBy(() -> books.sql("DELETE FROM batch.payout_event"))
        .hasMessageContaining("never removed");
    assertThatThrownBy(
            () ->
                books.sql(
                    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", event("HOLD", other, "eve")))
        .hasMessageContaining("READ COMMITTED");
  }

  @Test
  void shouldOrderNothingWhenTheApprovalDiesBeforeItsCommit() throws Exception {
    String payout = books.payout("merchant:m1", 300);
    String batch = propose().batches().get(0).id();
    try (Connection killed = books.postgres.getConnection();
        Statement statement = killed.createStatement()) {
      killed.setAutoCommit(false);
      int pid;
      try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        pid = row.getInt(1);
      }
      try (PreparedStatement order =
          killed.prepareStatement(SqlResource.read("payout/order.sql"))) {
        order.setString(1, "bob");
        order.setString(2, batch);
        order.executeUpdate();
      }
      statement.execute(event("APPROVE", batch, "bob"));
      books.text("SELECT pg_terminate_backend(" + pid + ")");
      assertThatThrownBy(killed::commit).isInstanceOf(SQLException.class);
    }
    assertThat(instructions()).isZero();
    assertThat(books.state(payout)).isEqualTo("PROPOSED");
    assertThat(desk.approve(batch, "bob", null).ordered()).isEqualTo(1);
  }

  @Test
  void shouldLetOneOfManyDecidersDecide() throws Exception {
    for (int i = 0; i < 10; i++) {
      books.payout("merchant:m1", 10);
    }
    String batch = propose().batches().get(0).id();
    List<Callable<Integer>> deciders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String by = "checker" + i;
      boolean approves = i % 2 == 0;
      deciders.add(
          () -> {
            try (Connection own = books.postgres.getConnection()) {
              PayoutDesk theirs = new PayoutDesk(own);
              if (approves) {
                return theirs.approve(batch, by, null).ordered();
              }
              theirs.reject(batch, by, "no");
              return -1;
            } catch (BatchException e) {
              assertThat(e.exitCode()).isEqualTo(65);
              return 0;
            }
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(deciders.size());
    List<Integer> results = new ArrayList<>();
    try {
      for (Future<Integer> done : pool.invokeAll(deciders)) {
        results.add(done.get());
      }
    } finally {
      pool.shutdown();
    }
    assertThat(results.stream().filter(result -> result != 0).toList()).hasSize(1);
    assertThat(instructions()).isIn(0, 10);
    assertThat(proof().holds()).isTrue();
  }

  @Test
  void shouldProposeOnceWhenTwoProposeAtOnce() throws Exception {
    books.payout("merchant:m1", 10);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    int batches = 0;
    try {
      Callable<Integer> maker =
          () -> {
            try (Connection own = books.postgres.getConnection()) {
              return new PayoutDesk(own).propose("EUR", ACCOUNT, DUE, "alice").batches().size();
            }
          };
      for (Future<Integer> done : pool.invokeAll(List.of(maker, maker))) {
        batches += done.get();
      }
    } finally {
      pool.shutdown();
    }
    assertThat(batches).isEqualTo(1);
  }

  @Test
  void shouldWriteTheSameFileAgainAndNoneBeforeTheApproval(@TempDir Path folder) throws Exception {
    books.payout("merchant:m1", 300);
    String batch = propose().batches().get(0).id();
    PayoutFiles files = new PayoutFiles(desk, folder);
    assertThatThrownBy(() -> files.write(batch, "bob"))
        .hasMessageContaining("is PROPOSED; only an approved batch gets a file");
    assertThatThrownBy(
            () ->
                books.sql(
                    "INSERT INTO batch.payout_event (action, batch_id, actor, file_name, file_sha256) VALUES ('FILE', '%s', 'eve', 'x.xml', repeat('0', 64))"
                        .formatted(batch)))
        .hasMessageContaining("only an approved batch gets a file");
    desk.approve(batch, "bob", null);
    List<PayoutFiles.Written> first = files.write(batch, "bob");
    byte[] xml = Files.readAllBytes(first.get(0).path());
    IsoSchema.valid(xml);
    assertThat(new String(xml, StandardCharsets.UTF_8)).contains("Cafe Zurich");
    assertThat(files.write(batch, "carol")).isEqualTo(first);
    assertThat(Files.readAllBytes(first.get(0).path())).isEqualTo(xml);
    try (Stream<Path> listed = Files.list(folder)) {
      assertThat(listed.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(batch + ".xml", batch + ".csv");
    }
    assertThat(new Payouts(connection).batch(batch).state()).isEqualTo("FILED");
    assertThat(new Payouts(connection).events(batch))
        .extracting(PayoutEvent::action)
        .containsExactly("PROPOSE", "APPROVE", "FILE", "FILE", "FILE", "FILE");
  }

  @Test
  void shouldSeeAnInstructionThatNoBatchHas() throws Exception {
    String payout = books.payout("merchant:m1", 300);
    books.sql(
        "SET session_replication_role = replica",
        "INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker) VALUES ('x', 'PAYOUT', 'payout/%s', '2026-11-24', batch.payout_legs('merchant:m1', '%s', 'EUR', 300), 'eve')"
            .formatted(payout, ACCOUNT));
    assertThat(proof().holds()).isFalse();
    assertThat(proof().figure()).contains("1 faults: payout/" + payout);
  }

  private PayoutDesk.Proposal propose() {
    return desk.propose("EUR", ACCOUNT, DUE, "alice");
  }

  private static BatchException refused(ThrowingCallable work) {
    BatchException refusal = catchThrowableOfType(BatchException.class, work);
    assertThat(refusal).isNotNull();
    assertThat(refusal.exitCode()).isEqualTo(65);
    return refusal;
  }

  private static String event(String action, String batch, String actor) {
    return "INSERT INTO batch.payout_event (action, batch_id, actor) VALUES ('%s', '%s', '%s')"
        .formatted(action, batch, actor);
  }

  private Proof proof() {
    return PayoutProof.of(connection).get(0);
  }

  private int instructions() throws SQLException {
    return Integer.parseInt(books.text("SELECT count(*) FROM payments.ledger_instruction"));
  }

  private static String legsOf(String payout) {
    return "SELECT legs FROM payments.ledger_instruction WHERE business_key = 'payout/%s'"
        .formatted(payout);
  }
}
