package dev.settle.batch.statement;

import org.jspecify.annotations.Nullable;

/**
 * The verdict on one statement file.
 *
 * @param fileName name of the file
 * @param accepted true when everything that it declares holds
 * @param reason why it is refused, naming file, line, field and cause; null when accepted
 * @param summary what it says; of a refused file what was read before the fault
 * @param sha256 of the uncompressed content; null when it cannot be unpacked
 */
public record StatementCheck(
    String fileName,
    boolean accepted,
    @Nullable String reason,
    StatementSummary summary,
    @Nullable String sha256) {

  /** The same verdict on a file that covers this part of its account. */
  StatementCheck asPart(String part) {
    return new StatementCheck(fileName, accepted, reason, summary.asPart(part), sha256);
  }

  /** The same file refused for a cause that lies outside of it. */
  StatementCheck refusedFor(String cause) {
    return new StatementCheck(fileName, false, fileName + " " + cause, summary, sha256);
  }
}
