package dev.settle.batch.statement;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream whose every byte passes through {@link #read(byte[], int, int)}, so that what watches
 * them has one place to do it.
 */
abstract class WholeReads extends FilterInputStream {
  WholeReads(InputStream in) {
    super(in);
  }

  @Override
  public abstract int read(byte[] target, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public final long skip(long count) throws IOException {
    byte[] sink = new byte[(int) Math.min(Math.max(count, 1), 64 * 1024)];
    long skipped = 0;
    while (skipped < count) {
      int read = read(sink, 0, (int) Math.min(sink.length, count - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
