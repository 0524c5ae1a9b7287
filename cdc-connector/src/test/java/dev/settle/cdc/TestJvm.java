package dev.settle.cdc;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of the tests that run Java with the tests' class path. */
final class TestJvm {
  /** Up quickly rather than fast in the long run: most of the tests' time is starting. */
  private static List<String> flags =
      List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private TestJvm() {}

  /** Flags of the JVMs to come, in place of those for a quick start. */
  static void useFlags(String... instead) {
    flags = List.of(instead);
  }

  /** Starts a main class. */
  static Process start(File log, String main, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(flags);
    command.addAll(
        List.of("-Duser.timezone=UTC", "-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }
}
