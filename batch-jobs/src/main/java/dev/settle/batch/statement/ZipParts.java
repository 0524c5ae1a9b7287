package dev.settle.batch.statement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files of a zip, by random access. Folders, and what macOS adds beside the files, are left
 * out. What its directory declares is checked before anything is unpacked, and each file's length
 * and checksum while it is read.
 */
final class ZipParts implements AutoCloseable {
  private final ZipFile zip;
  private final List<ContentPart> parts;

  private ZipParts(ZipFile zip, List<ContentPart> parts) {
    this.zip = zip;
    this.parts = parts;
  }

  static ZipParts open(Path file) throws IOException, StatementRefusedException {
    ZipDirectory.requireSmall(file);
    ZipFile zip;
    try {
      // Names without the UTF-8 flag come as their bytes, to be decoded by what they are.
      zip = new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
    } catch (ZipException e) {
      throw new StatementRefusedException(reasonOf(e), e);
    }
    try {
      return new ZipParts(zip, partsOf(zip));
    } catch (StatementRefusedException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  List<ContentPart> parts() {
    return parts;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static List<ContentPart> partsOf(ZipFile zip) throws StatementRefusedException {
    if (zip.size() > UnpackLimits.ENTRIES_MAX) {
      throw ZipDirectory.tooMany(zip.size());
    }
    List<ContentPart> parts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long total = 0;
    for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
      String path = ZipNames.decode(entry.getName());
      if (entry.isDirectory() || ZipNames.isOfTheSystem(path)) {
        continue;
      }
      String name = ZipNames.fileName(path);
      if (!names.add(name)) {
        throw new StatementRefusedException("the zip holds " + name + " twice");
      }
      requireBelievable(entry, name);
      total += entry.getSize();
      parts.add(new ContentPart(name, () -> new Unpacked(opened(zip, entry), entry)));
    }
    if (parts.isEmpty()) {
      throw new StatementRefusedException("the zip holds no file");
    }
    if (total > UnpackLimits.TOTAL_BYTES_MAX) {
      throw new StatementRefusedException(
          "the zip unpacks to "
              + total
              + " bytes, more than "
              + UnpackLimits.TOTAL_BYTES_MAX
              + ": not a statement");
    }
    return parts;
  }

  private static void requireBelievable(ZipEntry entry, String name)
      throws StatementRefusedException {
    if (entry.getSize() < 0 || entry.getSize() > UnpackLimits.TOTAL_BYTES_MAX) {
      throw new StatementRefusedException(
          name + " unpacks to " + entry.getSize() + " bytes: not a statement");
    }
    if (UnpackLimits.isBomb(entry.getSize(), entry.getCompressedSize())) {
      throw new StatementRefusedException(
          name
              + " unpacks to more than "
              + UnpackLimits.RATIO_MAX
              + " times its size: not a statement");
    }
  }

  private static InputStream opened(ZipFile zip, ZipEntry entry) throws IOException {
    InputStream in = zip.getInputStream(entry);
    if (in == null) {
      throw new StatementDamagedException("the zip's directory names a file that is not in it");
    }
    return in;
  }

  private static String reasonOf(ZipException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("encrypted")) {
      return "the zip is encrypted: give it unpacked or without a password";
    }
    if (message.contains("compression method")) {
      return "the zip is packed by a method other than deflate: pack it anew";
    }
    return "not a readable zip file, it is cut off or damaged: " + message;
  }

  /** The JDK's stream inflates and no more: length and checksum are verified here. */
  private static final class Unpacked extends WholeReads {
    private final ZipEntry entry;
    private final CRC32 crc = new CRC32();
    private long length;

    Unpacked(InputStream in, ZipEntry entry) {
      super(in);
      this.entry = entry;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      int read = in.read(target, offset, count);
      if (read >= 0) {
        length += read;
        crc.update(target, offset, read);
      }
      boolean wrong =
          read < 0
              ? length != entry.getSize() || crc.getValue() != entry.getCrc()
              : length > entry.getSize();
      if (wrong) {
        throw new ZipException("length or checksum of a file in the zip does not hold");
      }
      return read;
    }
  }
}
