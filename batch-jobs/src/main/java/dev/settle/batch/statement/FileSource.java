package dev.settle.batch.statement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A plain file. */
record FileSource(Path file) implements ByteSource {
  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }
}
