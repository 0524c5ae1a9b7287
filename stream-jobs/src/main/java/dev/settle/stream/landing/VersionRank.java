package dev.settle.stream.landing;

/** Orders what can be known of an entity: its versions, and after the last one its deletion. */
final class VersionRank {
  /** Far above any count of updates, far below the overflow. */
  private static final long VERSION_MAX = 1L << 60;

  private VersionRank() {}

  /**
   * The rank of a version; that of its deletion is one higher and below the next version's.
   *
   * @throws IllegalArgumentException when it cannot be a version: negative or absurdly high
   */
  static long of(long version, boolean deleted) {
    if (version < 0 || version > VERSION_MAX) {
      throw new IllegalArgumentException(version + " is not a version");
    }
    return version * 2 + (deleted ? 1 : 0);
  }
}
