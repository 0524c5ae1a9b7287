package dev.settle.batch.payout;

import java.util.ArrayList;
import java.util.List;

/** Cuts what is due into batches that keep the limit, in the order given. */
final class BatchPlan {
  private BatchPlan() {}

  /**
   * As few batches as the order allows.
   *
   * @param items none above the limit of one payout
   */
  static List<List<BatchItem>> cut(List<BatchItem> items, PayoutLimit limit) {
    List<List<BatchItem>> batches = new ArrayList<>();
    List<BatchItem> batch = new ArrayList<>();
    long sum = 0;
    for (BatchItem item : items) {
      long amount = item.payout().amount();
      if (!batch.isEmpty()
          && (batch.size() == limit.payoutsMax() || amount > limit.perBatch() - sum)) {
        batches.add(List.copyOf(batch));
        batch.clear();
        sum = 0;
      }
      batch.add(item);
      sum = Math.addExact(sum, amount);
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
