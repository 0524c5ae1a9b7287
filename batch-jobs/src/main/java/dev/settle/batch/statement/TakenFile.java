package dev.settle.batch.statement;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement file whose lines count.
 *
 * @param fileName its name when it was taken
 * @param merchant account at the channel
 * @param part ALL, SUCCESS or REFUND; ALL where the format has no parts; FUNDS of a fund flow that
 *     is delivered beside the statement
 * @param sha256 of its uncompressed content
 * @param lines number of lines
 */
public record TakenFile(String fileName, String merchant, String part, String sha256, long lines) {
  /** Part of a fund flow beside the statement of the account. */
  static final String FUNDS = "FUNDS";

  private static final String ALL = "ALL";

  /** The file of an accepted verdict. */
  static TakenFile of(StatementCheck check) {
    return new TakenFile(
        check.fileName(),
        known(check.summary().merchant()),
        check.summary().part() == null ? ALL : check.summary().part(),
        known(check.sha256()),
        check.summary().lines());
  }

  boolean isFunds() {
    return part.equals(FUNDS);
  }

  /** True when both say something about the same account's payments, refunds or funds. */
  boolean overlaps(TakenFile other) {
    return merchant.equals(other.merchant)
        && isFunds() == other.isFunds()
        && !sha256.equals(other.sha256)
        && (part.equals(other.part) || part.equals(ALL) || other.part.equals(ALL));
  }

  private static String known(@Nullable String value) {
    return Objects.requireNonNull(value, "an accepted statement knows what it is");
  }
}
