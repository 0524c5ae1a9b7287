package dev.settle.clickhouse;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds libchdb.so where npm puts it. */
public final class LibraryLocator {
  /** How to get the library. */
  public static final String HOW_TO_FETCH =
      "run 'npm ci --ignore-scripts' in local-stack/clickhouse, or name the file with --library or"
          + " SETTLE_CHDB_LIB";

  private static final String IN_MODULE = "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";

  private LibraryLocator() {}

  /**
   * Looks in the working directory, the module's folder below it, and their parents; then in the
   * parents of this program's own file.
   */
  public static Optional<Path> find() {
    List<Path> starts = new ArrayList<>();
    starts.add(Path.of("").toAbsolutePath());
    Path program = programFile(LibraryLocator.class.getProtectionDomain().getCodeSource());
    if (program != null) {
      starts.add(program);
    }
    for (Path start : starts) {
      for (Path at = start; at != null; at = at.getParent()) {
        for (String folder : List.of(".", "clickhouse", "local-stack/clickhouse")) {
          Path library = at.resolve(folder).resolve(IN_MODULE).normalize();
          if (Files.isReadable(library)) {
            return Optional.of(library);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable Path programFile(@Nullable CodeSource source) {
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
