package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.EngineException;
import dev.settle.clickhouse.engine.EngineResult;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Joins a result's blocks into one document. The engine formats each block with the format's
 * header; all but the first header are cut off. Formats whose header has no certain end, or which
 * have a footer, are not streamable and have no stripper.
 */
abstract class HeaderStripper {
  /** A header longer than this is not looked for: thousands of columns need less. */
  private static final int HEADER_BYTES_MAX = 16 << 20;

  private byte @Nullable [] header;

  /** The stripper of a format, or null when its result must be formatted as a whole. */
  static @Nullable HeaderStripper forFormat(String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "rowbinary",
          "tabseparated",
          "tsv",
          "tabseparatedraw",
          "tsvraw",
          "csv",
          "native",
          "jsoneachrow",
          "jsonlines",
          "ndjson",
          "jsonstringseachrow",
          "jsoncompacteachrow",
          "jsoncompactstringseachrow" ->
          new None();
      case "rowbinarywithnames" -> new Binary(1);
      case "rowbinarywithnamesandtypes" -> new Binary(2);
      case "tabseparatedwithnames",
          "tsvwithnames",
          "jsoncompacteachrowwithnames",
          "jsoncompactstringseachrowwithnames" ->
          new Lines(1, false);
      case "csvwithnames" -> new Lines(1, true);
      case "tabseparatedwithnamesandtypes",
          "tsvwithnamesandtypes",
          "jsoncompacteachrowwithnamesandtypes",
          "jsoncompactstringseachrowwithnamesandtypes" ->
          new Lines(2, false);
      case "csvwithnamesandtypes" -> new Lines(2, true);
      default -> null;
    };
  }

  /**
   * How many bytes of this block are a repeated header: 0 for the first block.
   *
   * @throws EngineException when a later block does not begin with the first one's header
   */
  long skip(EngineResult block) throws EngineException {
    byte[] known = header;
    if (known == null) {
      byte[] head = block.head(HEADER_BYTES_MAX);
      int length = headerLength(head);
      if (length < 0) {
        throw unexpected("the first block has no whole header");
      }
      header = Arrays.copyOf(head, length);
      return 0;
    }
    if (!Arrays.equals(known, block.head(known.length))) {
      throw unexpected("a block does not begin with the header of the first");
    }
    return known.length;
  }

  private static EngineException unexpected(String reason) {
    return new EngineException(
        49, "Cannot join the blocks of a result: " + reason + ". (LOGICAL_ERROR)");
  }

  /** Length of the header at the start of {@code block}, or -1 if it does not end in it. */
  abstract int headerLength(byte[] block);

  private static final class None extends HeaderStripper {
    @Override
    long skip(EngineResult block) {
      return 0;
    }

    @Override
    int headerLength(byte[] block) {
      return 0;
    }
  }

  /** The number of columns as a varint, then strings with varint lengths, in one or two rounds. */
  private static final class Binary extends HeaderStripper {
    private final int rounds;
    private int at;

    Binary(int rounds) {
      this.rounds = rounds;
    }

    @Override
    int headerLength(byte[] block) {
      at = 0;
      long strings = varint(block) * rounds;
      for (long i = 0; i < strings && at >= 0; i++) {
        long length = varint(block);
        at = at < 0 || length > block.length - at ? -1 : at + (int) length;
      }
      return at;
    }

    private long varint(byte[] block) {
      long value = 0;
      for (int shift = 0; at >= 0 && shift < 64; shift += 7) {
        if (at >= block.length) {
          at = -1;
          return 0;
        }
        byte part = block[at++];
        value |= (long) (part & 0x7F) << shift;
        if (part >= 0) {
          return value;
        }
      }
      at = -1;
      return 0;
    }
  }

  /** Lines. In CSV an end of line inside double quotes is content; TSV and JSON escape theirs. */
  private static final class Lines extends HeaderStripper {
    private final int lines;
    private final boolean hasQuotes;

    Lines(int lines, boolean hasQuotes) {
      this.lines = lines;
      this.hasQuotes = hasQuotes;
    }

    @Override
    int headerLength(byte[] block) {
      int rest = lines;
      boolean isInside = false;
      for (int i = 0; i < block.length; i++) {
        isInside ^= hasQuotes && block[i] == '"';
        if (block[i] == '\n' && !isInside && --rest == 0) {
          return i + 1;
        }
      }
      return -1;
    }
  }
}
