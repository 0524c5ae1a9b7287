package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.Orders.AMOUNT;
import static dev.settle.stream.ledger.rule.Orders.order;
import static dev.settle.stream.ledger.rule.Orders.refund;
import static dev.settle.stream.ledger.rule.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.OrderRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalRulesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "PURCHASE, WECHAT, m1, u1, -, channel:WECHAT, merchant:m1:pending",
        "PURCHASE, WALLET, m1, u1, -, user:u1, merchant:m1:pending",
        "TIP, ALIPAY, m1, u1, u2, channel:ALIPAY, merchant:m1:pending",
        "TIP, WALLET, m1, u1, -, user:u1, merchant:m1:pending",
        "TOP_UP, UNIONPAY, -, -, u2, channel:UNIONPAY, user:u2",
        "TRANSFER, WALLET, -, u1, u2, user:u1, user:u2",
        "WITHDRAWAL, STRIPE, -, u1, -, user:u1, channel:STRIPE",
      })
  void shouldPostThePaymentAndTheWayBack(
      String kind,
      String channel,
      String merchant,
      String payer,
      String payee,
      String source,
      String destination)
      throws Exception {
    OrderRow row = row("o1", 2, "PAID");
    row.setKind(kind);
    row.setChannel(channel);
    row.setMerchantId(merchant);
    row.setPayerId(payer);
    row.setPayeeId(payee);
    OrderChange change = order(row);
    OrderState state = new OrderState();
    long moved = OrderLifecycle.accept(state, change);

    List<LedgerLeg> payment = JournalRules.payment(state, change, moved);
    assertThat(payment).extracting(leg -> leg.account).containsExactly(source, destination);
    assertThat(payment).extracting(leg -> leg.counterAccount).containsExactly(destination, source);
    assertThat(payment).extracting(leg -> leg.amount).containsExactly(-AMOUNT, AMOUNT);
    assertThat(payment).extracting(leg -> leg.leg).containsExactly(0, 1);

    List<LedgerLeg> refund = JournalRules.refund(state, refund("r1", 2, "SUCCEEDED", 300));
    assertThat(refund).extracting(leg -> leg.account).containsExactly(destination, source);
    assertThat(refund).extracting(leg -> leg.amount).containsExactly(-300L, 300L);
    assertThat(refund)
        .extracting(leg -> leg.shard)
        .containsExactly(payment.get(1).shard, payment.get(0).shard);
  }

  @Test
  void shouldNameTheCauseAndNothingElseInTheJournalId() throws Exception {
    OrderState state = new OrderState();
    OrderChange change = order(2, "PAID");
    OrderLifecycle.accept(state, change);
    LedgerLeg leg = JournalRules.payment(state, change, AMOUNT).get(0);
    assertThat(leg.journalId).isEqualTo("order:o1:paid");
    assertThat(leg.cause).isEqualTo(LedgerLeg.Cause.PAYMENT);
    assertThat(leg.eventTime).isEqualTo(Orders.PAID);
    assertThat(leg.channelTxnId).isEqualTo("wx-o1");
    assertThat(leg.traceParent).isEqualTo("00-trace-o1");
    assertThat(leg.refundId).isNull();

    LedgerLeg back = JournalRules.refund(state, refund("r1", 2, "SUCCEEDED", 300)).get(0);
    assertThat(back.journalId).isEqualTo("refund:r1:succeeded");
    assertThat(back.cause).isEqualTo(LedgerLeg.Cause.REFUND);
    assertThat(back.eventTime).isEqualTo(Orders.REFUNDED);
    assertThat(back.refundId).isEqualTo("r1");
    assertThat(back.channelRefundId).isEqualTo("wxr-r1");
    assertThat(back.channelTxnId).isEqualTo("wx-o1");
    assertThat(back.traceParent).isEqualTo("00-trace-r1");
  }

  @ParameterizedTest
  @CsvSource({
    "WECHAT, 2026-11-22T15:59:59.999Z, 2026-11-22",
    "WECHAT, 2026-11-22T16:00:00Z, 2026-11-23",
    "UNIONPAY, 2026-11-22T14:59:59.999Z, 2026-11-22",
    "UNIONPAY, 2026-11-22T15:00:00Z, 2026-11-23",
    "STRIPE, 2026-11-22T23:59:59.999Z, 2026-11-22",
    "ADYEN, 2026-11-22T23:00:00Z, 2026-11-23",
  })
  void shouldBookIntoTheChannelsBusinessDate(String channel, Instant paidAt, LocalDate date)
      throws Exception {
    OrderRow row = row("o1", 2, "PAID");
    row.setChannel(channel);
    row.setPaidAt(paidAt.toEpochMilli());
    OrderState state = new OrderState();
    long moved = OrderLifecycle.accept(state, order(row));
    assertThat(JournalRules.payment(state, order(row), moved))
        .allSatisfy(leg -> assertThat(LocalDate.ofEpochDay(leg.businessDay)).isEqualTo(date));
  }
}
