package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.statement.wechat.Bill;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a night tolerates is posted, once, and does not disturb the nights after it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ToleranceIT extends NightHistory {
  private static final String DAY = "2026-11-22";
  private static final String NEXT_DAY = "2026-11-23";

  @BeforeAll
  static void writeDay() throws Exception {
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 0, 0, "2026-01-01");
    pipeline.sql(
        "INSERT INTO payments.channel_tolerance (channel, effective_from, absolute_minor, days) VALUES ('WECHAT', '2026-11-22', 2, 0)",
        "INSERT INTO payments.merchant (merchant_id, name, currency) VALUES ('m1', 'Shop', 'CNY') ON CONFLICT DO NOTHING",
        "INSERT INTO payments.merchant_channel_account (merchant_id, channel, account_no, effective_from) VALUES ('m1', 'WECHAT', '%s', '2026-11-22')"
            .formatted(MERCHANT),
        "INSERT INTO payments.channel_fee_rate (channel, account_no, kind, effective_from, rate_ppm, fixed_minor) VALUES ('WECHAT', '%s', 'PAYMENT', '2026-11-22', 5000, 10)"
            .formatted(MERCHANT));
    for (String name : new String[] {"less", "more", "parts"}) {
      pipeline.payment("o-" + name, "t-" + name, 10_000, "CNY", DAY);
    }
  }

  private static Bill bill(long less) {
    return new Bill(Bill.ALL_27, MERCHANT, DAY)
        .payment("t-less", "o-less", less, 60)
        .payment("t-more", "o-more", 10_001, 60)
        .payment("p1", "o-parts", 6_000, 40)
        .payment("p2", "o-parts", 3_999, 30);
  }

  @Test
  @Order(1)
  void shouldPostWhatTheDayTolerated() throws Exception {
    write(DAY, bill(9_998).text());
    night(DAY);

    assertThat(classes(DAY)).isEqualTo(Map.of("MATCHED_WITHIN_TOLERANCE", 5L));
    assertThat(postings()).isEqualTo("-1 2026-11-23, 1 2026-11-23, 2 2026-11-23");
  }

  @Test
  @Order(2)
  void shouldPostNothingWhenRunAgain() throws Exception {
    night(DAY);

    assertThat(postings()).isEqualTo("-1 2026-11-23, 1 2026-11-23, 2 2026-11-23");
  }

  @Test
  @Order(3)
  void shouldPostTheRestAfterACorrectedStatement() throws Exception {
    write(DAY, bill(10_000).text());
    run(options(DAY, null, true));

    assertThat(classes(DAY)).isEqualTo(Map.of("MATCHED", 1L, "MATCHED_WITHIN_TOLERANCE", 4L));
    assertThat(postings()).isEqualTo("-2 2026-11-23, -1 2026-11-23, 1 2026-11-23, 2 2026-11-23");
    night(DAY);
    assertThat(postings()).isEqualTo("-2 2026-11-23, -1 2026-11-23, 1 2026-11-23, 2 2026-11-23");
  }

  @Test
  @Order(4)
  void shouldNotDisturbTheNextDay() throws Exception {
    pipeline.payment("o-next", "t-next", 10_000, "CNY", NEXT_DAY);
    write(
        NEXT_DAY,
        new Bill(Bill.ALL_27, MERCHANT, NEXT_DAY).payment("t-next", "o-next", 10_000, 60).text());
    night(NEXT_DAY);

    assertThat(classes(NEXT_DAY)).isEqualTo(Map.of("MATCHED", 1L));
    assertThat(summary(NEXT_DAY)).contains("PROVED");
    assertThat(
            number(
                "SELECT toInt64(-sum(amount)) AS n FROM settlement.ledger_entry WHERE account = 'channel:WECHAT'"))
        .as("the channel's account says what the channel says, less the fees that it keeps")
        .isEqualTo(10_000 + 10_001 + 9_999 + 10_000 - 60 - 60 - 40 - 30 - 60);
    assertThat(failedProofs()).isEmpty();
  }

  @Test
  @Order(5)
  void shouldProveThatNothingToleratedIsLeftUnposted() throws Exception {
    clickHouse.run(
        "ALTER TABLE settlement.reconciliation_proof UPDATE tolerated_amount = 5 WHERE business_date = '%s' SETTINGS mutations_sync = 2"
            .formatted(DAY),
        Map.of());

    assertThat(failedProofs()).contains("tolerances-posted");
  }

  private static Iterable<String> failedProofs() throws Exception {
    pipeline.bookOrdered();
    try (Connection connection = postgres.getConnection()) {
      return new Prover(clickHouse)
          .all(connection, null).stream().filter(proof -> !proof.holds()).map(Proof::name).toList();
    }
  }

  /** Amounts on the channel's account, and the days that they ask for. */
  private static String postings() throws SQLException {
    return String.join(
        ", ",
        texts(
            """
            SELECT (leg->>'amount') || ' ' || i.business_date FROM payments.ledger_instruction i
            CROSS JOIN LATERAL jsonb_array_elements(i.legs) AS leg
            WHERE i.kind = 'TOLERANCE' AND leg->>'account' = 'channel:WECHAT' ORDER BY (leg->>'amount')::bigint
            """));
  }
}
