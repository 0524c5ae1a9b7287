package dev.settle.dashboards.board;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of panels.
 *
 * @param name the folder's name
 * @param title the name for people, in English: the folder's
 * @param titleZh the same in Chinese, from {@code board.zh} of one of its panels; null: none has it
 * @param panels by position, then by name; never empty
 */
public record Board(String name, String title, @Nullable String titleZh, List<Panel> panels) {
  /** Keeps its own copy of the list. */
  public Board {
    panels = List.copyOf(panels);
  }
}
