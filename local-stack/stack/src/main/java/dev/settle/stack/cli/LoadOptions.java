package dev.settle.stack.cli;

import picocli.CommandLine.Option;

/** Who pays whom in a measurement's load. */
final class LoadOptions {
  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Default ${DEFAULT-VALUE}.")
  private int users;

  @Option(
      names = "--merchants",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Default ${DEFAULT-VALUE}.")
  private int merchants;

  @Option(
      names = "--user-skew",
      paramLabel = "PERCENT",
      defaultValue = "50",
      description =
          "How uneven users are: 0 all alike, 99 nearly Zipf's law; default ${DEFAULT-VALUE}.")
  private int userSkew;

  @Option(
      names = "--merchant-skew",
      paramLabel = "PERCENT",
      defaultValue = "80",
      description = "The same of merchants; default ${DEFAULT-VALUE}.")
  private int merchantSkew;

  @Option(
      names = "--load-seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of the payments; default ${DEFAULT-VALUE}.")
  private long loadSeed;

  int users() {
    return users;
  }

  int merchants() {
    return merchants;
  }

  int userSkew() {
    return userSkew;
  }

  int merchantSkew() {
    return merchantSkew;
  }

  long loadSeed() {
    return loadSeed;
  }
}
