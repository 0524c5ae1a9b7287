package dev.settle.clickhouse.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error with ClickHouse's own code, as a client is to see it. */
public final class EngineException extends Exception {
  /** ClickHouse's code for an error that carries none. */
  public static final int UNKNOWN_EXCEPTION = 1002;

  // The library wraps the engine's message once for each layer it passes through.
  private static final Pattern PREFIX =
      Pattern.compile("\\A(?:Code: (\\d+)\\. DB::Exception: )+", Pattern.DOTALL);
  private static final Pattern WRAPPING =
      Pattern.compile("( \\([A-Z0-9_]+\\))(?: \\(version [^()]*\\)\\.\\1)+\\s*\\z");

  private final int code;

  /**
   * @param code ClickHouse's error code
   * @param text the reason, without the code
   */
  public EngineException(int code, String text) {
    super("Code: " + code + ". DB::Exception: " + text);
    this.code = code;
  }

  /** Reads the engine's message, whose code stands at its start. */
  public static EngineException of(String raw) {
    Matcher prefix = PREFIX.matcher(raw);
    if (!prefix.find()) {
      return new EngineException(UNKNOWN_EXCEPTION, raw.strip());
    }
    String text = WRAPPING.matcher(raw.substring(prefix.end())).replaceAll("$1").strip();
    return new EngineException(Integer.parseInt(prefix.group(1)), text);
  }

  /** ClickHouse's error code, for example 60 for an unknown table. */
  public int code() {
    return code;
  }

  /** The text, which begins with the code. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
