package dev.settle.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the project's root, as far as it can be run without building. */
class LauncherScriptTest {

  private static final Path SCRIPT = Path.of("../../settle").toAbsolutePath().normalize();

  @TempDir private Path elsewhere = Path.of("");

  private record Result(int exit, String output) {}

  private Result run(List<String> command, String path) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
    builder.environment().put("PATH", path);
    builder.environment().remove("JAVA_HOME");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  @Test
  void shouldBeValidBash() throws IOException, InterruptedException {
    assertThat(run(List.of("bash", "-n", SCRIPT.toString()), System.getenv("PATH")))
        .isEqualTo(new Result(0, ""));
  }

  @Test
  void shouldListEveryCommandFromAnywhereAndThroughASymbolicLink()
      throws IOException, InterruptedException {
    Path folder = Files.createDirectory(elsewhere.resolve("a folder"));
    Path link = Files.createSymbolicLink(folder.resolve("settle"), SCRIPT);
    Result help = run(List.of(link.toString(), "help"), System.getenv("PATH"));
    assertThat(help.exit()).isZero();
    Settle.commandLine().getSubcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .forEach(
            command -> assertThat(help.output()).containsPattern("\n  " + command.getKey() + " "));
  }

  @Test
  void shouldRefuseAnUnknownCommand() throws IOException, InterruptedException {
    Result result = run(List.of(SCRIPT.toString(), "fly"), System.getenv("PATH"));
    assertThat(result.exit()).isEqualTo(ExitCodes.USAGE);
    assertThat(result.output()).contains("no command 'fly'");
  }

  @Test
  void shouldNameTheMissingPrerequisite() throws IOException, InterruptedException {
    Path programs = Files.createDirectory(elsewhere.resolve("bin"));
    for (String program : List.of("bash", "dirname", "readlink", "env")) {
      Files.createSymbolicLink(programs.resolve(program), which(program));
    }
    Result result = run(List.of(SCRIPT.toString(), "status"), programs.toString());
    assertThat(result.exit()).isEqualTo(ExitCodes.FAILED);
    assertThat(result.output()).contains("no java found").contains("JDK 17");
  }

  @Test
  void shouldRefuseAnOldJava() throws IOException, InterruptedException {
    Path programs = Files.createDirectory(elsewhere.resolve("old"));
    Path java =
        Files.writeString(
            programs.resolve("java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Result result =
        run(List.of(SCRIPT.toString(), "status"), programs + ":" + System.getenv("PATH"));
    assertThat(result.exit()).isEqualTo(ExitCodes.FAILED);
    assertThat(result.output()).contains("is Java 11").contains("17 or newer");
  }

  private static Path which(String program) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path candidate = Path.of(folder, program);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("no " + program + " on the PATH");
  }
}
