package dev.settle.batch.nightly;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of a row of the ledger, a statement line, or both together, on one day.
 *
 * @param className its class
 * @param matchedBy CHANNEL_ID, OWN_ID, CORRECTION, or empty when one side is alone
 * @param posting the ledger's side
 * @param line the channel's side
 */
record Expected(
    String className, String matchedBy, @Nullable Posting posting, @Nullable Line line) {

  /** A ledger row alone. */
  static Expected of(String className, Posting posting) {
    return new Expected(className, "", posting, null);
  }

  /** A statement line alone. */
  static Expected of(String className, Line line) {
    return new Expected(className, "", null, line);
  }

  /** A pair that the channel's id brought together. */
  static Expected pair(String className, Posting posting, Line line) {
    return new Expected(className, "CHANNEL_ID", posting, line);
  }

  /** The same break on the night after its correction was booked. */
  Expected adjusted() {
    return new Expected(className, "CORRECTION", posting, line);
  }

  /** True when a correction settles it. */
  boolean isAdjusted() {
    return matchedBy.equals("CORRECTION");
  }

  /** True when it is carried over to the next day. */
  boolean isOpen() {
    return !isAgreed() && !isAdjusted() && !className.equals("LATE");
  }

  /** True when it stands in the list of breaks. */
  boolean isBreak() {
    return !isAgreed() && !className.equals("PENDING");
  }

  private boolean isAgreed() {
    return className.equals("MATCHED") || className.equals("MATCHED_WITHIN_TOLERANCE");
  }

  /** Day on which it came up. */
  int origin() {
    int ledger = posting == null ? Integer.MAX_VALUE : posting.booked();
    int channel = line == null ? Integer.MAX_VALUE : line.day();
    return Math.min(ledger, channel);
  }

  long ledgerAmount() {
    return posting == null ? 0 : posting.amount();
  }

  long channelAmount() {
    return line == null ? 0 : line.settled();
  }

  /** Statements are in yuan; the ledger's row says its own currency. */
  String ledgerCurrency() {
    return posting == null ? "" : posting.currency();
  }

  /** Ledger less channel; null when the currencies differ. */
  @Nullable Long difference() {
    boolean comparable = posting == null || line == null || posting.currency().equals("CNY");
    return comparable ? Math.subtractExact(ledgerAmount(), channelAmount()) : null;
  }
}
