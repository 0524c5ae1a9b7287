package dev.settle.batch.statement.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Changes statements where it hurts: digits, separators, lines, ends, tags, encodings, wrappers.
 * The same seed gives the same inputs.
 */
final class Mutator {
  private static final int INPUT_BYTES_MAX = 64 * 1024;
  private static final byte[][] WORDS =
      Stream.of(
              "\0",
              "\r\n",
              "\n",
              "\r",
              "\t",
              ",",
              "`",
              ",`",
              "\"",
              "\"\"",
              "#",
              "-",
              "+",
              ".",
              " ",
              "0",
              "-0.00",
              "0.00",
              "0.005",
              "99999999999999999999",
              "9223372036854775807",
              "1e9",
              "NaN",
              "２",
              "\uFEFF",
              "\u202E",
              "财",
              "元",
              "￥",
              "USD",
              "JPY",
              "XXX",
              "2025-02-30",
              "9999-12-31 23:59:60",
              "D000000000001",
              "C999999999999",
              "&lt;",
              "&x;",
              "<!--",
              "-->",
              "<![CDATA[",
              "]]>",
              "</Ntry>",
              "<Ntry>",
              "<Amt Ccy=\"EUR\">",
              "<!DOCTYPE a>",
              "@@@",
              "xmlns='x'",
              "合计",
              "退款",
              "SUCCESS",
              "REFUND",
              "true")
          .flatMap(
              word ->
                  Stream.of(
                      word.getBytes(StandardCharsets.UTF_8), word.getBytes(Charset.forName("GBK"))))
          .toArray(byte[][]::new);

  private final Random random;
  private final List<byte[]> seeds;

  /** A mutator of these statements, with zips laid open. */
  Mutator(long seed, List<byte[]> seeds) {
    this.random = new Random(seed);
    this.seeds = seeds;
  }

  /** The next input, wrapped. */
  byte[] next() throws IOException {
    byte[] bytes = pick();
    int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 3);
    for (int i = 0; i < changes; i++) {
      bytes = change(bytes);
    }
    if (bytes.length > INPUT_BYTES_MAX) {
      bytes = Arrays.copyOf(bytes, INPUT_BYTES_MAX);
    }
    return wrap(bytes);
  }

  private byte[] wrap(byte[] bytes) throws IOException {
    byte[] packed = Parcel.pack(bytes);
    return switch (random.nextInt(12)) {
      case 0 -> Parcel.gzip(packed);
      case 1 -> Parcel.zip(packed);
      case 2 -> change(Parcel.gzip(packed));
      case 3 -> change(Parcel.zip(packed));
      case 4 -> packed.length > 4 && packed[0] == 'P' ? change(packed) : packed;
      default -> packed;
    };
  }

  private byte[] pick() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] change(byte[] bytes) {
    if (bytes.length == 0) {
      return word();
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(1 + random.nextInt(40)));
    return switch (random.nextInt(12)) {
      case 0 -> flipped(bytes, at, 1 << random.nextInt(8));
      case 1 -> flipped(bytes, at, random.nextInt(256));
      case 2 -> spliced(bytes, at, at + length, new byte[0]);
      case 3 -> spliced(bytes, at, at, word());
      case 4 -> spliced(bytes, at, at + length, word());
      case 5 -> Arrays.copyOf(bytes, at);
      case 6 -> digit(bytes, at);
      case 7 -> line(bytes, at, false);
      case 8 -> line(bytes, at, true);
      case 9 -> crossed(bytes, at);
      case 10 -> spliced(bytes, at, at, repeated());
      default -> digit(digit(bytes, at), random.nextInt(bytes.length));
    };
  }

  private byte[] word() {
    return WORDS[random.nextInt(WORDS.length)];
  }

  private byte[] repeated() {
    byte[] word = word();
    int times = 1 + random.nextInt(200);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.writeBytes(word);
    }
    return out.toByteArray();
  }

  private static byte[] flipped(byte[] bytes, int at, int mask) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) mask;
    return changed;
  }

  /** Changes the first digit from a place on, so that sums no longer hold or numbers grow. */
  private byte[] digit(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        byte[] changed = bytes.clone();
        changed[i] = (byte) ('0' + random.nextInt(10));
        return changed;
      }
    }
    return bytes;
  }

  private static byte[] line(byte[] bytes, int at, boolean twice) {
    int from = at;
    while (from > 0 && bytes[from - 1] != '\n') {
      from--;
    }
    int to = at;
    while (to < bytes.length && bytes[to] != '\n') {
      to++;
    }
    to = Math.min(bytes.length, to + 1);
    byte[] line = Arrays.copyOfRange(bytes, from, to);
    return twice ? spliced(bytes, from, from, line) : spliced(bytes, from, to, new byte[0]);
  }

  private byte[] crossed(byte[] bytes, int at) {
    byte[] other = pick();
    int from = other.length == 0 ? 0 : random.nextInt(other.length);
    return spliced(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
    byte[] changed = new byte[bytes.length - (to - from) + with.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(with, 0, changed, from, with.length);
    System.arraycopy(bytes, to, changed, from + with.length, bytes.length - to);
    return changed;
  }
}
