package dev.settle.batch.statement;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The uncompressed content of a statement file, plain, gzip or zip with one entry, and its SHA-256.
 * Memory is constant; what unpacks to more than {@value #CONTENT_BYTES_MAX} bytes is refused.
 */
public final class StatementContent implements AutoCloseable {
  private static final long CONTENT_BYTES_MAX = 16L << 30;

  private final InputStream outer;
  private final InputStream unwrapped;
  private final DigestInputStream content;

  private StatementContent(InputStream outer, InputStream unwrapped) {
    this.outer = outer;
    this.unwrapped = unwrapped;
    this.content = new DigestInputStream(new Limited(unwrapped), sha256());
  }

  /**
   * Opens a file.
   *
   * @throws StatementRefusedException when it is an archive without exactly one entry
   */
  public static StatementContent open(Path file) throws IOException, StatementRefusedException {
    InputStream outer = new BufferedInputStream(Files.newInputStream(file), 128 * 1024);
    try {
      return new StatementContent(outer, unwrap(outer));
    } catch (IOException | StatementRefusedException | RuntimeException e) {
      outer.close();
      throw e;
    }
  }

  /** The uncompressed bytes. */
  public InputStream stream() {
    return content;
  }

  /**
   * Reads what is left and gives the SHA-256 of all uncompressed bytes.
   *
   * @throws StatementRefusedException when the archive holds more than one entry
   */
  public String sha256OfAll() throws IOException, StatementRefusedException {
    byte[] sink = new byte[64 * 1024];
    while (content.read(sink) >= 0) {
      // the digest takes the bytes
    }
    if (unwrapped instanceof ZipInputStream zip && nextFile(zip) != null) {
      throw new StatementRefusedException("the zip holds more than one file: give one statement");
    }
    return HexFormat.of().formatHex(content.getMessageDigest().digest());
  }

  @Override
  public void close() throws IOException {
    outer.close();
  }

  private static InputStream unwrap(InputStream outer)
      throws IOException, StatementRefusedException {
    outer.mark(4);
    byte[] magic = outer.readNBytes(4);
    outer.reset();
    if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
      return gzip(outer);
    }
    if (magic.length >= 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4) {
      ZipInputStream zip = new ZipInputStream(outer);
      if (nextFile(zip) == null) {
        throw new StatementRefusedException("the zip holds no file");
      }
      return zip;
    }
    return outer;
  }

  private static InputStream gzip(InputStream outer) throws IOException, StatementRefusedException {
    try {
      return new GZIPInputStream(outer, 64 * 1024);
    } catch (ZipException e) {
      throw new StatementRefusedException("not a readable gzip file: " + e.getMessage(), e);
    }
  }

  private static @org.jspecify.annotations.Nullable ZipEntry nextFile(ZipInputStream zip)
      throws IOException {
    ZipEntry entry = zip.getNextEntry();
    while (entry != null && entry.isDirectory()) {
      entry = zip.getNextEntry();
    }
    return entry;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Ends an archive that unpacks without end. */
  private static final class Limited extends FilterInputStream {
    private long left = CONTENT_BYTES_MAX;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      left -= Math.max(read, 0);
      if (left < 0) {
        throw new ZipException("unpacks to more than " + CONTENT_BYTES_MAX + " bytes");
      }
      return read;
    }
  }
}
