package dev.settle.batch.statement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes as transfers and editors do, for tests; the same damage on every run. */
public final class Damage {
  private static final long SEED = 20261122;

  private Damage() {}

  /** A number of copies, each with one byte changed, taken out, put in, or a stretch repeated. */
  public static List<byte[]> of(byte[] content, int count) {
    Random random = new Random(SEED);
    List<byte[]> damaged = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(content.length);
      int end = Math.min(content.length, at + 1 + random.nextInt(40));
      byte[] noise = {(byte) random.nextInt(256)};
      damaged.add(
          switch (random.nextInt(4)) {
            case 0 -> spliced(content, at, noise, at + 1);
            case 1 -> spliced(content, at, new byte[0], at + 1);
            case 2 -> spliced(content, at, noise, at);
            default -> spliced(content, at, Arrays.copyOfRange(content, at, end), at);
          });
    }
    return damaged;
  }

  private static byte[] spliced(byte[] content, int keptTo, byte[] inserted, int keptFrom) {
    byte[] result = new byte[keptTo + inserted.length + content.length - keptFrom];
    System.arraycopy(content, 0, result, 0, keptTo);
    System.arraycopy(inserted, 0, result, keptTo, inserted.length);
    System.arraycopy(
        content, keptFrom, result, keptTo + inserted.length, content.length - keptFrom);
    return result;
  }
}
