package dev.settle.stream.landing.clickhouse;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ClickHouse refused a request or did not answer it. */
public final class ClickHouseException extends IOException {
  /** No answer: refused, reset, timed out. */
  public static final int NO_ANSWER = 0;

  /**
   * ClickHouse's codes that another attempt cannot mend: unknown or mismatched columns, tables,
   * databases, types, settings and formats, unreadable data, and missing rights. Every other code
   * (too many parts, memory, disk, network, shutdown, …) may pass.
   */
  private static final Set<Integer> PERMANENT =
      Set.of(
          6, 10, 16, 20, 26, 27, 33, 36, 38, 41, 43, 44, 46, 47, 50, 53, 60, 62, 70, 72, 73, 81,
          115, 117, 131, 164, 192, 193, 194, 291, 321, 349, 452, 469, 492, 497, 516);

  private final int code;
  private final boolean permanent;

  private ClickHouseException(
      String message, int code, boolean permanent, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.permanent = permanent;
  }

  /** No answer came; what was asked for may or may not have been done. */
  static ClickHouseException unanswered(ClickHouseAddress address, IOException cause) {
    String reason = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return new ClickHouseException(
        "no answer from ClickHouse at " + address + ": " + reason, NO_ANSWER, false, cause);
  }

  /** ClickHouse answered with an error. */
  static ClickHouseException refused(int status, int code, String body) {
    // Without a code it was a proxy or the HTTP layer; 408 and 429 ask to come again.
    boolean permanent =
        code == 0
            ? status >= 400 && status < 500 && status != 408 && status != 429
            : PERMANENT.contains(code);
    String text = body.length() > 1000 ? body.substring(0, 1000) + "…" : body.strip();
    return new ClickHouseException(
        "ClickHouse answered HTTP " + status + ", code " + code + ": " + text,
        code,
        permanent,
        null);
  }

  /** ClickHouse's error code, {@link #NO_ANSWER} when there was none. */
  public int code() {
    return code;
  }

  /** True when another attempt cannot help. */
  public boolean isPermanent() {
    return permanent;
  }
}
