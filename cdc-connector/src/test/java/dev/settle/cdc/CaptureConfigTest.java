package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.settle.cdc.CaptureConfig.Recovery;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CaptureConfigTest {
  private static CaptureConfig config(String url, String servers, int port, int batch, int queue) {
    return new CaptureConfig(
        url,
        "settle",
        "s3cret",
        servers,
        "127.0.0.1",
        port,
        Recovery.REFUSE,
        5_000,
        1_000,
        batch,
        queue);
  }

  @Test
  void shouldTakeTheUrlApart() {
    CaptureConfig config =
        config("jdbc:postgresql://db.internal:6432/pay?ssl=true", "k1:9092,k2:9092", 0, 10, 20);

    assertThat(config.postgresHost()).isEqualTo("db.internal");
    assertThat(config.postgresPort()).isEqualTo(6432);
    assertThat(config.postgresDatabase()).isEqualTo("pay");
    assertThat(config("jdbc:postgresql://db/pay", "k1:9092", 0, 10, 20).postgresPort())
        .isEqualTo(5432);
  }

  @Test
  void shouldListEveryErrorAtOnce() {
    InvalidConfigException refused =
        catchThrowableOfType(
            InvalidConfigException.class,
            () -> config("jdbc:mysql://db/pay", "kafka", 70_000, 100, 100));

    assertThat(refused.errors())
        .hasSize(4)
        .anyMatch(e -> e.contains("--postgres-url") && e.contains("jdbc:mysql://db/pay"))
        .anyMatch(e -> e.contains("--bootstrap-servers"))
        .anyMatch(e -> e.contains("--health-port must be from 0 to 65535, not 70000"))
        .anyMatch(e -> e.contains("--queue-rows-max must be above --batch-rows-max (100)"));
  }

  @Test
  void shouldNotPrintThePassword() {
    assertThat(config("jdbc:postgresql://db/pay", "k1:9092", 0, 10, 20).toString())
        .contains("postgres_user=settle", "postgres_password=***")
        .doesNotContain("s3cret");
  }

  @Test
  void shouldReportWrongFlagsAsUsageErrors() {
    StringWriter err = new StringWriter();

    int code =
        CdcConnector.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute("--postgres-url=nowhere", "--batch-rows-max=0");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--postgres-url must look like", "--batch-rows-max must");
  }

  @Test
  void shouldPinUnitsAndOrderInTheEngine() {
    assertThat(EngineSettings.of(config("jdbc:postgresql://db/pay", "k1:9092", 0, 10, 20)))
        .containsEntry("record.processing.order", "ORDERED")
        .containsEntry("record.processing.threads", "1")
        .containsEntry("tombstones.on.delete", "false")
        .containsEntry("event.converting.failure.handling.mode", "fail")
        .containsEntry("errors.max.retries", "0")
        .containsEntry("slot.name", "settle_cdc")
        .containsEntry("publication.autocreate.mode", "disabled");
  }
}
