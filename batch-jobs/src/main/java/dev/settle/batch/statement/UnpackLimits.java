package dev.settle.batch.statement;

/**
 * How much a statement may unpack to. Real ones are far below: a day of ten million payments is 5
 * GB, text packs to a tenth, fixed-width text to a fiftieth.
 */
final class UnpackLimits {
  /** Uncompressed bytes of all parts. */
  static final long TOTAL_BYTES_MAX = 16L << 30;

  /** Files of a zip. */
  static final int ENTRIES_MAX = 64;

  /** Central directory of a zip, which is held in memory. */
  static final long DIRECTORY_BYTES_MAX = 1 << 20;

  /** Uncompressed bytes a compressed byte, once more than {@link #RATIO_FROM_BYTES} came. */
  static final long RATIO_MAX = 200;

  /** Small files of few distinct bytes may pack better. */
  static final long RATIO_FROM_BYTES = 16L << 20;

  private UnpackLimits() {}

  /** True when that many bytes from that many packed ones are more than text can be. */
  static boolean isBomb(long unpacked, long packed) {
    return unpacked > RATIO_FROM_BYTES && unpacked / RATIO_MAX > packed;
  }
}
