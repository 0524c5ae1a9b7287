package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.TrafficException;
import java.time.Duration;

/** What the commands that write traffic share. */
final class TrafficOptions {
  private TrafficOptions() {}

  /** The payment service's database of a configuration. */
  static PaymentDatabase paymentDatabase(StackConfig config, int patienceSeconds) {
    return new PaymentDatabase(
        config.postgresUrl(),
        config.postgresUser(),
        config.postgresPassword(),
        Duration.ofSeconds(patienceSeconds));
  }

  /**
   * Checks a number of the command line.
   *
   * @throws TrafficException exit code 2 when it is out of range
   */
  static void requireBetween(String flag, long value, long min, long max) {
    if (value < min || value > max) {
      throw TrafficException.usage(
          flag + " is " + value + ", must be between " + min + " and " + max);
    }
  }
}
