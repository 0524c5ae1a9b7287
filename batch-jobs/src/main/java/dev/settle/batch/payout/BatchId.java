package dev.settle.batch.payout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/** Ids of batches and hashes of files. */
final class BatchId {
  private BatchId() {}

  /**
   * A pure function of what is paid, so that two people who propose the same at once propose one
   * batch.
   *
   * @param attempt how many batches had its first payout before
   */
  static String of(String accountNo, LocalDate due, List<BatchItem> items, int attempt) {
    StringBuilder text = new StringBuilder().append(accountNo).append('\n').append(due);
    text.append('\n').append(attempt);
    items.forEach(item -> text.append('\n').append(item.payout().id()));
    return "PB" + sha256(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 30);
  }

  /** In hexadecimal. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
