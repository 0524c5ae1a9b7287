package dev.settle.batch.statement;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The first {@value #PART_BYTES} bytes of every part, of at most {@value #PARTS_MAX} parts, with
 * its name: enough to tell the format.
 */
public record StatementHead(List<StatementHead.Part> parts) {
  /** Bytes of a part's head. */
  public static final int PART_BYTES = 8 * 1024;

  /** Parts whose head is taken; a statement of more parts has only names beyond. */
  public static final int PARTS_MAX = 16;

  /**
   * The start of one part.
   *
   * @param name name of the part
   * @param bytes its first bytes, fewer when the part is shorter
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes to look at; heads are never compared
  public record Part(String name, byte[] bytes) {
    /**
     * The bytes as text, without a byte order mark. Never fails: what is no text of the charset, as
     * the character cut at the end, becomes U+FFFD.
     */
    public String text(Charset charset) {
      String text = new String(bytes, charset);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The first line in UTF-8, without its end. */
    public String firstLine() {
      return firstLine(StandardCharsets.UTF_8);
    }

    /** The first line in a charset that is not blank, without its end; empty when there is none. */
    public String firstLine(Charset charset) {
      return text(charset).lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }
  }
}
