package dev.settle.batch.reconciliation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash that chains each day's proof to the one before: what is behind it cannot change unseen.
 */
public final class ProofChain {
  private ProofChain() {}

  /**
   * The hash of a day's proof.
   *
   * @param rows the figures, ordered by currency
   * @param resultsSha256 checksum of the day's items and breaks
   * @param previousSha256 hash of the proof before; empty at the first
   */
  public static String sha256(
      LocalDate date,
      String channel,
      List<ProofRow> rows,
      String resultsSha256,
      String previousSha256) {
    StringBuilder text =
        new StringBuilder(previousSha256)
            .append('\n')
            .append(date)
            .append('|')
            .append(channel)
            .append('\n');
    rows.forEach(row -> text.append(row.canonical()).append('\n'));
    text.append(resultsSha256);
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
