package dev.settle.stack.statements;

import dev.settle.stack.traffic.ChannelAgreement;
import dev.settle.stack.traffic.ChannelPayout;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statement that a channel sends of a day, in its published format. */
interface ChannelStatement {
  /** What is agreed with the channel. */
  ChannelAgreement agreement();

  /** Whether the file lists such a line at all. */
  default boolean lists(ChannelLine line) {
    return true;
  }

  /**
   * Whether the format can show such a fault, so that it can be told from every other.
   *
   * @param refund true on a refund's line, false on a payment's
   */
  boolean canShow(FaultKind kind, boolean refund);

  /** Name of the file, as the channel gives it. */
  String fileName(LocalDate date);

  /** The payout that the file tells; null in a format without payouts. */
  default @Nullable ChannelPayout payout(LocalDate date, List<ChannelLine> lines) {
    return null;
  }

  /** Writes the file. Does not close the stream. */
  void write(OutputStream out, LocalDate date, List<ChannelLine> lines) throws IOException;
}
