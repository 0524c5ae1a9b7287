package dev.settle.batch.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.batch.settlement.SettlementWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementPageTest {
  private static final StatementLine GROSS =
      new StatementLine(1, Kind.PAYMENT, "2026-11-20/WECHAT", 1, 100_00);
  private static final StatementLine REFUND =
      new StatementLine(2, Kind.REFUND, "2026-11-20/WECHAT", 1, -120_00);

  @Test
  void shouldStandAlone() {
    assertThat(page(statement(100_00, GROSS)))
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .doesNotContain("http://", "https://", "<link", "<img", "@import", "url(");
  }

  @Test
  void shouldSayWhetherItIsPaid() {
    assertThat(page(statement(100_00, GROSS)))
        .contains("CNY 100.00", "payout due 2026-11-23", "打款")
        .doesNotContain("not paid");
    assertThat(page(statement(-20_00, GROSS, REFUND)))
        .contains("CNY -20.00", "not paid: carried forward", "结转下期")
        .contains("<td class=\"n minus\">-20.00</td>");
  }

  @Test
  void shouldNameOnlyWhatThereIs() {
    assertThat(page(statement(100_00, GROSS)))
        .contains("Gross payments", "交易总额")
        .doesNotContain("Refunds", "Reserve withheld", "Other lines");
    assertThat(page(statement(0))).contains("Nothing happened in the window.");
  }

  @Test
  void shouldSayTheWindowInBothZonesOfADayWhenTheClockChanges() {
    SettlementWindow window =
        new SettlementWindow(
            LocalDate.parse("2026-10-26"),
            Instant.parse("2026-10-23T22:00:00Z"),
            Instant.parse("2026-10-26T23:00:00Z"),
            LocalDate.parse("2026-10-27"));
    assertThat(page(statement(window, "Europe/Berlin", 0)))
        .contains("2026-10-24 00:00:00 to before 2026-10-27 00:00:00 Europe/Berlin")
        .contains("2026-10-23 22:00:00 to before 2026-10-26 23:00:00 UTC");
  }

  @Test
  void shouldShowTheFirstOrdersOfALineAndNameTheFileWithAll() {
    int count = OrderTally.SHOWN_MAX + 1;
    StatementLine line = new StatementLine(1, Kind.PAYMENT, "2026-11-20/WECHAT", count, count);
    PayeeStatement statement = statement(count, line);
    OrderTally tally = new OrderTally(statement);
    for (int i = 1; i <= count; i++) {
      tally.take(order("o-" + i, 1));
    }

    assertThat(tally.faults()).isEmpty();
    assertThat(new StatementPage(statement, tally, "a.csv", "b.csv").html())
        .contains("<td class=\"code\">o-500</td>")
        .doesNotContain("<td class=\"code\">o-501</td>")
        .contains("500 of 501; all of them in <a href=\"b.csv\">b.csv</a>");
  }

  @Test
  void shouldProveEverySum() {
    PayeeStatement sound = statement(100_00, GROSS);
    assertThat(StatementProof.faults(sound)).isEmpty();
    assertThat(StatementProof.faults(statement(99_99, GROSS)))
        .containsExactly(
            "merchant:m1, CNY, window 2026-11-20: lines 100.00, net 99.99",
            "merchant:m1, CNY, window 2026-11-20: lines of orders 100.00, activity 99.99");
    assertThat(StatementProof.faults(with(sound, 99_00, new Standing(0, 0, 0))))
        .containsExactly(
            "merchant:m1, CNY, window 2026-11-20: paid and carried forward 99.00, net 100.00");
    assertThat(StatementProof.faults(with(sound, 100_00, new Standing(0, 1, 2))))
        .containsExactly(
            "merchant:m1, CNY, window 2026-11-20: reserve before and its lines 0.00, reserve after 0.01",
            "merchant:m1, CNY, window 2026-11-20: owed before and its lines 0.00, owed after 0.02");
  }

  @Test
  void shouldAddUpMoreThan64Bits() {
    StatementLine most = new StatementLine(1, Kind.PAYMENT, "2026-11-20/WECHAT", 1, Long.MAX_VALUE);
    StatementLine more = new StatementLine(2, Kind.PAYMENT, "2026-11-20/ALIPAY", 1, Long.MAX_VALUE);

    assertThat(StatementProof.faults(statement(-2, most, more)))
        .contains("merchant:m1, CNY, window 2026-11-20: lines 184467440737095516.14, net -0.02");
  }

  private static PayeeStatement with(PayeeStatement of, long payout, Standing after) {
    return new PayeeStatement(
        of.id(),
        of.payee(),
        of.name(),
        of.currency(),
        of.night(),
        of.window(),
        of.zone(),
        of.activity(),
        of.net(),
        payout,
        of.before(),
        after,
        of.lines());
  }

  private static String page(PayeeStatement statement) {
    return new StatementPage(statement, new OrderTally(statement), "a.csv", "b.csv").html();
  }

  private static OrderRow order(String id, long amount) {
    return new OrderRow(
        "merchant:m1",
        "CNY",
        "2026-11-20",
        "WECHAT",
        Kind.PAYMENT,
        id,
        id,
        Instant.parse("2026-11-20T02:00:00Z"),
        amount);
  }

  private static PayeeStatement statement(long net, StatementLine... lines) {
    SettlementWindow window =
        new SettlementWindow(
            LocalDate.parse("2026-11-20"),
            Instant.parse("2026-11-19T16:00:00Z"),
            Instant.parse("2026-11-20T16:00:00Z"),
            LocalDate.parse("2026-11-23"));
    return statement(window, "Asia/Shanghai", net, lines);
  }

  private static PayeeStatement statement(
      SettlementWindow window, String zone, long net, StatementLine... lines) {
    return new PayeeStatement(
        "0123456789abcdef0123456789abcdef",
        "merchant:m1",
        "Corner Shop",
        "CNY",
        window.day(),
        window,
        ZoneId.of(zone),
        net,
        net,
        Math.max(net, 0),
        new Standing(0, 0, 0),
        new Standing(Math.min(net, 0), 0, 0),
        List.of(lines));
  }
}
