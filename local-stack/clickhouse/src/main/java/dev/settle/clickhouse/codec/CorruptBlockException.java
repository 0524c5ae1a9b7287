package dev.settle.clickhouse.codec;

import java.io.IOException;

/** A compressed block that must not be used; carries ClickHouse's code for the reason. */
public final class CorruptBlockException extends IOException {
  static final int CHECKSUM_DOESNT_MATCH = 40;
  static final int UNKNOWN_COMPRESSION_METHOD = 89;
  static final int TOO_LARGE_SIZE_COMPRESSED = 245;
  static final int CANNOT_DECOMPRESS = 271;

  private final int code;

  CorruptBlockException(int code, String message) {
    super(message);
    this.code = code;
  }

  CorruptBlockException(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** ClickHouse's error code. */
  public int code() {
    return code;
  }
}
