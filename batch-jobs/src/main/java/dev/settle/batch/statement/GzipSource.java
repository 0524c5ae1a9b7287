package dev.settle.batch.statement;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A gzip file, of one member or several. */
record GzipSource(Path file) implements ByteSource {
  @Override
  public InputStream open() throws IOException {
    Counted packed = new Counted(Files.newInputStream(file));
    try {
      return new Unpacked(new GZIPInputStream(packed, 64 * 1024), packed);
    } catch (ZipException | EOFException e) {
      packed.close();
      throw StatementDamagedException.of("not a readable gzip file", e);
    } catch (IOException e) {
      packed.close();
      throw e;
    }
  }

  /** Watches the ratio; the gzip trailer's checksum is the JDK's to verify. */
  private static final class Unpacked extends WholeReads {
    private final Counted packed;
    private long unpacked;

    Unpacked(InputStream in, Counted packed) {
      super(in);
      this.packed = packed;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      unpacked += Math.max(read, 0);
      if (UnpackLimits.isBomb(unpacked, packed.count)) {
        throw new StatementDamagedException(
            "unpacks to more than " + UnpackLimits.RATIO_MAX + " times its size: not a statement");
      }
      return read;
    }
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
