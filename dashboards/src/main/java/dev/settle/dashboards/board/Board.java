package dev.settle.dashboards.board;

import java.util.List;

/**
 * A page of panels.
 *
 * @param name the folder's name
 * @param title the name for people
 * @param panels by position, then by name; never empty
 */
public record Board(String name, String title, List<Panel> panels) {
  /** Keeps its own copy of the list. */
  public Board {
    panels = List.copyOf(panels);
  }
}
