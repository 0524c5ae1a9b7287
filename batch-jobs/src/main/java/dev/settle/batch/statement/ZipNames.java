package dev.settle.batch.statement;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Names of zip entries, which Chinese channels write in GBK without saying so. */
final class ZipNames {
  private ZipNames() {}

  /**
   * The name as it was meant.
   *
   * @param name as decoded by ISO 8859-1, or by UTF-8 where the entry is flagged so
   */
  static String decode(String name) {
    if (name.chars().anyMatch(c -> c > 0xFF)) {
      return name;
    }
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    String utf8 = strict(bytes, StandardCharsets.UTF_8);
    if (utf8 != null) {
      return utf8;
    }
    String chinese = strict(bytes, ByteLines.CHINESE);
    return chinese == null ? name : chinese;
  }

  /** The last component, without control characters: {@code ../../etc/passwd} is passwd. */
  static String fileName(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.replaceAll("\\p{Cntrl}", "_");
  }

  /** True for what an operating system adds to a zip by itself. */
  static boolean isOfTheSystem(String path) {
    String name = fileName(path);
    return path.endsWith("\\")
        || path.startsWith("__MACOSX/")
        || name.startsWith("._")
        || name.equals(".DS_Store")
        || name.equals("Thumbs.db");
  }

  private static @Nullable String strict(byte[] bytes, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null; // not of this charset: the next one is tried
    }
  }
}
