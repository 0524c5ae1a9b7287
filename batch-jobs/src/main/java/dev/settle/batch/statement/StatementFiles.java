package dev.settle.batch.statement;

import dev.settle.batch.statement.wechat.WechatBillReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Recognises the format of a statement file by its content and reads it. */
public final class StatementFiles {
  private StatementFiles() {}

  /**
   * Reads a file to its end and says whether it holds. Lines go to the consumer while the file is
   * read: they count only when the verdict is accepted.
   *
   * @throws IOException when the file cannot be read or a line cannot be written; never for what
   *     the file says
   */
  public static StatementCheck check(Path file, Expectation expectation, LineConsumer consumer)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    WechatBillReader reader = new WechatBillReader(expectation, consumer);
    boolean recognised = false;
    String sha256 = null;
    try (StatementContent content = StatementContent.open(file)) {
      try {
        ByteLines text = new ByteLines(content.stream());
        String first = text.next();
        recognised = first != null && WechatBillReader.recognises(first);
        if (first == null || !recognised) {
          throw new StatementRefusedException(1, null, unknownFormat(first));
        }
        StatementSummary summary = reader.read(first, text);
        sha256 = content.sha256OfAll();
        return new StatementCheck(name, true, null, summary, sha256);
      } catch (StatementRefusedException e) {
        sha256 = digest(content);
        throw e;
      }
    } catch (StatementRefusedException e) {
      return refused(name, e.getMessage(), reader, recognised, sha256);
    } catch (ZipException | EOFException e) {
      String cause = "cannot be unpacked, it is cut off or damaged: " + e.getMessage();
      return refused(name, cause, reader, recognised, null);
    } catch (ArithmeticException e) {
      return refused(name, "amounts beyond 64 bits: " + e.getMessage(), reader, recognised, sha256);
    }
  }

  private static StatementCheck refused(
      String name,
      @Nullable String cause,
      WechatBillReader reader,
      boolean recognised,
      @Nullable String sha256) {
    StatementSummary summary = recognised ? reader.summary() : StatementSummary.unknown();
    return new StatementCheck(name, false, name + " " + cause, summary, sha256);
  }

  private static @Nullable String digest(StatementContent content) throws IOException {
    try {
      return content.sha256OfAll();
    } catch (StatementRefusedException | ZipException | EOFException e) {
      return null; // refused already, for what came first
    }
  }

  private static String unknownFormat(@Nullable String first) {
    if (first == null) {
      return "the file is empty";
    }
    if (first.startsWith("<")) {
      return "XML, not a statement: perhaps the channel's error answer was saved in its place";
    }
    if (first.startsWith("{")) {
      return "JSON, not a statement: perhaps the channel's error answer was saved in its place";
    }
    String start = first.length() > 60 ? first.substring(0, 60) + "…" : first;
    return "no known statement format begins with '" + start + "'";
  }
}
