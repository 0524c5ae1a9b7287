package dev.settle.clickhouse.codec;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/** Writes ClickHouse's compressed blocks with their checksums. {@link #close()} ends the stream. */
public final class BlockOutputStream extends OutputStream {
  /** How blocks are compressed. */
  public enum Method {
    /** Fast. */
    LZ4,
    /** Small. */
    ZSTD
  }

  private static final int BLOCK_BYTES = 1 << 16;
  private static final int ZSTD_LEVEL = 1;
  private static final LZ4Compressor LZ4 = LZ4Factory.fastestInstance().fastCompressor();

  private final OutputStream out;
  private final Method method;
  private final byte[] block = new byte[BLOCK_BYTES];
  private final byte[] compressed;
  private int count;

  /** Writes blocks to {@code out}. */
  public BlockOutputStream(OutputStream out, Method method) {
    this.out = out;
    this.method = method;
    int bound =
        switch (method) {
          case LZ4 -> LZ4.maxCompressedLength(BLOCK_BYTES);
          case ZSTD -> (int) Zstd.compressBound(BLOCK_BYTES);
        };
    this.compressed = new byte[BlockFormat.HEADER_BYTES + bound];
  }

  @Override
  public void write(int value) throws IOException {
    if (count == block.length) {
      writeBlock();
    }
    block[count++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; ) {
      if (count == block.length) {
        writeBlock();
      }
      int part = Math.min(end - at, block.length - count);
      System.arraycopy(source, at, block, count, part);
      count += part;
      at += part;
    }
  }

  private void writeBlock() throws IOException {
    if (count == 0) {
      return;
    }
    int from = BlockFormat.HEADER_BYTES;
    int room = compressed.length - from;
    int bytes =
        switch (method) {
          case LZ4 -> LZ4.compress(block, 0, count, compressed, from, room);
          case ZSTD -> zstd(from, room);
        };
    int methodByte = method == Method.LZ4 ? BlockFormat.METHOD_LZ4 : BlockFormat.METHOD_ZSTD;
    ByteBuffer header = BlockFormat.littleEndian(compressed);
    header.put((byte) methodByte).putInt(from + bytes).putInt(count);
    out.write(BlockFormat.checksum(compressed, 0, from + bytes));
    out.write(compressed, 0, from + bytes);
    count = 0;
  }

  private int zstd(int from, int room) throws IOException {
    long bytes = Zstd.compressByteArray(compressed, from, room, block, 0, count, ZSTD_LEVEL);
    if (Zstd.isError(bytes)) {
      throw new IOException("ZSTD: " + Zstd.getErrorName(bytes));
    }
    return (int) bytes;
  }

  @Override
  public void flush() throws IOException {
    writeBlock();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    writeBlock();
    out.close();
  }
}
