package dev.settle.stack.demo;

import java.io.IOException;
import java.sql.SQLException;

/** Starts the stack that the demonstration works on. */
@FunctionalInterface
public interface StackStarter {
  /**
   * Starts servers, connector and jobs, and waits until they work; leaves alone what works already.
   */
  void start() throws IOException, SQLException, InterruptedException;
}
