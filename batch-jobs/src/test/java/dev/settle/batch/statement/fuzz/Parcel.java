package dev.settle.batch.statement.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Zips laid open, so that a mutation changes what is inside and not only breaks the archive:
 * {@code @@@name LF content} for each file. What does not begin so is a plain file.
 */
final class Parcel {
  private static final byte[] MARK = "@@@".getBytes(StandardCharsets.US_ASCII);
  private static final Charset NAMES = Charset.forName("GBK");

  private Parcel() {}

  /** Files of a zip laid open; other bytes, and a zip that cannot be read, as they are. */
  static byte[] open(byte[] bytes) {
    if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
      return bytes;
    }
    ByteArrayOutputStream open = new ByteArrayOutputStream();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes), NAMES)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        open.write(MARK);
        open.write(entry.getName().getBytes(NAMES));
        open.write('\n');
        zip.transferTo(open);
      }
    } catch (IOException | IllegalArgumentException e) {
      return bytes;
    }
    return open.size() == 0 ? bytes : open.toByteArray();
  }

  /** The zip of what was laid open; a plain file as it is. */
  static byte[] pack(byte[] bytes) throws IOException {
    if (!markAt(bytes, 0)) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> names = new ArrayList<>();
    try (ZipOutputStream zip = new ZipOutputStream(out, NAMES)) {
      int at = 0;
      while (at < bytes.length && names.size() < 100) {
        int end = at + MARK.length;
        while (end < bytes.length && !markAt(bytes, end)) {
          end++;
        }
        put(zip, bytes, at + MARK.length, end, names);
        at = end;
      }
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream zip, byte[] bytes, int from, int to, List<String> names)
      throws IOException {
    int lineEnd = from;
    while (lineEnd < to && bytes[lineEnd] != '\n' && lineEnd - from < 200) {
      lineEnd++;
    }
    String name = new String(bytes, from, lineEnd - from, NAMES);
    if (!NAMES.newEncoder().canEncode(name)) {
      name = "";
    }
    while (name.isEmpty() || names.contains(name)) {
      name = name + "_" + names.size() + ".csv";
    }
    names.add(name);
    zip.putNextEntry(new ZipEntry(name));
    int content = Math.min(lineEnd + 1, to);
    zip.write(bytes, content, to - content);
    zip.closeEntry();
  }

  /** A zip with one file. */
  static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, NAMES)) {
      zip.putNextEntry(new ZipEntry("statement.csv"));
      zip.write(bytes);
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static boolean markAt(byte[] bytes, int at) {
    return at + MARK.length <= bytes.length
        && bytes[at] == MARK[0]
        && bytes[at + 1] == MARK[1]
        && bytes[at + 2] == MARK[2];
  }
}
