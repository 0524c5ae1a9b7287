package dev.settle.clickhouse.codec;

import com.github.luben.zstd.Zstd;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Reads ClickHouse's compressed blocks (LZ4, ZSTD or stored). The checksum of each block is
 * verified before a byte of it is handed out; a wrong or cut block throws.
 */
public final class BlockInputStream extends InputStream {
  private static final LZ4SafeDecompressor LZ4 = LZ4Factory.fastestInstance().safeDecompressor();

  private final InputStream in;
  private byte[] block = new byte[0];
  private int position;

  /** Reads blocks from {@code in} to its end. */
  public BlockInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? block[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, block.length - position);
    System.arraycopy(block, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (position >= block.length) {
      byte[] checksum = in.readNBytes(BlockFormat.CHECKSUM_BYTES);
      if (checksum.length == 0) {
        return false;
      }
      if (checksum.length < BlockFormat.CHECKSUM_BYTES) {
        throw cut();
      }
      block = decompress(verified(checksum));
      position = 0;
    }
    return true;
  }

  /** Header and data of the next block. */
  private byte[] verified(byte[] checksum) throws IOException {
    byte[] header = in.readNBytes(BlockFormat.HEADER_BYTES);
    if (header.length < BlockFormat.HEADER_BYTES) {
      throw cut();
    }
    int size = BlockFormat.littleEndian(header).getInt(1);
    if (size < BlockFormat.HEADER_BYTES || size > BlockFormat.BLOCK_BYTES_MAX) {
      throw new CorruptBlockException(
          CorruptBlockException.TOO_LARGE_SIZE_COMPRESSED,
          "Compressed block says it has " + Integer.toUnsignedString(size) + " bytes");
    }
    byte[] whole = Arrays.copyOf(header, size);
    int dataBytes = size - BlockFormat.HEADER_BYTES;
    if (in.readNBytes(whole, BlockFormat.HEADER_BYTES, dataBytes) < dataBytes) {
      throw cut();
    }
    if (!Arrays.equals(checksum, BlockFormat.checksum(whole, 0, size))) {
      throw new CorruptBlockException(
          CorruptBlockException.CHECKSUM_DOESNT_MATCH,
          "Checksum doesn't match: corrupted data of " + size + " compressed bytes");
    }
    return whole;
  }

  private static byte[] decompress(byte[] whole) throws CorruptBlockException {
    ByteBuffer header = BlockFormat.littleEndian(whole);
    int method = header.get(0) & 0xFF;
    int size = header.getInt(5);
    if (size < 0 || size > BlockFormat.BLOCK_BYTES_MAX) {
      throw new CorruptBlockException(
          CorruptBlockException.TOO_LARGE_SIZE_COMPRESSED,
          "Compressed block says it holds " + Integer.toUnsignedString(size) + " bytes");
    }
    int from = BlockFormat.HEADER_BYTES;
    int length = whole.length - from;
    byte[] data = new byte[size];
    long written;
    try {
      written =
          switch (method) {
            case BlockFormat.METHOD_LZ4 -> LZ4.decompress(whole, from, length, data, 0, size);
            case BlockFormat.METHOD_ZSTD ->
                Zstd.decompressByteArray(data, 0, size, whole, from, length);
            case BlockFormat.METHOD_NONE -> store(whole, from, length, data);
            default ->
                throw new CorruptBlockException(
                    CorruptBlockException.UNKNOWN_COMPRESSION_METHOD,
                    "Unknown compression method 0x" + Integer.toHexString(method));
          };
    } catch (LZ4Exception e) {
      throw new CorruptBlockException(
          CorruptBlockException.CANNOT_DECOMPRESS, "Cannot decompress LZ4 block", e);
    }
    if (written != size) {
      throw new CorruptBlockException(
          CorruptBlockException.CANNOT_DECOMPRESS,
          "Block holds other than the " + size + " bytes it says");
    }
    return data;
  }

  private static long store(byte[] whole, int from, int length, byte[] data) {
    System.arraycopy(whole, from, data, 0, Math.min(length, data.length));
    return length;
  }

  private static EOFException cut() {
    return new EOFException("the body ends in the middle of a compressed block");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
