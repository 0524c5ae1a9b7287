package dev.settle.stack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs short helper programs to their end. */
public final class Commands {

  private Commands() {}

  /**
   * Runs a program and returns what it printed on both streams.
   *
   * @param what what is being done, for the message when it fails
   * @throws ServerFailedException when it exits with anything but 0
   */
  public static String run(String what, Launch launch) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(launch.command())
            .directory(launch.directory().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    String output;
    int exit;
    try {
      process.getOutputStream().close();
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      exit = process.waitFor();
    } finally {
      process.destroy();
    }
    if (exit != 0) {
      throw new ServerFailedException(
          what + " failed with exit code " + exit + ":\n" + output.strip());
    }
    return output;
  }

  /** The java program that runs this JVM, so that every child runs the same version. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A command line for java: the options that every JVM of the project gets, then these. */
  public static List<String> java(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(java(), "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8"));
    command.addAll(List.of(arguments));
    return command;
  }
}
