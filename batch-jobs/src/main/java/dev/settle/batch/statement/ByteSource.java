package dev.settle.batch.statement;

import java.io.IOException;
import java.io.InputStream;

/** Where the uncompressed bytes of a part come from, again and again. */
interface ByteSource {
  /**
   * A new stream from the start.
   *
   * @throws StatementDamagedException when there is nothing to unpack
   */
  InputStream open() throws IOException;
}
