package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.InstructionKind;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journal that the batch side ordered.
 *
 * @param businessKey what it is for
 * @param channel the channel whose business dates count
 * @param orderId null when it is not about one order
 * @param merchantId null when it is not about one merchant
 * @param legs in the order in which they are booked
 * @param createdAt milliseconds since the epoch, UTC
 */
public record InstructionChange(
    String instructionId,
    InstructionKind kind,
    String businessKey,
    LocalDate businessDate,
    Channel channel,
    @Nullable String orderId,
    @Nullable String merchantId,
    List<Leg> legs,
    String maker,
    @Nullable String checker,
    long createdAt,
    @Nullable String traceParent,
    long lsn)
    implements Change {

  /**
   * One side of the journal.
   *
   * @param amount signed minor units of the currency
   */
  public record Leg(String account, String currency, long amount) {}

  @Override
  public String key() {
    return instructionId;
  }

  /** An instruction is written once and never changed. */
  @Override
  public long version() {
    return 1;
  }
}
