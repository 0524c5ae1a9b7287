package dev.settle.stack.traffic.paysim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.TrafficException;
import dev.settle.stack.traffic.paysim.PaySimMapper.Mapped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaySimMapperTest {
  private static final String HEADER =
      "step,action,amount,nameOrig,oldBalanceOrig,newBalanceOrig,nameDest,oldBalanceDest,newBalanceDest,"
          + "isFraud,isFlaggedFraud,isUnauthorizedOverdraft\n";
  private static final LocalDate DAY = LocalDate.of(2026, 3, 5);

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldOpenABalanceOnceBeforeTheFirstRow() throws Exception {
    List<Mapped> rows =
        map(
            "1,CASH_IN,999,C1,80.09,180.10,M1,0.00,0.00,0,0,0",
            "1,CASH_OUT,999,C1,180.10,80.10,M1,0.00,0.00,0,0,0");
    assertThat(orders(rows.get(0)))
        .containsExactly("open-C1 TOP_UP 8009 -> C1", "000000001 TOP_UP 10001 -> C1");
    assertThat(orders(rows.get(1))).containsExactly("000000002 WITHDRAWAL 10000 C1 ->");
    assertThat(rows.get(0).orders().get(0).paidAt()).isBefore(rows.get(0).orders().get(1).paidAt());
  }

  @Test
  void shouldMapADepositFromABankToATopUp() throws Exception {
    List<Mapped> rows = map("1,DEPOSIT,5,C1,0.00,5.00,B1,0.00,0.00,0,0,0");
    assertThat(orders(rows.get(0))).containsExactly("000000001 TOP_UP 500 -> C1");
  }

  @Test
  void shouldOpenABalanceBelowZeroWithAWithdrawal() throws Exception {
    List<Mapped> rows = map("1,DEBIT,1,C1,-5.00,-6.00,B1,0.00,0.00,0,0,0");
    assertThat(orders(rows.get(0)))
        .containsExactly("open-C1 WITHDRAWAL 500 C1 ->", "000000001 WITHDRAWAL 100 C1 ->");
    assertThat(rows.get(0).expected())
        .extracting(expected -> expected.account() + " " + expected.balance())
        .containsExactly("user:C1 -600");
  }

  @Test
  void shouldBuyFromTheWalletWhateverTheMerchantsBalanceSays() throws Exception {
    List<Mapped> rows = map("1,PAYMENT,77.7,C1,0.00,-70.01,M9,100.00,177.70,0,0,0");
    NewOrder order = rows.get(0).orders().get(0).order();
    assertThat(order.kind()).isEqualTo(OrderKind.PURCHASE);
    assertThat(order.channel()).isEqualTo(Channel.WALLET);
    assertThat(order.merchantId()).isEqualTo("M9");
    assertThat(order.amount()).isEqualTo(7001);
    assertThat(rows.get(0).expected()).hasSize(1);
  }

  @Test
  void shouldTransferWhatBothSidesAgreeOnAndPostTheCentThatRoundingLeft() throws Exception {
    List<Mapped> rows =
        map(
            "1,TRANSFER,10,C1,0.00,-10.00,CC2,0.00,10.01,0,0,0",
            "1,TRANSFER,10,C1,-10.00,-20.01,CC2,10.01,20.01,0,0,0");
    assertThat(orders(rows.get(0)))
        .containsExactly("000000001 TRANSFER 1000 C1 -> CC2", "000000001-dest TOP_UP 1 -> CC2");
    assertThat(orders(rows.get(1)))
        .containsExactly("000000002 TRANSFER 1000 C1 -> CC2", "000000002-orig WITHDRAWAL 1 C1 ->");
    assertThat(rows.get(0).orders())
        .extracting(OrderPlan::paidAt)
        .containsOnly(rows.get(0).expected().get(0).at());
    assertThat(counts(rows)).contains("CENT_REMAINDERS=2").contains("LARGER_REMAINDERS=0");
  }

  @Test
  void shouldGoByTheBalancesWhenATransferRunsBackwards() throws Exception {
    List<Mapped> rows = map("1,TRANSFER,10,C1,0.00,10.00,C2,0.00,-12.00,0,0,0");
    assertThat(orders(rows.get(0)))
        .containsExactly("000000001 TRANSFER 1000 C2 -> C1", "000000001-dest WITHDRAWAL 200 C2 ->");
    assertThat(counts(rows)).contains("ROWS_AGAINST_ACTION=1").contains("LARGER_REMAINDERS=1");
  }

  @Test
  void shouldMoveEachSideAloneWhenBothGainOrOnlyOneMoves() throws Exception {
    List<Mapped> rows =
        map(
            "1,TRANSFER,10,C1,0.00,10.00,C2,0.00,5.00,0,0,0",
            "1,TRANSFER,10,C1,10.00,9.99,C2,5.00,5.00,0,0,0");
    assertThat(orders(rows.get(0)))
        .containsExactly("000000001-orig TOP_UP 1000 -> C1", "000000001-dest TOP_UP 500 -> C2");
    assertThat(orders(rows.get(1))).containsExactly("000000002-orig WITHDRAWAL 1 C1 ->");
  }

  @Test
  void shouldGoByTheBalancesWhenAPaymentGivesMoneyOrGoesToAClient() throws Exception {
    List<Mapped> rows =
        map(
            "1,PAYMENT,10,C1,0.00,10.00,M1,0.00,0.00,0,0,0",
            "1,PAYMENT,10,C1,10.00,4.00,C2,0.00,6.00,0,0,0",
            "1,CASH_IN,10,M1,0.00,0.00,C2,6.00,1.00,0,0,0");
    assertThat(orders(rows.get(0))).containsExactly("000000001 TOP_UP 1000 -> C1");
    assertThat(orders(rows.get(1))).containsExactly("000000002 TRANSFER 600 C1 -> C2");
    assertThat(orders(rows.get(2))).containsExactly("000000003 WITHDRAWAL 500 C2 ->");
  }

  @Test
  void shouldTakeATransferToOneselfAsOneSide() throws Exception {
    List<Mapped> rows =
        map(
            "1,TRANSFER,10,C1,5.00,3.00,C1,3.00,5.00,0,0,0",
            "1,TRANSFER,10,C1,5.00,4.00,C1,5.00,4.00,0,0,0");
    assertThat(orders(rows.get(0))).containsExactly("open-C1 TOP_UP 500 -> C1");
    assertThat(orders(rows.get(1))).containsExactly("000000002 WITHDRAWAL 100 C1 ->");
    assertThatThrownBy(() -> map("1,TRANSFER,10,C1,5.00,3.00,C1,7.00,9.00,0,0,0"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("pays itself");
  }

  @Test
  void shouldMoveNothingForARefusedRowOrOneWithoutClientsOrMovement() throws Exception {
    List<Mapped> rows =
        map(
            "1,DEBIT,10,C1,0.00,0.00,B1,0.00,0.00,0,0,1",
            "1,DEBIT,10,C1,0.00,-0.00,B1,0.00,0.00,0,0,0",
            "2,PAYMENT,10,B1,1.00,2.00,M1,0.00,5.00,0,0,0");
    assertThat(rows).allMatch(row -> row.orders().isEmpty());
    assertThat(rows.get(0).expected()).hasSize(1);
    assertThat(rows.get(2).expected()).isEmpty();
    assertThat(counts(rows))
        .contains("REFUSED_ROWS=1")
        .contains("ROWS_WITHOUT_MOVEMENT=1")
        .contains("ROWS_WITHOUT_CLIENT=1");
  }

  @Test
  void shouldRefuseWhatContradictsItselfNamingTheLine() {
    assertRefused("isUnauthorizedOverdraft is 1", "1,DEBIT,10,C1,5.00,4.00,B1,0.00,0.00,0,0,1");
    assertRefused(
        "had 4.00 after its row before, but has 4.01",
        "1,DEBIT,10,C1,5.00,4.00,B1,0.00,0.00,0,0,0",
        "1,DEBIT,10,C1,4.01,3.00,B1,0.00,0.00,0,0,0");
    assertRefused(
        "step 1 after step 2",
        "2,DEBIT,10,C1,5.00,4.00,B1,0.00,0.00,0,0,0",
        "1,DEBIT,10,C1,4.00,3.00,B1,0.00,0.00,0,0,0");
  }

  @Test
  void shouldRefuseLinesThatAreNoRows() {
    assertRefused("has 3 fields", "1,DEBIT,10");
    assertRefused("is not an amount", "1,DEBIT,10,C1,5.001,4.00,B1,0.00,0.00,0,0,0");
    assertRefused("is not an amount", "1,DEBIT,10,C1,NaN,4.00,B1,0.00,0.00,0,0,0");
    assertRefused("action 'STEAL'", "1,STEAL,10,C1,5.00,4.00,B1,0.00,0.00,0,0,0");
    assertRefused("no client", "1,DEBIT,10,X1,5.00,4.00,B1,0.00,0.00,0,0,0");
    assertRefused("must be between", "0,DEBIT,10,C1,5.00,4.00,B1,0.00,0.00,0,0,0");
    assertRefused("neither 0 nor 1", "1,DEBIT,10,C1,5.00,4.00,B1,0.00,0.00,0,0,yes");
  }

  @Test
  void shouldRefuseAHeaderThatLacksAColumn() throws Exception {
    Path file = folder.resolve("log.csv");
    Files.writeString(file, "step,type,amount\n1,DEBIT,10\n");
    assertThatThrownBy(() -> PaySimLog.check(file, Long.MAX_VALUE))
        .hasMessageContaining("line 1")
        .hasMessageContaining("action")
        .hasMessageContaining("nameOrig");
  }

  @Test
  void shouldFindColumnsByNameInAnyOrder() throws Exception {
    Path file = folder.resolve("log.csv");
    Files.writeString(
        file,
        """
        isUnauthorizedOverdraft,nameDest,oldBalanceDest,newBalanceDest,nameOrig,newBalanceOrig,oldBalanceOrig,action,step
        0,M1,0,0,C1,2.5,1,CASH_IN,1
        """);
    assertThat(PaySimLog.check(file, Long.MAX_VALUE).count(PaySimCount.TOP_UPS)).isEqualTo(1);
  }

  @Test
  void shouldKnowALogByItsContentPlainOrGzipped() throws Exception {
    String text = HEADER + "1,CASH_IN,9,C1,0.00,1.00,M1,0.00,0.00,0,0,0\n";
    Path plain = folder.resolve("log.csv");
    Path gzip = folder.resolve("log.csv.gz");
    Files.writeString(plain, text);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(PaySimLog.check(gzip, Long.MAX_VALUE).id())
        .isEqualTo(PaySimLog.check(plain, 1).id());
  }

  @Test
  void shouldRefuseAGzipThatIsCut() throws Exception {
    Path gzip = folder.resolve("log.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(
          (HEADER + "1,CASH_IN,9,C1,0.00,1.00,M1,0.00,0.00,0,0,0\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = Files.readAllBytes(gzip);
    Files.write(gzip, Arrays.copyOf(whole, whole.length - 12));
    assertThatThrownBy(() -> PaySimLog.check(gzip, Long.MAX_VALUE))
        .isInstanceOfSatisfying(TrafficException.class, e -> assertThat(e.exitCode()).isEqualTo(65))
        .hasMessageContaining("cut or damaged");
  }

  @Test
  void shouldGiveChannelIdsThatUnionPayTakesAndWalletsNone() throws Exception {
    List<Mapped> rows =
        map(
            "1,CASH_IN,999,C1,80.09,180.10,M1,0.00,0.00,0,0,0",
            "1,TRANSFER,10,C1,180.10,170.10,C2,0.00,10.01,0,0,0");
    List<OrderPlan> orders = rows.stream().flatMap(row -> row.orders().stream()).toList();
    assertThat(orders).filteredOn(PaySimMapperTest::isFromWallet).hasSize(1);
    assertThat(orders)
        .filteredOn(PaySimMapperTest::isFromWallet)
        .allMatch(order -> order.channelTxnId() == null);
    assertThat(orders)
        .filteredOn(order -> !isFromWallet(order))
        .hasSize(3)
        .extracting(OrderPlan::channelTxnId)
        .doesNotHaveDuplicates()
        .allMatch(id -> String.valueOf(id).matches("ps[0-9a-f]{12}[0-9a-z]{7}"));
  }

  @Test
  void shouldOrderInstantsByRowInsideTheHourOfTheStep() throws Exception {
    List<Mapped> rows =
        map(
            "1,CASH_IN,9,C1,0.00,1.00,M1,0.00,0.00,0,0,0",
            "1,CASH_IN,9,C1,1.00,2.00,M1,0.00,0.00,0,0,0",
            "3,CASH_IN,9,C1,2.00,3.00,M1,0.00,0.00,0,0,0");
    assertThat(rows)
        .extracting(row -> row.expected().get(0).at())
        .containsExactly(
            Instant.parse("2026-03-04T16:00:00Z"),
            Instant.parse("2026-03-04T16:00:00.001Z"),
            Instant.parse("2026-03-04T18:00:00Z"));
  }

  private static boolean isFromWallet(OrderPlan plan) {
    return plan.order().channel() == Channel.WALLET;
  }

  private void assertRefused(String cause, String... rows) {
    assertThatThrownBy(() -> map(rows))
        .isInstanceOfSatisfying(TrafficException.class, e -> assertThat(e.exitCode()).isEqualTo(65))
        .hasMessageContaining("log.csv, line " + (rows.length + 1))
        .hasMessageContaining(cause);
  }

  private List<Mapped> map(String... rows) throws IOException, InterruptedException {
    Path file = folder.resolve("log.csv");
    Files.writeString(file, HEADER + String.join("\n", rows));
    List<Mapped> mapped = new ArrayList<>();
    PaySimLog.check(file, Long.MAX_VALUE).visit(DAY, mapped::add);
    return mapped;
  }

  private String counts(List<Mapped> rows) throws IOException {
    PaySimLog log = PaySimLog.check(folder.resolve("log.csv"), rows.size());
    StringBuilder text = new StringBuilder();
    for (PaySimCount count : PaySimCount.values()) {
      text.append(count).append('=').append(log.count(count)).append(' ');
    }
    return text.toString();
  }

  private static List<String> orders(Mapped row) {
    List<String> texts = new ArrayList<>();
    for (OrderPlan plan : row.orders()) {
      NewOrder order = plan.order();
      String id = order.orderId().substring(order.orderId().indexOf('-') + 1);
      String payer = order.payerId() == null ? "" : order.payerId() + " ";
      String payee = order.payeeId() == null ? "" : " " + order.payeeId();
      texts.add(id + " " + order.kind() + " " + order.amount() + " " + payer + "->" + payee);
    }
    return texts;
  }
}
