package dev.settle.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command to run.
 *
 * @param command program and arguments
 * @param environment variables to add to the inherited ones
 * @param directory working directory
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory) {

  /** Copies what it is given. */
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
