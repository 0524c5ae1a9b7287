package dev.settle.dashboards.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All boards, read once at start. */
public final class Boards {
  /** The files that are packed with the server. */
  public static final String PACKED = "classpath:/sql/";

  private final List<Board> boards;

  private Boards(List<Board> boards) {
    this.boards = List.copyOf(boards);
  }

  /**
   * Reads {@code <board>/<name>.sql} below a place.
   *
   * @param root a folder as a Spring resource, such as {@link #PACKED} or {@code file:sql/}
   * @throws PanelFileException when a file is wrong or there is none
   * @throws UncheckedIOException when one cannot be read
   */
  public static Boards read(String root) {
    Map<String, List<Panel>> panels = new TreeMap<>();
    try {
      for (Resource file :
          new PathMatchingResourcePatternResolver().getResources(root + "*/*.sql")) {
        Path path = Path.of(file.getURL().getPath());
        String board = path.getName(path.getNameCount() - 2).toString();
        String name = path.getFileName().toString().replaceFirst("\\.sql$", "");
        Panel panel = PanelFile.read(board, name, file.getContentAsString(StandardCharsets.UTF_8));
        panels.computeIfAbsent(board, b -> new ArrayList<>()).add(panel);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the boards below " + root, e);
    }
    if (panels.isEmpty()) {
      throw new PanelFileException(root, 0, "holds no <board>/<name>.sql");
    }
    List<Board> boards = new ArrayList<>();
    panels.forEach((name, list) -> boards.add(board(name, list)));
    return new Boards(boards);
  }

  private static Board board(String name, List<Panel> panels) {
    panels.sort(Comparator.comparingInt(Panel::position).thenComparing(Panel::name));
    String title =
        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('-', ' ');
    return new Board(name, title, panels);
  }

  /** Every board, by name. */
  public List<Board> all() {
    return boards;
  }

  /** A panel by its board and name, or null. */
  public @Nullable Panel find(String board, String name) {
    return boards.stream()
        .flatMap(b -> b.panels().stream())
        .filter(p -> p.board().equals(board) && p.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
