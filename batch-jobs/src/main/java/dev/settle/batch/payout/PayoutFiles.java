package dev.settle.batch.payout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the files of an approved batch: pain.001 for the bank, CSV for people. Each is written
 * beside its place, forced to the disk and renamed, so that there is never half a file; it is on
 * record before it is there. Only its owner may read it.
 */
public final class PayoutFiles {
  private final PayoutDesk desk;
  private final Path directory;

  /** Files in a directory, which is made when it is not there. */
  public PayoutFiles(PayoutDesk desk, Path directory) {
    this.desk = desk;
    this.directory = directory;
  }

  /**
   * A file that was written.
   *
   * @param sha256 of its content, in hexadecimal
   */
  public record Written(Path path, String sha256) {}

  /**
   * Writes both; again the same bytes.
   *
   * @throws dev.settle.batch.BatchException 65 when the batch is not approved
   */
  public List<Written> write(String batchId, String by) throws IOException, SQLException {
    PaymentOrder order = desk.order(batchId);
    Files.createDirectories(directory);
    List<Path> halves = new ArrayList<>();
    try {
      List<Written> files =
          List.of(
              stage(batchId + ".xml", Pain001Writer.write(order), halves),
              stage(batchId + ".csv", PayoutCsv.write(order), halves));
      desk.recordFiles(batchId, by, files);
      for (int i = 0; i < files.size(); i++) {
        Files.move(
            halves.get(i),
            files.get(i).path(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
        folder.force(true);
      }
      return files;
    } finally {
      for (Path half : halves) {
        Files.deleteIfExists(half);
      }
    }
  }

  private Written stage(String name, byte[] content, List<Path> halves) throws IOException {
    Path half = Files.createTempFile(directory, ".payout-", ".tmp");
    halves.add(half);
    try (FileChannel file = FileChannel.open(half, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    return new Written(directory.resolve(name), BatchId.sha256(content));
  }
}
