package dev.settle.batch.statement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The uncompressed content of a statement file, plain, gzip or zip, in constant memory, and its
 * SHA-256. A part that is read to its end is hashed on the way, so that the hash costs no second
 * pass.
 */
public final class StatementContent implements StatementPackage, AutoCloseable {
  private final List<ContentPart> parts;
  private final @Nullable ZipParts zip;

  private StatementContent(List<ContentPart> parts, @Nullable ZipParts zip) {
    this.parts = parts.stream().sorted(Comparator.comparing(ContentPart::name)).toList();
    this.zip = zip;
  }

  /**
   * Opens a file.
   *
   * @throws StatementRefusedException when it is an archive that cannot be read, is encrypted,
   *     holds no file, more than a statement can have, or another archive
   */
  public static StatementContent open(Path file) throws IOException, StatementRefusedException {
    byte[] magic;
    try (InputStream in = Files.newInputStream(file)) {
      magic = in.readNBytes(4);
    }
    StatementContent content =
        switch (Wrapper.of(magic)) {
          case ZIP -> ofZip(ZipParts.open(file));
          case GZIP ->
              new StatementContent(
                  List.of(new ContentPart(nameOf(file), new GzipSource(file))), null);
          case NONE ->
              new StatementContent(
                  List.of(new ContentPart(nameOf(file), new FileSource(file))), null);
        };
    return content;
  }

  private static StatementContent ofZip(ZipParts zip) {
    return new StatementContent(zip.parts(), zip);
  }

  @Override
  public List<StatementPart> parts() {
    return List.copyOf(parts);
  }

  /**
   * The start of every part.
   *
   * @throws StatementRefusedException when a part is an archive itself
   */
  public StatementHead head() throws IOException, StatementRefusedException {
    List<StatementHead.Part> heads = new ArrayList<>();
    for (ContentPart part : parts) {
      boolean wanted = heads.size() < StatementHead.PARTS_MAX;
      byte[] bytes = part.head(wanted ? StatementHead.PART_BYTES : 4);
      if (Wrapper.of(bytes) != Wrapper.NONE) {
        throw new StatementRefusedException(
            "holds another archive (" + part.name() + "): unpack it and give what is inside");
      }
      if (wanted) {
        heads.add(new StatementHead.Part(part.name(), bytes));
      }
    }
    return new StatementHead(heads);
  }

  /**
   * SHA-256 in hex: of the uncompressed content when there is one part; of several parts over a
   * line {@code name NUL length NUL sha256 LF} a part, by name. So plain, gzip and zip of one file
   * have one hash, and packing the same files anew does not change it.
   */
  public String sha256() throws IOException, StatementRefusedException {
    if (parts.size() == 1) {
      return parts.get(0).hash().sha256();
    }
    StringBuilder list = new StringBuilder();
    for (ContentPart part : parts) {
      ContentPart.Hash hash = part.hash();
      list.append(part.name()).append('\0');
      list.append(hash.length()).append('\0').append(hash.sha256()).append('\n');
    }
    byte[] bytes = list.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(ContentPart.newSha256().digest(bytes));
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
