package dev.settle.batch.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import dev.settle.schemas.money.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorrectionTest {
  private static final String CHANNEL = "channel:WECHAT";
  private static final String SUSPENSE = "platform:suspense";

  @Test
  void shouldGiveUpWhatTheChannelDoesNotOwe() {
    Correction correction = usual(CorrectionKind.WRITE_OFF, "MISSING_IN_CHANNEL", 100, null);

    assertThat(correction.legs())
        .containsExactly(
            new Correction.Leg(SUSPENSE, "CNY", -100), new Correction.Leg(CHANNEL, "CNY", 100));
    assertThat(correction.legsJson())
        .isEqualTo(
            "[{\"account\":\"platform:suspense\",\"currency\":\"CNY\",\"amount\":-100},{\"account\":\"channel:WECHAT\",\"currency\":\"CNY\",\"amount\":100}]");
  }

  @Test
  void shouldTakeFromTheChannelWhatTheLedgerLacks() {
    assertThat(usual(CorrectionKind.SUSPENSE, "MISSING_IN_LEDGER", null, 777L).postings())
        .containsExactly(new Posting(CHANNEL, SUSPENSE, Money.ofMinor(777, "CNY")));
  }

  @Test
  void shouldTakeARefundTheOtherWayRound() {
    assertThat(usual(CorrectionKind.SUSPENSE, "ORPHAN_REFUND", null, -300L).postings())
        .containsExactly(new Posting(SUSPENSE, CHANNEL, Money.ofMinor(300, "CNY")));
  }

  @Test
  void shouldMoveTheDifferenceAlone() {
    assertThat(usual(CorrectionKind.SUSPENSE, "AMOUNT_MISMATCH", 10_000, 10_500L).postings())
        .containsExactly(new Posting(CHANNEL, SUSPENSE, Money.ofMinor(500, "CNY")));
  }

  @Test
  void shouldCorrectAFeeFreely() {
    assertThat(usual(CorrectionKind.FEE, "FEE_MISMATCH", 100, 100L).postings())
        .containsExactly(new Posting("platform:channel-fees", CHANNEL, Money.ofMinor(1, "CNY")));
    assertThatThrownBy(() -> usual(CorrectionKind.WRITE_OFF, "FEE_MISMATCH", 100, 100L))
        .isInstanceOf(BatchException.class);
  }

  @Test
  void shouldRefuseWhatLeavesTheBreakOpen() {
    assertRefused(Money.ofMinor(99, "CNY"), null, null);
    assertRefused(Money.ofMinor(100, "USD"), null, null);
    assertRefused(null, CHANNEL, SUSPENSE);
    assertRefused(null, "merchant:m1", SUSPENSE);
    assertRefused(null, "shop", null);
  }

  @Test
  void shouldCorrectABatchAsAWholeByOneOfItsBreaks() {
    BreakItem row = item(100L, null);
    BreakItem ofBatch = new BreakItem(row.ledger(), null, 1, new BreakItem.Batch("b1", 7));
    BreakItem ofOther = new BreakItem(row.ledger(), null, 1, new BreakItem.Batch("b0", 7));
    Break fee = of("FEE_MISMATCH", 0, 0);

    assertThat(Correction.usual(CorrectionKind.FEE, fee, ofBatch, null, null, null).postings())
        .containsExactly(new Posting("platform:channel-fees", CHANNEL, Money.ofMinor(7, "CNY")));
    assertThatThrownBy(() -> Correction.usual(CorrectionKind.FEE, fee, ofOther, null, null, null))
        .hasMessageContaining("is corrected as a whole: by break b0");
    assertThatThrownBy(
            () ->
                Correction.usual(
                    CorrectionKind.SUSPENSE,
                    of("MERCHANT_MISMATCH", 100, 0),
                    ofBatch,
                    SUSPENSE,
                    CHANNEL,
                    null))
        .as("the batch leaves nothing open there")
        .hasMessageContaining("leaves nothing open");
  }

  @Test
  void shouldNotGuessWhereNothingIsOpen() {
    assertThatThrownBy(() -> usual(CorrectionKind.SUSPENSE, "STATUS_MISMATCH", 100, 100L))
        .hasMessageContaining("leaves nothing open on channel:WECHAT");
  }

  private static void assertRefused(
      @Nullable Money amount, @Nullable String from, @Nullable String to) {
    assertThatThrownBy(
            () ->
                Correction.usual(
                    CorrectionKind.SUSPENSE,
                    of("MISSING_IN_CHANNEL", 100, 0),
                    item(100L, null),
                    from,
                    to,
                    amount))
        .isInstanceOfSatisfying(BatchException.class, e -> assertThat(e.exitCode()).isEqualTo(65));
  }

  private static Correction usual(
      CorrectionKind kind, String breakClass, @Nullable Integer ledger, @Nullable Long channel) {
    Long ledgerAmount = ledger == null ? null : Long.valueOf(ledger);
    long stake =
        breakClass.equals("FEE_MISMATCH")
            ? 1
            : (ledger == null ? 0 : ledger) - (channel == null ? 0 : channel);
    return Correction.usual(
        kind, of(breakClass, stake, 0), item(ledgerAmount, channel), null, null, null);
  }

  private static Break of(String breakClass, long amount, int age) {
    LocalDate day = LocalDate.parse("2026-11-22");
    return new Break(
        day,
        "WECHAT",
        "b1",
        breakClass,
        Break.Status.NEW,
        day,
        age,
        "0-1",
        "CNY",
        0,
        0,
        amount,
        "i1",
        "o1",
        "",
        "t1",
        1,
        "PAYMENT");
  }

  private static BreakItem item(@Nullable Long ledger, @Nullable Long channel) {
    return new BreakItem(
        ledger == null
            ? null
            : new BreakItem.LedgerSide(
                "order:o1:paid",
                0,
                "2026-11-22",
                "PAYMENT",
                "PURCHASE",
                "o1",
                "",
                "t1",
                "CNY",
                ledger),
        channel == null
            ? null
            : new BreakItem.ChannelSide(
                "1900000109",
                "2026-11-22",
                2,
                "PAYMENT",
                "SUCCESS",
                "t1",
                "",
                "o1",
                "",
                "CNY",
                channel,
                2,
                1),
        1,
        null);
  }
}
