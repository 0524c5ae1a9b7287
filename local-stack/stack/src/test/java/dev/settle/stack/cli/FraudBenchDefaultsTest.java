package dev.settle.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FraudBenchDefaultsTest {
  private final CommandLine fraud = new CommandLine(new FraudBenchCommand());
  private final CommandLine ledger = new CommandLine(new LedgerBenchCommand());

  @ParameterizedTest
  @CsvSource({
    "--checkpoint-interval, 10000, 5000",
    "--managed-memory, 1024, 512",
    "--heap, 4096, 3072",
    "--rounds, 3, 3"
  })
  void shouldTellInTheHelpWhatEachMeasurementRunsWith(
      String option, String ofFraud, String ofLedger) {
    assertThat(defaultOf(fraud, option)).isEqualTo(ofFraud);
    assertThat(defaultOf(ledger, option)).isEqualTo(ofLedger);
    assertThat(fraud.getUsageMessage()).contains("default " + ofFraud + ".");
  }

  private static String defaultOf(CommandLine command, String option) {
    return command.getCommandSpec().findOption(option).defaultValueString();
  }
}
