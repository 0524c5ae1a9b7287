package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchJobs;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.cli.Ran;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.statement.wechat.Bill;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The life of a break: found, worked on, proposed and approved by two people, booked, ADJUSTED by
 * the next night and gone after it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BreaksIT extends NightHistory {
  private static final String DAY = "2026-11-22";
  private static final String NEXT_DAY = "2026-11-23";
  private static final String THIRD_DAY = "2026-11-24";

  @BeforeAll
  static void writeFirstNight() throws Exception {
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 1, 0, "2026-01-01");
    Bill bill = new Bill(Bill.ALL_27, MERCHANT, DAY);
    for (String name :
        List.of("same", "absent", "amount", "fee", "tardy", "other", "raced", "batch")) {
      pipeline.payment("o-" + name, "t-" + name, 10_000, "CNY", DAY);
    }
    pipeline.payment("o-dollar", "t-dollar", 10_000, "USD", DAY);
    write(
        DAY,
        bill.payment("t-same", "o-same", 10_000, 60)
            .payment("t-amount", "o-amount", 10_500, 63)
            .payment("t-fee", "o-fee", 10_000, 61)
            .payment("t-extra", "o-extra", 777, 5)
            .payment("t-part1", "o-batch", 4_000, 24)
            .payment("t-part2", "o-batch", 6_000, 40)
            .payment("t-dollar", "o-dollar", 10_000, 60)
            .text());
    night(DAY);
  }

  @Test
  @Order(1)
  void shouldListTheBreaksOfTheLastNightByWhatIsAskedFor() {
    Ran all = ran("breaks", "list", "--json");

    assertThat(all.exitCode()).isZero();
    assertThat(all.out())
        .contains("\"total\":11")
        .contains("\"AMOUNT_MISMATCH\":1")
        .contains("\"MISSING_IN_CHANNEL\":4")
        .contains("\"order_id\":\"o-amount\"")
        .contains("\"amount\":\"-5.00\"")
        .contains("\"age_bucket\":\"0-1\"");
    assertThat(ran("breaks", "list", "--class", "fee_mismatch").out())
        .contains("o-fee")
        .contains("CNY 0.01")
        .doesNotContain("o-amount");
    assertThat(ran("breaks", "list", "--age", "2-7").out()).startsWith("no breaks");
    assertThat(ran("breaks", "list", "--age", "3-4").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran("breaks", "list", "--date", "2026-11-01").out()).startsWith("no breaks");
    assertThat(ran("breaks", "list", "--channel", "stripe").out()).startsWith("no breaks");
  }

  @Test
  @Order(2)
  void shouldKeepOnRecordWhoDoesWhat() {
    String id = breakOf("o-absent");
    assertThat(ran("breaks", "assign", id, "--to", "chen", "--by", "wang").exitCode()).isZero();
    assertThat(ran("breaks", "comment", id, "channel says: never paid", "--by", "chen").exitCode())
        .isZero();

    assertThat(ran("breaks", "list", "--assignee", "chen").out()).contains(id).contains("chen");
    assertThat(ran("breaks", "show", id).out())
        .contains("MISSING_IN_CHANNEL")
        .contains("CNY 100.00 of " + DAY + ", PURCHASE PAYMENT")
        .contains("no line")
        .contains("ASSIGN   by wang to chen")
        .contains("channel says: never paid");
    assertThat(ran("breaks", "show", "0123456789abcdef0123456789abcdef").exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(ran("breaks", "comment", id, " ", "--by", "chen").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  @Order(3)
  void shouldRefuseACorrectionThatWouldNotSettleTheBreak() throws Exception {
    String id = breakOf("o-absent");
    String[] wrong = {"breaks", "propose", id, "--kind", "write_off", "--reason", "r", "--by", "m"};

    assertThat(ran(with(wrong, "--amount", "99.99")).err())
        .contains("leaves CNY 100.00 open on channel:WECHAT, the correction moves CNY 99.99 there");
    assertThat(ran(with(wrong, "--amount", "99.99")).exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran(with(wrong, "--from", "channel:WECHAT", "--to", "bank:b1")).exitCode())
        .as("the wrong way round")
        .isEqualTo(ExitCode.REFUSED);
    assertThat(ran(with(wrong, "--from", "shop:m1")).err()).contains("is not an account");
    assertThat(ran(with(wrong, "--amount", "1.234")).exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran("breaks", "propose", id, "--kind", "fee", "--reason", "r", "--by", "m").err())
        .contains("is for a FEE_MISMATCH");
    assertThat(texts("SELECT 1 FROM batch.break_event WHERE action = 'PROPOSE'")).isEmpty();
  }

  @Test
  @Order(4)
  void shouldNotLetTheMakerApprove() throws Exception {
    String id = breakOf("o-absent");
    Ran proposed =
        ran("breaks", "propose", id, "--kind", "write_off", "--reason", "never paid", "--by", "Li");
    assertThat(proposed.out()).contains("CNY 100.00  platform:suspense -> channel:WECHAT");
    assertThat(
            ran("breaks", "propose", id, "--kind", "suspense", "--reason", "r", "--by", "x").err())
        .contains("proposal 1 of Li is not decided yet");
    Ran approved = ran("breaks", "approve", id, "--by", "li");

    assertThat(approved.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(approved.err()).contains("Li made proposal 1 and cannot approve it");
    assertThat(instructions()).isEmpty();
    assertThatThrownBy(() -> approveBySql(id, "LI", "{}"))
        .hasMessageContaining("cannot approve it; another person has to");
    assertThatThrownBy(() -> approveBySql(id, "Zhao", "-1"))
        .as("another amount than was proposed")
        .hasMessageContaining("does not order what proposal 1 says");
    assertThat(instructions()).isEmpty();
  }

  @Test
  @Order(5)
  void shouldOrderNothingWhenTheApprovalIsCutOff() throws Exception {
    String id = breakOf("o-absent");
    pipeline.sql(
        "CREATE FUNCTION batch.cut_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut off'; END $$",
        "CREATE TRIGGER cut_off BEFORE INSERT ON batch.break_event FOR EACH ROW WHEN (NEW.action = 'APPROVE') EXECUTE FUNCTION batch.cut_off()");
    assertThat(ran("breaks", "approve", id, "--by", "Zhao").exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(instructions()).isEmpty();
    pipeline.sql("DROP TRIGGER cut_off ON batch.break_event");
  }

  @Test
  @Order(6)
  void shouldOrderOnceHoweverOftenAndByHowManyItIsApproved() throws Exception {
    String id = breakOf("o-absent");
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService people = Executors.newFixedThreadPool(4);
    List<Future<Integer>> codes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String checker = "checker" + i;
      codes.add(
          people.submit(
              () -> {
                start.await();
                return BatchJobs.execute(
                    serversAfter(new String[] {"breaks", "approve", id, "--by", checker}));
              }));
    }
    start.countDown();
    for (Future<Integer> code : codes) {
      assertThat(code.get()).isZero();
    }
    people.shutdown();

    assertThat(ran("breaks", "approve", id, "--by", "Zhao").out()).contains("already");
    assertThat(instructions()).containsExactly("correction-" + id + "-1");
    assertThat(texts("SELECT maker FROM payments.ledger_instruction WHERE kind = 'CORRECTION'"))
        .containsExactly("Li");
    assertThat(
            texts(
                "SELECT business_date::text FROM payments.ledger_instruction WHERE kind = 'CORRECTION'"))
        .as("the first day that the next night will see")
        .containsExactly(NEXT_DAY);
    assertThat(ran("breaks", "list", "--json").out()).contains("\"correction\":\"approved\"");
    assertThat(
            ran("breaks", "propose", id, "--kind", "suspense", "--reason", "r", "--by", "x").err())
        .contains("a break is corrected once");
    assertThat(ran("breaks", "reject", id, "--reason", "r", "--by", "x").exitCode())
        .isEqualTo(ExitCode.REFUSED);
  }

  @Test
  @Order(7)
  void shouldLetTheAuditTrailGrowOnly() {
    assertThatThrownBy(() -> pipeline.sql("UPDATE batch.break_event SET actor = 'nobody'"))
        .hasMessageContaining("never removed");
    assertThatThrownBy(() -> pipeline.sql("DELETE FROM batch.break_event"))
        .hasMessageContaining("never removed");
    assertThatThrownBy(() -> pipeline.sql("TRUNCATE batch.break_event"))
        .hasMessageContaining("never removed");
  }

  @Test
  @Order(8)
  void shouldLetAnotherProposalFollowARejectedOne() {
    String id = breakOf("o-amount");
    propose(id, "suspense");
    assertThat(
            ran("breaks", "reject", id, "--reason", "book it to the shop", "--by", "Zhao")
                .exitCode())
        .isZero();
    Ran again =
        ran(
            "breaks",
            "propose",
            id,
            "--kind",
            "rebook",
            "--to",
            "merchant:m1:pending",
            "--reason",
            "paid more",
            "--by",
            "Li");

    assertThat(again.out())
        .contains("proposal 2")
        .contains("CNY 5.00  channel:WECHAT -> merchant:m1:pending");
    approve(id);
  }

  @Test
  @Order(9)
  void shouldCorrectEachClassInItsOwnWay() {
    propose(breakOf("o-fee"), "fee");
    assertThat(propose(breakOf("o-dollar"), "suspense").out())
        .contains("CNY 100.00  channel:WECHAT -> platform:suspense")
        .contains("USD 100.00  platform:suspense -> channel:WECHAT");
    propose(breakOf("o-extra"), "suspense");
    for (String order : List.of("o-fee", "o-dollar", "o-extra")) {
      approve(breakOf(order));
    }
    List<String> rowsOfBatch = breaksOf("o-batch");
    assertThat(
            ran(
                    "breaks",
                    "propose",
                    rowsOfBatch.get(2),
                    "--kind",
                    "fee",
                    "--reason",
                    "r",
                    "--by",
                    "Li")
                .err())
        .contains("is corrected as a whole: by break " + rowsOfBatch.get(0));
    assertThat(propose(rowsOfBatch.get(0), "fee").out())
        .contains("CNY 0.04  platform:channel-fees -> channel:WECHAT");
    approve(rowsOfBatch.get(0));
    propose(breakOf("o-tardy"), "write_off");
    propose(breakOf("o-raced"), "write_off");
    approve(breakOf("o-raced"));
  }

  @Test
  @Order(10)
  void shouldAdjustWhatWasBookedAndLeaveNoResidual() throws Exception {
    pipeline.bookCorrections();
    pipeline.payment("o-next", "t-next", 500, "CNY", NEXT_DAY);
    write(
        NEXT_DAY,
        new Bill(Bill.ALL_27, MERCHANT, NEXT_DAY)
            .payment("t-next", "o-next", 500, 3)
            .payment("t-tardy", "o-tardy", 10_000, 60)
            .payment("t-raced", "o-raced", 10_000, 60)
            .text());
    night(NEXT_DAY);

    assertThat(statuses(NEXT_DAY))
        .contains(
            "o-absent MISSING_IN_CHANNEL ADJUSTED",
            "o-amount AMOUNT_MISMATCH ADJUSTED",
            "o-batch FEE_MISMATCH ADJUSTED",
            "o-dollar CURRENCY_MISMATCH ADJUSTED",
            "o-extra MISSING_IN_LEDGER ADJUSTED",
            "o-fee FEE_MISMATCH ADJUSTED",
            "o-other MISSING_IN_CHANNEL PERSISTING",
            "o-tardy MISSING_IN_CHANNEL RESOLVED");
    assertThat(statuses(NEXT_DAY))
        .as("given up too early: the line came after all, and is a break of its own")
        .contains("o-raced MISSING_IN_CHANNEL ADJUSTED", "o-raced MISSING_IN_LEDGER NEW");
    GenericRecord proof =
        rows("SELECT * FROM settlement.reconciliation_proof WHERE business_date = '%s' AND currency = 'CNY'"
                .formatted(NEXT_DAY))
            .get(0);
    assertThat(proof.getString("verdict")).isEqualTo("PROVED");
    assertThat(proof.getBigInteger("adjusted_amount"))
        .as("less 100 twice, and 5, 7.77 and 100 more")
        .isEqualTo(-10_000 - 10_000 + 500 + 777 + 10_000);
    assertThat(proof.getBigInteger("tolerated_amount")).as("the batch agrees as a whole").isZero();
    assertThat(proof.getBigInteger("closing_open_amount"))
        .as("o-other less the line of o-raced")
        .isEqualTo(0);
    assertThat(summary(NEXT_DAY)).contains("+ corrections");
    assertThat(ran("breaks", "show", breakOf("o-absent")).out())
        .contains("ADJUSTED on " + NEXT_DAY)
        .contains("was booked into " + NEXT_DAY);
  }

  @Test
  @Order(11)
  void shouldRefuseAProposalWhoseBreakIsResolvedMeanwhile() throws Exception {
    String id = breakOf("o-tardy");
    Ran approved = ran("breaks", "approve", id, "--by", "Zhao");

    assertThat(approved.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(approved.err())
        .contains("is not open any more: RESOLVED by the night of " + NEXT_DAY);
    assertThat(instructions()).doesNotContain("correction-" + id + "-1");
    assertThat(ran("breaks", "reject", id, "--reason", "it came", "--by", "Li").exitCode())
        .as("its maker withdraws it")
        .isZero();
  }

  @Test
  @Order(12)
  void shouldWriteTheSameBytesWhenTheNightIsRunAgain() {
    String before = summary(NEXT_DAY);
    night(NEXT_DAY);

    assertThat(summary(NEXT_DAY)).isEqualTo(before);
  }

  @Test
  @Order(13)
  void shouldCarryNothingThatWasAdjusted() throws Exception {
    pipeline.payment("o-third", "t-third", 500, "CNY", THIRD_DAY);
    write(
        THIRD_DAY,
        new Bill(Bill.ALL_27, MERCHANT, THIRD_DAY).payment("t-third", "o-third", 500, 3).text());
    night(THIRD_DAY);

    assertThat(statuses(THIRD_DAY))
        .containsExactly(
            "o-other MISSING_IN_CHANNEL PERSISTING", "o-raced MISSING_IN_LEDGER PERSISTING");
    assertThat(ran("breaks", "list", "--status", "all").out()).doesNotContain("o-absent");
    assertThat(ran("breaks", "list", "--date", NEXT_DAY, "--status", "adjusted").out())
        .contains("o-absent")
        .contains("APPROVED by checker");
    assertThat(ran("breaks", "list", "--age", "2-7").out()).contains("o-other");
  }

  @Test
  @Order(14)
  void shouldProveTheWholeHistory() throws Exception {
    pipeline.bookOrdered();
    try (Connection connection = postgres.getConnection()) {
      assertThat(new Prover(clickHouse).all(connection, null))
          .allSatisfy(proof -> assertThat(proof.holds()).as(proof.toString()).isTrue());
    }
    clickHouse.run(
        "ALTER TABLE settlement.reconciliation_proof UPDATE adjusted_amount = 0 WHERE business_date = '%s' SETTINGS mutations_sync = 2"
            .formatted(NEXT_DAY),
        Map.of());
    assertThat(new Prover(clickHouse).ofReconciliation(null))
        .filteredOn(proof -> !proof.holds())
        .extracting(Proof::name)
        .containsExactly("chain-intact");
  }

  private static Ran propose(String id, String kind) {
    Ran ran = ran("breaks", "propose", id, "--kind", kind, "--reason", "agreed", "--by", "Li");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran;
  }

  private static void approve(String id) {
    Ran ran = ran("breaks", "approve", id, "--by", "Zhao");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  /** What a client that goes round the command would write. */
  private static void approveBySql(String id, String checker, String change) throws Exception {
    String legs =
        change.equals("{}")
            ? "legs"
            : "'[{\"account\": \"channel:WECHAT\", \"currency\": \"CNY\", \"amount\": 1}, {\"account\": \"platform:suspense\", \"currency\": \"CNY\", \"amount\": -1}]'";
    pipeline.sql(
        "INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, channel, legs, maker, checker)"
            + " SELECT 'by-hand', 'CORRECTION', break_id, '%s', channel, %s, actor, '%s' FROM batch.break_event WHERE break_id = '%s' AND action = 'PROPOSE'"
                .formatted(NEXT_DAY, legs, checker, id),
        "INSERT INTO batch.break_event (break_id, channel, business_date, action, actor, proposal, instruction_id)"
            + " VALUES ('%s', 'WECHAT', '%s', 'APPROVE', '%s', 1, 'by-hand')"
                .formatted(id, DAY, checker));
  }

  private static List<String> instructions() throws Exception {
    return texts(
        "SELECT instruction_id FROM payments.ledger_instruction WHERE kind = 'CORRECTION' ORDER BY 1");
  }

  private static String breakOf(String orderId) {
    return breaksOf(orderId).get(0);
  }

  private static List<String> breaksOf(String orderId) {
    return rows(
            "SELECT break_id FROM settlement.reconciliation_break WHERE business_date = '%s' AND order_id = '%s' ORDER BY break_id"
                .formatted(DAY, orderId))
        .stream()
        .map(row -> row.getString("break_id"))
        .toList();
  }

  private static List<String> statuses(String date) {
    return rows(
            "SELECT concat(order_id, ' ', class, ' ', status) AS life FROM settlement.break_history WHERE business_date = '%s' ORDER BY life"
                .formatted(date))
        .stream()
        .map(row -> row.getString("life"))
        .toList();
  }

  private static String[] with(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return serversAfter(all);
  }

  private static String[] serversAfter(String[] arguments) {
    if (Arrays.asList(arguments).contains("--clickhouse-url")) {
      return arguments;
    }
    String[] more = {
      "--postgres-url",
      embedded.getJdbcUrl("postgres", "postgres"),
      "--postgres-user",
      "postgres",
      "--postgres-password",
      "postgres",
      "--clickhouse-url",
      engine.httpUrl()
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }

  private static Ran ran(String... arguments) {
    return Ran.of(List.of(serversAfter(arguments)));
  }
}
