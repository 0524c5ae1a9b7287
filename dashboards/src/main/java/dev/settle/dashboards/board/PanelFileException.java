package dev.settle.dashboards.board;

/** A panel's file is wrong; the message names the file, the line and what to do. */
public final class PanelFileException extends RuntimeException {
  /** A fault in a line; 0 stands for the file as a whole. */
  PanelFileException(String file, int line, String fault) {
    super(file + (line > 0 ? ":" + line : "") + ": " + fault);
  }
}
