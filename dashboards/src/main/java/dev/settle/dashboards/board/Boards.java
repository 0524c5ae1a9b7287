package dev.settle.dashboards.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    Map<Panel, String> files = new LinkedHashMap<>();
    try {
      for (Resource file :
          new PathMatchingResourcePatternResolver().getResources(root + "*/*.sql")) {
        Path path = Path.of(file.getURL().getPath());
        String board = path.getName(path.getNameCount() - 2).toString();
        String name = path.getFileName().toString().replaceFirst("\\.sql$", "");
        String text = file.getContentAsString(StandardCharsets.UTF_8);
        Panel panel = PanelFile.read(board, name, text);
        files.put(panel, text);
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
    // By name already, and sorting keeps that among those without a position.
    boards.sort(Comparator.comparingInt(Boards::position));
    Boards all = new Boards(boards);
    all.checkLinks(files);
    return all;
  }

  private static Board board(String name, List<Panel> panels) {
    panels.sort(Comparator.comparingInt(Panel::position).thenComparing(Panel::name));
    String title =
        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('-', ' ');
    String titleZh =
        panels.stream().map(Panel::boardZh).filter(Objects::nonNull).findFirst().orElse(null);
    return new Board(name, title, titleZh, panels);
  }

  private static int position(Board board) {
    return board.panels().stream().mapToInt(Panel::boardPosition).min().orElse(Integer.MAX_VALUE);
  }

  private void checkLinks(Map<Panel, String> files) {
    files.forEach(
        (panel, text) -> {
          for (Link link : panel.links()) {
            String fault = fault(link);
            if (fault != null) {
              throw PanelFile.linkFault(panel, text, link, fault);
            }
          }
        });
  }

  private @Nullable String fault(Link link) {
    Board target =
        boards.stream().filter(b -> b.name().equals(link.board())).findFirst().orElse(null);
    if (target == null) {
      return "there is no board '" + link.board() + "'";
    }
    boolean known =
        target.panels().stream()
            .flatMap(p -> p.parameters().stream())
            .anyMatch(p -> p.name().equals(link.parameter()));
    return known
        ? null
        : "no panel of board '" + link.board() + "' has parameter '" + link.parameter() + "'";
  }

  /** Every board, by its position, then by name: those without a position come last. */
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
