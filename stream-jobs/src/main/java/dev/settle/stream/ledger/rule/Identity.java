package dev.settle.stream.ledger.rule;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What never changes in the life of a row. */
final class Identity {
  private Identity() {}

  /**
   * Refuses a value that differs from the one accepted before.
   *
   * @throws RefusedChangeException as a contradiction
   */
  static void requireSame(String field, @Nullable Object before, @Nullable Object after)
      throws RefusedChangeException {
    if (!Objects.equals(before, after)) {
      throw new RefusedChangeException(
          QuarantineCategory.CONTRADICTION,
          field + " never changes, but goes from " + before + " to " + after);
    }
  }
}
