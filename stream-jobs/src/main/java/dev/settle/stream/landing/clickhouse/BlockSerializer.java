package dev.settle.stream.landing.clickhouse;

import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Blocks in checkpoints and savepoints. A CRC-32C over all of it comes last: a damaged block stops
 * the job instead of reaching the table. Version 1.
 */
public final class BlockSerializer implements SimpleVersionedSerializer<Block> {
  private static final int VERSION = 1;
  private static final int CHECKSUM_BYTES = Long.BYTES;

  /** Stateless. */
  public BlockSerializer() {}

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(Block block) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(block.body().length + 1024);
    out.writeUTF(block.table());
    out.writeUTF(block.insertColumns());
    out.writeInt(block.partition());
    out.writeUTF(block.token());
    out.writeUTF(block.origin());
    out.writeInt(block.rows());
    out.writeLong(block.rawBytes());
    writeBytes(out, block.firstRow());
    writeBytes(out, block.lastRow());
    writeBytes(out, block.body());
    out.writeLong(checksum(out.getSharedBuffer(), out.length()));
    return out.getCopyOfBuffer();
  }

  @Override
  public Block deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "block of version "
              + version
              + ", this job reads version "
              + VERSION
              + ": start it with the release that wrote the savepoint");
    }
    int contentBytes = serialized.length - CHECKSUM_BYTES;
    if (contentBytes < 0) {
      throw new IOException("block cut to " + serialized.length + " bytes in the checkpoint");
    }
    DataInputDeserializer tail =
        new DataInputDeserializer(serialized, contentBytes, CHECKSUM_BYTES);
    if (tail.readLong() != checksum(serialized, contentBytes)) {
      throw new IOException(
          "block of "
              + serialized.length
              + " bytes fails its checksum: the checkpoint is damaged, restore an older one");
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized, 0, contentBytes);
    return new Block(
        in.readUTF(),
        in.readUTF(),
        in.readInt(),
        in.readUTF(),
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        readBytes(in),
        readBytes(in),
        readBytes(in));
  }

  private static void writeBytes(DataOutputSerializer out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputDeserializer in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }
}
