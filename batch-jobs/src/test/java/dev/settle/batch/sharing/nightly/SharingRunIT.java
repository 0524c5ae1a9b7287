package dev.settle.batch.sharing.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.sharing.Base;
import dev.settle.batch.sharing.Receiver;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RulePublisher;
import dev.settle.batch.sharing.RuleSet;
import dev.settle.batch.sharing.Scope;
import dev.settle.batch.sharing.Share;
import dev.settle.batch.sharing.nightly.MatchedNight.Moved;
import dev.settle.schemas.payment.Channel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a night shares, once, whatever happens to it: each test has days of its own. */
class SharingRunIT extends SharingServers {
  private static final Channel CHANNEL = Channel.ALIPAY;

  private static SharingRun run;

  @BeforeAll
  static void publishRules() throws Exception {
    RuleSet rules =
        new RuleSet(
            "coffee",
            1,
            new Scope(null, null, null, "CNY"),
            LocalDate.parse("2026-01-01"),
            null,
            0,
            Base.NET,
            null,
            null,
            50,
            List.of(
                new Receiver("partner:roaster", new Share.Percent(1_000), null, null),
                new Receiver("merchant:m9:pending", new Share.Fixed(5), null, null),
                new Receiver("platform:fees", new Share.Percent(100), null, null)));
    new RulePublisher(postgres)
        .publish(
            new RuleBook(
                Set.of("partner:roaster", "merchant:m9:pending", "platform:fees"), List.of(rules)),
            "test");
    // The roaster is settled at noon, and from 2026-03-11 at the end of the day like everyone.
    sql(
        "INSERT INTO payments.settlement_terms (payee, currency, effective_from, calendar, cut_off, zone, agreed_by) VALUES"
            + " ('partner:roaster', 'CNY', '2026-01-01', 'CHINA', '12:00', 'Asia/Shanghai', 'test'),"
            + " ('partner:roaster', 'CNY', '2026-03-11', 'CHINA', '00:00', 'Asia/Shanghai', 'test')");
    run = new SharingRun(postgres, clickHouse);
  }

  private static Moved payment(String id, long amount, String day) {
    return new Moved(
        CHANNEL,
        "m1",
        "PURCHASE",
        id,
        id,
        "CNY",
        amount,
        Instant.parse(day + "T05:00:00Z"),
        LocalDate.parse(day));
  }

  private static Moved refund(String id, String orderId, long amount, String day) {
    return new Moved(
        CHANNEL,
        "m1",
        "PURCHASE",
        orderId,
        id,
        "CNY",
        -amount,
        Instant.parse(day + "T06:00:00Z"),
        LocalDate.parse(day));
  }

  private static void matched(Moved moved, long fee) {
    nights.book(moved);
    nights.match(moved.day(), moved, fee);
    nights.flush();
  }

  private static SharingFigures share(String day) {
    return run.share(CHANNEL, LocalDate.parse(day), "test");
  }

  /** Revision, kind, reversal, reference, amount, fee and parts of a night's lines. */
  private static List<String> lines(String day) {
    return rows(
            "SELECT concat(toString(revision), ' ', if(is_reversal, 'BACK ', ''), kind, ' ', reference, ' ', toString(amount), ' ', toString(fee), ' ',"
                + " arrayStringConcat(arrayMap(part -> toString(part), parts), ',')) AS line FROM settlement.settlement_line"
                + " WHERE business_date = '"
                + day
                + "' ORDER BY revision, is_reversal DESC, occurred_at, reference")
        .stream()
        .map(row -> row.getString("line"))
        .toList();
  }

  /** Kind, key behind the night, and legs of what a night ordered. */
  private static List<String> ordered(String day) throws SQLException {
    return texts(
        """
        SELECT kind || ' ' || substr(business_key, 18) || ' ' || business_date || ' ' ||
               (SELECT string_agg(leg->>'account' || ' ' || (leg->>'amount'), ', ' ORDER BY n) FROM jsonb_array_elements(legs) WITH ORDINALITY AS l(leg, n))
        FROM payments.ledger_instruction WHERE business_key LIKE 'share/%s/%%' ORDER BY kind, business_key
        """
            .formatted(day));
  }

  @Test
  void shouldShareAndOrderOnceAndNothingWhenRunAgain() throws Exception {
    matched(payment("a1", 10_000, "2026-02-02"), 60);
    matched(payment("a2", 333, "2026-02-02"), 2);
    matched(refund("a3", "a1", 4_000, "2026-02-02"), 0);

    assertThat(share("2026-02-02")).isEqualTo(new SharingFigures(1, 3, 4));
    assertThat(share("2026-02-02")).isEqualTo(SharingFigures.NOTHING);

    assertThat(lines("2026-02-02"))
        .containsExactly(
            "1 PAYMENT a1 10000 60 994,5,99",
            "1 PAYMENT a2 333 2 33,5,3",
            "1 REFUND a3 -4000 0 -400,0,-40");
    assertThat(ordered("2026-02-02"))
        .containsExactly(
            "CHANNEL_FEE ALIPAY/1/charge/m1/CNY 2026-02-03 merchant:m1:pending -62, platform:channel-fees 62",
            "CHANNEL_FEE ALIPAY/1/fee/CNY 2026-02-03 channel:ALIPAY 62, platform:channel-fees -62",
            "CLAWBACK ALIPAY/1/back/m1/CNY/1 2026-02-03 merchant:m1:pending 440, partner:roaster -400, platform:fees -40",
            "SPLIT ALIPAY/1/split/m1/CNY/1 2026-02-03 merchant:m1:pending -1139, merchant:m9:pending 10, partner:roaster 1027, platform:fees 102");
  }

  @Test
  void shouldTakeBackWhatIsNotMatchedAnyMoreAndShareWhatIsOtherwise() {
    Moved stays = payment("b1", 1_000, "2026-02-04");
    Moved fee = payment("b2", 1_000, "2026-02-04");
    Moved gone = payment("b3", 1_000, "2026-02-04");
    for (Moved moved : List.of(stays, fee, gone)) {
      matched(moved, 0);
    }
    share("2026-02-04");
    nights.forget(LocalDate.parse("2026-02-04"), CHANNEL);
    nights.match(stays.day(), stays, 0);
    nights.match(fee.day(), fee, 100);
    nights.item(gone.day(), gone, "AMOUNT_MISMATCH", 0, "");
    nights.flush();

    assertThat(share("2026-02-04")).isEqualTo(new SharingFigures(2, 3, 4));
    assertThat(share("2026-02-04")).isEqualTo(SharingFigures.NOTHING);

    assertThat(lines("2026-02-04").subList(3, 6))
        .containsExactly(
            "2 BACK PAYMENT b2 -1000 0 -100,-5,-10",
            "2 BACK PAYMENT b3 -1000 0 -100,-5,-10",
            "2 PAYMENT b2 1000 100 90,5,9");

    nights.forget(LocalDate.parse("2026-02-04"), CHANNEL);
    for (Moved moved : List.of(stays, fee, gone)) {
      nights.match(moved.day(), moved, 0);
    }
    nights.flush();
    assertThat(share("2026-02-04").revision()).isEqualTo(3);
    assertThat(lines("2026-02-04").subList(6, 9))
        .containsExactly(
            "3 BACK PAYMENT b2 -1000 -100 -90,-5,-9",
            "3 PAYMENT b2 1000 0 100,5,10",
            "3 PAYMENT b3 1000 0 100,5,10");
  }

  @Test
  void shouldKeepAnOrdersPartsExactWhenAnEarlierNightIsFoundOtherwise() {
    matched(payment("c1", 999, "2026-02-05"), 0);
    share("2026-02-05");
    Moved first = refund("c2", "c1", 333, "2026-02-06");
    matched(first, 0);
    share("2026-02-06");
    matched(refund("c3", "c1", 333, "2026-02-07"), 0);
    share("2026-02-07");
    nights.forget(LocalDate.parse("2026-02-06"), CHANNEL);
    nights.item(first.day(), first, "AMOUNT_MISMATCH", 0, "");
    nights.flush();

    assertThat(share("2026-02-06").lines()).isEqualTo(1);

    assertThat(
            rows("SELECT arrayStringConcat(arrayMap(part -> toString(part), sumForEach(parts)), ',') AS parts, sum(amount) AS left FROM settlement.settlement_line WHERE order_id = 'c1'")
                .get(0)
                .getString("parts"))
        .as("as an order of 666 is shared")
        .isEqualTo("66,5,7");
  }

  @Test
  void shouldShareALatePaymentLessTheRefundsThatCameBeforeIt() {
    Moved late = payment("d1", 1_000, "2026-02-08");
    nights.book(late);
    matched(refund("d2", "d1", 400, "2026-02-09"), 0);
    share("2026-02-09");
    nights.match(LocalDate.parse("2026-02-10"), late, 0);
    nights.flush();
    share("2026-02-10");
    matched(refund("d3", "d1", 600, "2026-02-11"), 0);
    share("2026-02-11");

    assertThat(lines("2026-02-09")).containsExactly("1 REFUND d2 -400 0 ");
    assertThat(lines("2026-02-10")).containsExactly("1 PAYMENT d1 1000 0 60,5,6");
    assertThat(lines("2026-02-11")).containsExactly("1 REFUND d3 -600 0 -60,-5,-6");
  }

  @Test
  void shouldPostOnceWhenItIsKilledBetweenTheSwapAndTheCommit() throws Exception {
    matched(payment("e1", 1_000, "2026-02-12"), 6);
    Revisions before = Revisions.read(postgres);
    LocalDate night = LocalDate.parse("2026-02-12");

    assertThat(run.compute(new Partition.OfRevision(night, CHANNEL, 1), before)).isEqualTo(1);
    assertThat(lines("2026-02-12")).hasSize(1);
    assertThat(ordered("2026-02-12")).isEmpty();
    // The left lines count for nothing: what comes meanwhile is of the same revision.
    matched(payment("e2", 1_000, "2026-02-12"), 6);

    assertThat(share("2026-02-12").revision()).isEqualTo(1);
    assertThat(lines("2026-02-12")).hasSize(2);
    assertThat(ordered("2026-02-12")).hasSize(3);
    assertThat(share("2026-02-12")).isEqualTo(SharingFigures.NOTHING);
  }

  @Test
  void shouldForgetLinesOfAKilledRunThatTheNightDoesNotSayAnyMore() {
    Moved moved = payment("f1", 1_000, "2026-02-13");
    matched(moved, 6);
    run.compute(new Partition.OfRevision(moved.day(), CHANNEL, 1), Revisions.read(postgres));
    nights.forget(moved.day(), CHANNEL);

    assertThat(share("2026-02-13")).isEqualTo(SharingFigures.NOTHING);
    assertThat(lines("2026-02-13")).isEmpty();
  }

  @Test
  void shouldShareTheWalletWithoutAStatementAndEachCaptureOfAHold() throws Exception {
    Instant at = Instant.parse("2026-02-24T03:00:00Z");
    LocalDate day = LocalDate.parse("2026-02-24");
    nights.book(new Moved(Channel.WALLET, "m1", "TIP", "g1", "g1", "CNY", 1_000, at, day));
    nights.capture("h1", "m1", 600, 600, at, day);
    nights.capture("h1", "m1", 400, 1_000, at.plusSeconds(60), day);
    nights.flush();

    SharingFigures figures = run.share(Channel.WALLET, day, "test");

    assertThat(figures).isEqualTo(new SharingFigures(1, 3, 1));
    assertThat(lines("2026-02-24"))
        .containsExactly(
            "1 PAYMENT g1 1000 0 100,5,10",
            "1 PAYMENT hold:h1:captured:600 600 0 60,5,6",
            "1 PAYMENT hold:h1:captured:1000 400 0 40,0,4");
  }

  @Test
  void shouldTakeInWhatInstructionsOfOthersDid() throws Exception {
    Instant at = Instant.parse("2026-03-10T05:00:00Z");
    LocalDate day = LocalDate.parse("2026-03-10");
    nights.instruction("i1", "break-1", "merchant:m1:pending", -70, CHANNEL, at, day);
    nights.instruction("i2", "break-2", "partner:roaster", 30, CHANNEL, at, day);
    nights.instruction(
        "i3", "share/2026-03-09/ALIPAY/1/split/m1/CNY/1", "partner:roaster", 500, CHANNEL, at, day);
    nights.instruction(
        "i4", "settle/merchant:m1/CNY/2026-03-09", "merchant:m1:pending", -9, CHANNEL, at, day);
    nights.instruction("i5", "break-5", "merchant:m1", 1, CHANNEL, at, day);
    nights.flush();

    assertThat(share("2026-03-10")).isEqualTo(new SharingFigures(1, 2, 0));
    assertThat(share("2026-03-10")).isEqualTo(SharingFigures.NOTHING);

    assertThat(lines("2026-03-10"))
        .containsExactly("1 ADJUSTMENT i1 -70 0 ", "1 ADJUSTMENT i2 0 0 30");
    assertThat(
            rows(
                    "SELECT payee, kind, window_day, amount FROM settlement.payee_line WHERE business_date = '2026-03-10' ORDER BY payee")
                .stream()
                .map(
                    row ->
                        "%s %s %s %d"
                            .formatted(
                                row.getString("payee"),
                                row.getString("kind"),
                                row.getLocalDate("window_day"),
                                row.getLong("amount")))
                .collect(Collectors.joining("; ")))
        .as("at 13:00 the partner's window of noon is over, the merchant's is not")
        .isEqualTo(
            "merchant:m1 ADJUSTMENT 2026-03-10 -70; partner:roaster ADJUSTMENT 2026-03-11 30");
  }

  @Test
  void shouldPutEachPartIntoTheFirstWindowThatIsStillOpen() throws Exception {
    matched(payment("k1", 1_000, "2026-03-05"), 0);
    matched(payment("k2", 1_000, "2026-03-05"), 0);
    assertThat(share("2026-03-05").lines()).isEqualTo(2);

    assertThat(
            rows(
                    "SELECT DISTINCT window_day, arrayStringConcat(arrayMap(day -> toString(day), receiver_windows), ' ') AS theirs"
                        + " FROM settlement.settlement_line WHERE business_date = '2026-03-05'")
                .stream()
                .map(row -> row.getLocalDate("window_day") + ": " + row.getString("theirs")))
        .as("paid at 13:00: the partner's noon is over, the platform is not settled")
        .containsExactly("2026-03-05: 2026-03-06 2026-03-05 1970-01-01");
  }

  @Test
  void shouldGiveTheFeeOfABatchToItsFirstJournal() {
    Moved one = payment("l1", 1_000, "2026-03-03");
    Moved two = payment("l2", 1_000, "2026-03-03");
    nights.book(one);
    nights.book(two);
    nights.item(one.day(), one, "MATCHED", 0, "batch");
    nights.item(two.day(), two, "MATCHED", 0, "batch");
    nights.line(one.day(), CHANNEL, 12, "batch");
    nights.flush();
    share("2026-03-03");

    assertThat(lines("2026-03-03"))
        .containsExactly("1 PAYMENT l1 1000 12 98,5,10", "1 PAYMENT l2 1000 0 100,5,10");
  }

  @Test
  void shouldShareNoOrderOfWechatThatWasPaidMoreThan180DaysAgo() {
    LocalDate night = LocalDate.parse("2026-08-05");
    Moved onTheLastDay = wechat("w180", night.minusDays(180));
    Moved dayAfter = wechat("w181", night.minusDays(181));
    for (Moved moved : List.of(onTheLastDay, dayAfter)) {
      nights.book(moved);
      nights.match(night, moved, 0);
    }
    nights.flush();

    run.share(Channel.WECHAT, night, "test");

    assertThat(lines("2026-08-05"))
        .containsExactly("1 PAYMENT w181 1000 0 ", "1 PAYMENT w180 1000 0 100,5,10");
  }

  private static Moved wechat(String id, LocalDate day) {
    Instant at = day.atTime(5, 0).toInstant(ZoneOffset.UTC);
    return new Moved(Channel.WECHAT, "m1", "PURCHASE", id, id, "CNY", 1_000, at, day);
  }

  @Test
  void shouldChargeTheFeeOfATopUpToThePlatform() throws Exception {
    LocalDate day = LocalDate.parse("2026-04-08");
    Instant at = Instant.parse("2026-04-08T05:00:00Z");
    nights.match(day, new Moved(CHANNEL, "", "TOP_UP", "u1", "u1", "CNY", 10_000, at, day), 60);
    nights.flush();

    assertThat(share("2026-04-08")).isEqualTo(new SharingFigures(1, 1, 1));
    assertThat(share("2026-04-08")).isEqualTo(SharingFigures.NOTHING);

    assertThat(ordered("2026-04-08"))
        .containsExactly(
            "CHANNEL_FEE ALIPAY/1/fee/CNY 2026-04-09 channel:ALIPAY 60, platform:channel-fees -60");
    assertThat(rows("SELECT payee FROM settlement.payee_line WHERE business_date = '2026-04-08'"))
        .isEmpty();
    try (Connection connection = postgres.getConnection()) {
      assertThat(new SharingProofs(clickHouse).all(connection)).allMatch(Proof::holds);
    }
  }

  @Test
  void shouldRefuseToShareAnItemWithoutTheMerchantsSide() {
    Moved moved = payment("n1", 1_000, "2026-03-04");
    nights.match(moved.day(), moved, 0);
    nights.flush();

    assertThatThrownBy(() -> share("2026-03-04")).hasMessageContaining("items_without_row=1");
    assertThat(lines("2026-03-04")).isEmpty();
  }

  /** The engine's compiler gets it wrong (26.7): the client must not let it compile. */
  @Test
  void shouldCompareLargeIntegersWithTheirSign() {
    String compared =
        "SELECT toString(groupArray(greatest(x - if(x < 0, greatest(y, 0), 0), 0))) AS found FROM (SELECT toInt128(number) - 5 AS x, toInt128(number) AS y FROM numbers(7))";
    for (int i = 0; i < 8; i++) {
      assertThat(clickHouse.rows(compared, Map.of()).get(0).getString("found"))
          .isEqualTo("[0,0,0,0,0,0,1]");
    }
  }
}
