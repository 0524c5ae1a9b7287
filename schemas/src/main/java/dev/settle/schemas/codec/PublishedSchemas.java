package dev.settle.schemas.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The released versions of a contract, kept in {@code schemas/published/RECORD/vN.avsc} and packed
 * into the jar. A released file never changes; a new version gets the next number.
 */
public final class PublishedSchemas {
  private PublishedSchemas() {}

  /**
   * All released versions, oldest first.
   *
   * @param recordName simple name of the record, such as {@code PaymentChange}
   * @throws IllegalStateException when none is published
   */
  public static List<Schema> of(String recordName) {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; ; version++) {
      String resource = "/published/" + recordName + "/v" + version + ".avsc";
      try (InputStream in = PublishedSchemas.class.getResourceAsStream(resource)) {
        if (in == null) {
          break;
        }
        versions.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + resource, e);
      }
    }
    if (versions.isEmpty()) {
      throw new IllegalStateException(
          "no published schema of " + recordName + " in schemas/published");
    }
    return versions;
  }
}
