package dev.settle.stream.landing.clickhouse;

import com.clickhouse.data.ClickHouseCityHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's native compressed framing, as {@code decompress=1} reads it. A frame: CityHash128 of
 * all that follows (16 bytes), method (1 byte, 0x82: LZ4), size of what follows the hash with this
 * header (UInt32), size before compression (UInt32), data. Little-endian. The frames are built in
 * memory; whatever is written is compressed frame by frame.
 */
final class CompressedFrames {
  private static final int FRAME_BYTES = 1 << 18;
  private static final int HASH_BYTES = 16;
  private static final int HEADER_BYTES = 9;
  private static final byte METHOD_LZ4 = (byte) 0x82;
  private static final LZ4Compressor LZ4 = LZ4Factory.fastestInstance().fastCompressor();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
  private final byte[] raw;
  private final byte[] frame;
  private int rawBytes;

  CompressedFrames() {
    this(FRAME_BYTES);
  }

  CompressedFrames(int frameBytes) {
    raw = new byte[frameBytes];
    frame = new byte[HASH_BYTES + HEADER_BYTES + LZ4.maxCompressedLength(frameBytes)];
  }

  void write(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      if (rawBytes == raw.length) {
        writeFrame();
      }
      int part = Math.min(bytes.length - at, raw.length - rawBytes);
      System.arraycopy(bytes, at, raw, rawBytes, part);
      rawBytes += part;
      at += part;
    }
  }

  /** All frames; the last one is closed by this. */
  byte[] finish() {
    if (rawBytes > 0) {
      writeFrame();
    }
    return out.toByteArray();
  }

  // Deprecated with its package; client-v2 keeps the same function among its internals only.
  @SuppressWarnings("deprecation")
  private void writeFrame() {
    int dataAt = HASH_BYTES + HEADER_BYTES;
    int dataBytes = LZ4.compress(raw, 0, rawBytes, frame, dataAt, frame.length - dataAt);
    int hashed = HEADER_BYTES + dataBytes;
    ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    header.position(HASH_BYTES);
    header.put(METHOD_LZ4).putInt(hashed).putInt(rawBytes);
    long[] hash = ClickHouseCityHash.cityHash128(frame, HASH_BYTES, hashed);
    header.putLong(0, hash[0]).putLong(Long.BYTES, hash[1]);
    out.write(frame, 0, HASH_BYTES + hashed);
    rawBytes = 0;
  }
}
