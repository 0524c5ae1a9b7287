package dev.settle.batch.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchPlanTest {
  @Test
  void shouldKeepWhatFitsInOneBatch() {
    assertThat(cut(new PayoutLimit(100, 100, 10), 40, 60)).containsExactly(List.of(40L, 60L));
    assertThat(cut(new PayoutLimit(100, 100, 10))).isEmpty();
  }

  @Test
  void shouldBeginAnotherBatchAboveTheSumOrTheNumber() {
    assertThat(cut(new PayoutLimit(100, 100, 10), 40, 61, 39, 1))
        .containsExactly(List.of(40L), List.of(61L, 39L), List.of(1L));
    assertThat(cut(new PayoutLimit(100, 100, 2), 1, 2, 3))
        .containsExactly(List.of(1L, 2L), List.of(3L));
  }

  @Test
  void shouldNotOverflow() {
    long most = 100_000_000_000_000_000L;
    assertThat(cut(new PayoutLimit(most, most, 10), most, most, 1)).hasSize(3);
  }

  private static List<List<Long>> cut(PayoutLimit limit, long... amounts) {
    List<BatchItem> items =
        LongStream.of(amounts)
            .mapToObj(
                amount ->
                    new BatchItem(
                        new Payout(
                            "PO" + amount,
                            "merchant:m",
                            "EUR",
                            amount,
                            LocalDate.EPOCH,
                            LocalDate.EPOCH,
                            "OPEN"),
                        new PayeeAccount(
                            LocalDate.EPOCH, "M", "DE1", null, null, null, null, null)))
            .toList();
    return BatchPlan.cut(items, limit).stream()
        .map(batch -> batch.stream().map(item -> item.payout().amount()).toList())
        .toList();
  }
}
