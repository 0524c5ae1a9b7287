package dev.settle.clickhouse.codec;

import com.clickhouse.data.ClickHouseCityHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Layout of a compressed block of ClickHouse: checksum (16 bytes, CityHash128 of all that follows),
 * method (1), compressed size with the 9 bytes of this header (4), uncompressed size (4), data.
 * Numbers are little-endian.
 */
final class BlockFormat {
  static final int CHECKSUM_BYTES = 16;
  static final int HEADER_BYTES = 9;
  static final int METHOD_NONE = 0x02;
  static final int METHOD_LZ4 = 0x82;
  static final int METHOD_ZSTD = 0x90;

  /** Larger blocks are refused: clients write at most some megabytes. */
  static final int BLOCK_BYTES_MAX = 256 << 20;

  private BlockFormat() {}

  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The checksum of {@code length} bytes, as it stands on the wire. */
  // Deprecated with the old client it served; the algorithm is frozen by the wire format.
  @SuppressWarnings("deprecation")
  static byte[] checksum(byte[] bytes, int offset, int length) {
    long[] hash = ClickHouseCityHash.cityHash128(bytes, offset, length);
    byte[] checksum = new byte[CHECKSUM_BYTES];
    littleEndian(checksum).putLong(hash[0]).putLong(hash[1]);
    return checksum;
  }
}
