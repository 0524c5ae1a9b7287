package dev.settle.dashboards.board;

import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which boards a command is about, and whose days they mean. */
public final class BoardOptions {
  @Option(
      names = "--zone",
      defaultValue = "${env:SETTLE_DASHBOARDS_ZONE:-Asia/Shanghai}",
      description = "Zone whose 'today' the boards mean. Env SETTLE_DASHBOARDS_ZONE.")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(
      names = "--boards",
      paramLabel = "DIR",
      description = "Folder of <board>/<name>.sql files instead of those packed with the program.")
  private @Nullable Path boards;

  /** The defaults, for picocli. */
  public BoardOptions() {}

  /** Whose days the boards mean. */
  public ZoneId zone() {
    return zone;
  }

  /** Where the boards are, for {@link Boards#read}. */
  public String root() {
    return boards == null ? Boards.PACKED : boards.toUri().toString();
  }
}
