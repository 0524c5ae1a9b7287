package dev.settle.stack.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How the fraud job runs when it is measured, unless told otherwise: its state is many times the
 * ledger's, so it gets more memory and fewer checkpoints. docs/performance.md has what each gives.
 */
final class FraudBenchDefaults implements IDefaultValueProvider {
  private static final Map<String, String> DEFAULTS =
      Map.of("--checkpoint-interval", "10000", "--managed-memory", "1024", "--heap", "4096");

  /** For picocli, which makes it by its class. */
  FraudBenchDefaults() {}

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? DEFAULTS.get(option.longestName()) : null;
  }
}
