package dev.settle.batch.statement;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A part that hashes itself the first time that it is read to its end. */
final class ContentPart implements StatementPart {
  /** Length and SHA-256 of a part's uncompressed bytes. */
  record Hash(long length, String sha256) {}

  private final String name;
  private final ByteSource source;
  private @Nullable Hash hash;

  ContentPart(String name, ByteSource source) {
    this.name = name;
    this.source = source;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InputStream open() throws IOException {
    return new Watched(source.open(), hash == null ? newSha256() : null);
  }

  /** The first bytes. */
  byte[] head(int length) throws IOException {
    try (InputStream in = new Watched(source.open(), null)) {
      return in.readNBytes(length);
    }
  }

  /** Length and hash; reads the part when nobody has yet. */
  Hash hash() throws IOException {
    if (hash == null) {
      try (InputStream in = open()) {
        byte[] sink = new byte[64 * 1024];
        while (in.read(sink) >= 0) {
          // the digest takes the bytes
        }
      }
    }
    if (hash == null) {
      throw new IllegalStateException("a part read to its end has its hash");
    }
    return hash;
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Counts, hashes, and tells damage of the content from a failure of the disk. */
  private final class Watched extends WholeReads {
    private final @Nullable MessageDigest digest;
    private long length;

    Watched(InputStream in, @Nullable MessageDigest digest) {
      super(in);
      this.digest = digest;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      int read;
      try {
        read = in.read(target, offset, count);
      } catch (ZipException | EOFException e) {
        throw StatementDamagedException.of("cannot be unpacked, it is cut off or damaged", e);
      }
      if (read < 0) {
        if (digest != null && hash == null) {
          hash = new Hash(length, HexFormat.of().formatHex(digest.digest()));
        }
        return read;
      }
      length += read;
      if (length > UnpackLimits.TOTAL_BYTES_MAX) {
        throw new StatementDamagedException(
            "holds more than " + UnpackLimits.TOTAL_BYTES_MAX + " bytes: not a statement");
      }
      if (digest != null) {
        digest.update(target, offset, read);
      }
      return read;
    }
  }
}
