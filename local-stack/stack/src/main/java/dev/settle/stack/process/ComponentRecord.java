package dev.settle.stack.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known on disk of one component, in {@code run/NAME.json}: enough for any later command to
 * watch, adopt or stop it without the supervisor that started it.
 *
 * @param component name of the component
 * @param port the port it serves, or 0
 * @param process the process started last; null before the first start
 * @param command its command line
 * @param startedAt when it was started
 * @param restarts how often it was started again after it had ended by itself
 * @param failure why the last attempt to prepare or start it failed, or null
 */
public record ComponentRecord(
    String component,
    int port,
    @Nullable ProcessIdentity process,
    List<String> command,
    @Nullable Instant startedAt,
    int restarts,
    @Nullable String failure) {

  /** Whether the recorded process runs, and not merely some process with its pid. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }
}
