package dev.settle.stream.ledger;

import dev.settle.schemas.payment.Channel;

/** The closing of a business day as the ledger took it in. A Flink POJO. */
public final class ClosedDay {
  /** The channel. */
  public Channel channel = Channel.WALLET;

  /** The last closed business date, as days since 1970-01-01. */
  public int businessDay;

  /** Who closed it. */
  public String closedBy = "";

  /** When the closing was written to the source: milliseconds since the epoch. */
  public long requestedAt;

  /** Position of the closing in the source. */
  public long sourceLsn;

  /** When the ledger took it in: milliseconds since the epoch. */
  public long acknowledgedAt;

  /** For Flink's serialiser. */
  public ClosedDay() {}
}
