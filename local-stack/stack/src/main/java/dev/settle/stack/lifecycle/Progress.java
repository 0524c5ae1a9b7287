package dev.settle.stack.lifecycle;

import java.io.PrintStream;

/** One line for each thing that happened: on a terminal and in a log alike. */
public final class Progress {

  private final PrintStream out;

  /** Writes to this stream. */
  public Progress(PrintStream out) {
    this.out = out;
  }

  /** Tells one thing. */
  public void line(String text) {
    out.println(text);
    out.flush();
  }
}
