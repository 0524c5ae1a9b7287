package dev.settle.stack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Names one process for good: the kernel hands out a pid again, but never with the same start time
 * in the same boot.
 *
 * @param pid process id
 * @param startTicks start time in clock ticks since boot, field 22 of {@code /proc/PID/stat}
 * @param bootId the kernel's identifier of the boot in which the process was started
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int STATE_AFTER_NAME = 0;
  private static final int START_TICKS_AFTER_NAME = 19;

  /**
   * The identity of the process that has this pid now; empty when there is none, or only its
   * zombie.
   */
  public static Optional<ProcessIdentity> of(long pid) {
    String[] fields;
    String bootId;
    try {
      String stat =
          Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.UTF_8);
      // The second field is the name in parentheses and may itself hold blanks and parentheses.
      fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      bootId = Files.readString(BOOT_ID, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      // No such process: this is how /proc says so, also when it ends between open and read.
      return Optional.empty();
    }
    String state = fields[STATE_AFTER_NAME].toUpperCase(Locale.ROOT);
    if (state.equals("Z") || state.equals("X")) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessIdentity(pid, Long.parseLong(fields[START_TICKS_AFTER_NAME]), bootId));
  }

  /** Whether this very process still runs; false when its pid now belongs to another one. */
  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }
}
