package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.settlement.SettlementFigures;
import dev.settle.batch.settlement.SettlementProofs;
import dev.settle.batch.settlement.SettlementRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Settling shared lines: windows, what is paid and carried forward, what is ordered from the
 * ledger, once. The lines are written as the step before writes them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SettlementIT extends NightHistory {
  /** A Wednesday. */
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  @BeforeAll
  static void agree() throws SQLException {
    pipeline.sql(
        "INSERT INTO payments.settlement_terms (payee, currency, effective_from, calendar, cycle_days, cut_off, zone, reserve_basis_points, reserve_days, minimum_payout, agreed_by)"
            + " VALUES ('merchant:m1', 'CNY', '2026-01-01', 'CHINA', 1, '00:00', 'Asia/Shanghai', 1000, 2, 0, 'ops'),"
            + " ('partner:p1', 'CNY', '2026-01-01', 'CHINA', 1, '00:00', 'Asia/Shanghai', 0, 0, 0, 'ops')");
  }

  @Test
  @Order(1)
  void shouldSettleWhatWasSharedAndOrderItFromTheLedger() throws Exception {
    line(DAY, 1, "PAYMENT", "o1", 100_00, 60, "[10_00, 1_00]", DAY);
    line(DAY, 1, "PAYMENT", "o2", 50_00, 30, "[5_00, 0]", DAY);
    line(DAY, 1, "PAYMENT", "o3", 7_00, 0, "[0, 0]", DAY.plusDays(1));
    commit(DAY, 1);

    assertThat(settle(DAY)).isEqualTo(new SettlementFigures(2, 2, 2, true));
    assertThat(settlements(DAY))
        .containsExactly(
            "merchant:m1 activity 13310 net 11810 payout 11810 carried 0",
            "partner:p1 activity 1500 net 1500 payout 1500 carried 0");
    assertThat(lines("merchant:m1", DAY))
        .containsExactly(
            "FEE 2026-11-25/WECHAT x2 -90",
            "PAYMENT 2026-11-25/WECHAT x2 15000",
            "SHARE 2026-11-25/WECHAT x2 -1600",
            "RESERVE_WITHHELD 2026-11-25 x1 -1500");
    assertThat(ordered(DAY))
        .containsExactly(
            "RESERVE merchant:m1/CNY/2026-11-25: merchant:m1 -1500, merchant:m1:frozen 1500",
            "SETTLEMENT merchant:m1/CNY/2026-11-25: merchant:m1:pending -13310, merchant:m1 13310");
  }

  @Test
  @Order(2)
  void shouldSettleNothingMoreWhenItRunsAgain() throws Exception {
    List<String> before = ordered(DAY);

    assertThat(settle(DAY)).isEqualTo(new SettlementFigures(2, 2, 0, false));
    assertThat(ordered(DAY)).isEqualTo(before);
    assertThat(count("payee_settlement", DAY.toString())).isEqualTo(2);
  }

  @Test
  @Order(3)
  void shouldLeaveOutLinesOfANightThatWasKilledBeforeItsCommit() throws Exception {
    LocalDate next = DAY.plusDays(1);
    line(next, 1, "PAYMENT", "o9", 999_00, 0, "[0, 0]", next);

    settle(next);

    assertThat(settlements(next))
        .containsExactly("merchant:m1 activity 700 net 630 payout 630 carried 0");
  }

  @Test
  @Order(4)
  void shouldMakeAReceivableOfAClawbackThatAPartnerCannotGiveBack() throws Exception {
    LocalDate friday = DAY.plusDays(2);
    line(friday, 1, "REFUND", "o1", -100_00, -60, "[-10_00, -1_00]", friday);
    commit(friday, 1);

    settle(friday);

    assertThat(settlements(friday))
        .containsExactly(
            // Refund, fee and shares come back; the reserve of Wednesday is due.
            "merchant:m1 activity -8840 net -7340 payout 0 carried -7340",
            "partner:p1 activity -1000 net 0 payout 0 carried 0");
    assertThat(lines("partner:p1", friday))
        .containsExactly(
            "CLAWBACK 2026-11-27/WECHAT x1 -1000", "RECEIVABLE_RAISED 2026-11-27 x1 1000");
    assertThat(lines("merchant:m1", friday)).contains("RESERVE_RELEASED 2026-11-25 x1 1500");
  }

  @Test
  @Order(5)
  void shouldReleaseAReserveWithoutAnyOtherLine() throws Exception {
    LocalDate monday = DAY.plusDays(5);

    settle(monday);

    // What was held back on Thursday comes free on Saturday, and Saturday is no banking day.
    assertThat(settlements(monday))
        .containsExactly("merchant:m1 activity 0 net -7270 payout 0 carried -7270");
  }

  @Test
  @Order(6)
  void shouldDeductTheReceivableFirst() throws Exception {
    LocalDate tuesday = DAY.plusDays(6);
    line(tuesday, 1, "PAYMENT", "o4", 300_00, 0, "[30_00, 0]", tuesday);
    commit(tuesday, 1);

    settle(tuesday);

    assertThat(lines("partner:p1", tuesday))
        .containsExactly(
            "SHARE 2026-12-01/WECHAT x1 3000", "RECEIVABLE_DEDUCTED 2026-11-27 x1 -1000");
    assertThat(settlements(tuesday))
        .contains("partner:p1 activity 3000 net 2000 payout 2000 carried 0");
  }

  @Test
  @Order(7)
  void shouldSettleNothingOfAnEarlierNightAfterALaterOne() throws Exception {
    LocalDate sunday = DAY.plusDays(4);

    assertThat(settle(sunday)).isEqualTo(new SettlementFigures(0, 0, 0, false));
  }

  @Test
  @Order(8)
  void shouldProveItAllAndSeeASettlementThatWasChanged() throws Exception {
    drop(DAY.plusDays(1), 1);
    assertThat(proofs())
        .filteredOn(proof -> !proof.name().equals("held-equals-in-less-out"))
        .filteredOn(proof -> !proof.name().equals("payees-hold-what-is-open"))
        .allMatch(Proof::holds);

    line(DAY, 2, "PAYMENT", "o8", 1, 0, "[0, 0]", DAY);
    commit(DAY, 2);

    assertThat(proof("settled-lines-equal-settlements").holds()).isFalse();
    assertThat(proof("settlements-add-up").holds()).isTrue();
  }

  @Test
  @Order(9)
  void shouldRefuseANightWhoseCalendarIsNotKnownAndSettleNothing() throws Exception {
    LocalDate unknown = LocalDate.of(2027, 1, 5);
    line(unknown, 1, "PAYMENT", "o7", 1_00, 0, "[0, 0]", unknown);
    commit(unknown, 1);

    assertThatThrownBy(() -> settle(unknown))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("2027");
    assertThat(
            texts("SELECT count(*) FROM batch.settlement_run WHERE business_date > '2026-12-31'"))
        .containsExactly("0");
  }

  private static SettlementFigures settle(LocalDate night) {
    return new SettlementRun(postgres, clickHouse).settle(night, "test");
  }

  /** A line of merchant m1, of which partner p1 and the platform have parts. */
  private static void line(
      LocalDate night,
      int revision,
      String kind,
      String order,
      long amount,
      long fee,
      String parts,
      LocalDate window) {
    clickHouse.run(
        """
        INSERT INTO settlement.settlement_line (business_date, channel, revision, merchant_id, currency, kind, is_reversal, reference, journal_id,
          order_id, order_kind, occurred_at, paid_date, amount, fee, rule_set, rule_version, month_volume, receivers, parts, window_day, receiver_windows)
        VALUES ('%s', 'WECHAT', %d, 'm1', 'CNY', '%s', false, '%s', 'j-%s', '%s', 'PURCHASE', '%s 04:00:00', '%s', %d, %d, 'r', 1, 0,
          ['partner:p1', 'platform:fees'], %s, '%s', ['%s', '1970-01-01'])
        """
            .formatted(
                night,
                revision,
                kind,
                order,
                order,
                order,
                night,
                night,
                amount,
                fee,
                parts.replace("_", ""),
                window,
                window),
        Map.of());
  }

  private static void commit(LocalDate night, int revision) throws SQLException {
    pipeline.sql(
        "INSERT INTO batch.sharing_revision (business_date, channel, revision, lines, instructions, shared_by) VALUES ('%s', 'WECHAT', %d, 1, 0, 'test')"
            .formatted(night, revision));
  }

  private static void drop(LocalDate night, int revision) {
    clickHouse.run(
        "ALTER TABLE settlement.settlement_line DROP PARTITION ('%s', 'WECHAT', %d)"
            .formatted(night, revision),
        Map.of());
  }

  private static List<String> settlements(LocalDate night) throws SQLException {
    return texts(
        "SELECT format('%%s activity %%s net %%s payout %%s carried %%s', payee, activity, net, payout, carried_forward) FROM batch.settlement WHERE business_date = '%s' ORDER BY payee"
            .formatted(night));
  }

  private static List<String> lines(String payee, LocalDate window) throws SQLException {
    return texts(
        """
        SELECT format('%%s %%s x%%s %%s', kind, reference, items, amount) FROM batch.settlement_line JOIN batch.settlement USING (settlement_id)
        WHERE payee = '%s' AND window_day = '%s' ORDER BY line_no"""
            .formatted(payee, window));
  }

  private static List<String> ordered(LocalDate window) throws SQLException {
    return texts(
        """
        SELECT format('%%s %%s: %%s', kind, substr(business_key, 8), (SELECT string_agg(format('%%s %%s', leg->>'account', leg->>'amount'), ', ' ORDER BY place)
                 FROM jsonb_array_elements(legs) WITH ORDINALITY AS l(leg, place)))
        FROM payments.ledger_instruction WHERE business_key LIKE 'settle/%%/%s' ORDER BY kind, business_key"""
            .formatted(window));
  }

  private static List<Proof> proofs() throws SQLException {
    try (Connection connection = postgres.getConnection()) {
      return new SettlementProofs(connection, clickHouse).all();
    }
  }

  private static Proof proof(String name) throws SQLException {
    return proofs().stream().filter(proof -> proof.name().equals(name)).findFirst().orElseThrow();
  }
}
