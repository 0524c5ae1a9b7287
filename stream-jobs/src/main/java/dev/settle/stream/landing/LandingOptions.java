package dev.settle.stream.landing;

import dev.settle.stream.JobOptions;
import dev.settle.stream.landing.clickhouse.BlockLimits;
import dev.settle.stream.landing.clickhouse.ClickHouseAddress;
import dev.settle.stream.trace.SpanOutput;
import dev.settle.stream.trace.Spans;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the landing job can be told beyond {@link JobOptions}. */
public final class LandingOptions extends JobOptions {
  @Option(
      names = "--clickhouse-url",
      paramLabel = "URL",
      defaultValue = "${env:SETTLE_CLICKHOUSE_URL:-http://127.0.0.1:18123}",
      description =
          "ClickHouse's HTTP interface (default: ${DEFAULT-VALUE}; SETTLE_CLICKHOUSE_URL).")
  private String clickHouseUrl = "";

  @Option(
      names = "--clickhouse-user",
      paramLabel = "NAME",
      defaultValue = "${env:SETTLE_CLICKHOUSE_USER:-default}",
      description = "User (default: ${DEFAULT-VALUE}; SETTLE_CLICKHOUSE_USER).")
  private String clickHouseUser = "";

  @Option(
      names = "--clickhouse-password",
      paramLabel = "PASSWORD",
      defaultValue = "${env:SETTLE_CLICKHOUSE_PASSWORD:-}",
      description = "Password (default: none; SETTLE_CLICKHOUSE_PASSWORD).")
  private String clickHousePassword = "";

  @Option(
      names = "--block-rows-max",
      paramLabel = "ROWS",
      defaultValue = "${env:SETTLE_LANDING_BLOCK_ROWS_MAX:-100000}",
      description =
          "Rows of one insert at most (default: ${DEFAULT-VALUE}; SETTLE_LANDING_BLOCK_ROWS_MAX).")
  private int blockRowsMax;

  @Option(
      names = "--block-bytes-max",
      paramLabel = "BYTES",
      defaultValue = "${env:SETTLE_LANDING_BLOCK_BYTES_MAX:-16777216}",
      description =
          "Bytes of one insert at most, before compression (default: ${DEFAULT-VALUE};"
              + " SETTLE_LANDING_BLOCK_BYTES_MAX).")
  private int blockBytesMax;

  @Option(
      names = "--pending-bytes-max",
      paramLabel = "BYTES",
      defaultValue = "${env:SETTLE_LANDING_PENDING_BYTES_MAX:-67108864}",
      description =
          "Compressed bytes that a subtask of a table takes in per checkpoint interval; they are"
              + " held in memory and in the checkpoint. At four times this the job fails"
              + " (default: ${DEFAULT-VALUE}; SETTLE_LANDING_PENDING_BYTES_MAX).")
  private long pendingBytesMax;

  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      defaultValue = "${env:OTEL_EXPORTER_OTLP_ENDPOINT:-}",
      description =
          "Where spans of sampled payments go, by OTLP over HTTP, such as http://127.0.0.1:4318"
              + " (default: nowhere; OTEL_EXPORTER_OTLP_ENDPOINT).")
  private String otlpEndpoint = "";

  /** The defaults, for {@link #read}. */
  public LandingOptions() {}

  /** Where ClickHouse is; only after {@link #read} found no error. */
  public ClickHouseAddress clickHouse() {
    return new ClickHouseAddress(URI.create(clickHouseUrl), clickHouseUser, clickHousePassword);
  }

  /** Bounds of what the writers hold. */
  public BlockLimits blockLimits() {
    return new BlockLimits(
        blockRowsMax,
        blockBytesMax,
        BlockLimits.DEFAULT.openPartitionsMax(),
        pendingBytesMax,
        Math.multiplyExact(4, pendingBytesMax));
  }

  /** Where spans go; null when none are wanted. */
  public @Nullable SpanOutput spanOutput() {
    String endpoint = otlpEndpoint;
    return endpoint.isEmpty() ? null : () -> Spans.to(endpoint);
  }

  @Override
  protected List<String> errors() {
    List<String> errors = super.errors();
    String urlError = urlError(clickHouseUrl);
    if (urlError != null) {
      errors.add("--clickhouse-url " + clickHouseUrl + " " + urlError);
    }
    String otlpError = otlpEndpoint.isEmpty() ? null : urlError(otlpEndpoint);
    if (otlpError != null) {
      errors.add("--otlp-endpoint " + otlpEndpoint + " " + otlpError);
    }
    if (clickHouseUser.isBlank()) {
      errors.add("--clickhouse-user is empty");
    }
    if (blockRowsMax < 1 || blockRowsMax > BlockLimits.BLOCK_ROWS_LIMIT) {
      errors.add("--block-rows-max must be from 1 to " + BlockLimits.BLOCK_ROWS_LIMIT);
    }
    if (blockBytesMax < 1 || blockBytesMax > BlockLimits.BLOCK_BYTES_LIMIT) {
      errors.add("--block-bytes-max must be from 1 to " + BlockLimits.BLOCK_BYTES_LIMIT);
    }
    if (pendingBytesMax < 1 || pendingBytesMax > Integer.MAX_VALUE) {
      errors.add("--pending-bytes-max must be from 1 to " + Integer.MAX_VALUE);
    }
    return errors;
  }

  private static @Nullable String urlError(String text) {
    try {
      URI url = new URI(text);
      if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
        return "must begin with http:// or https://";
      }
      return url.getHost() == null ? "names no host" : null;
    } catch (URISyntaxException e) {
      return "is not a URL: " + e.getReason();
    }
  }

  @Override
  public String toString() {
    return super.toString()
        + ", ClickHouse "
        + clickHouseUrl
        + " as "
        + clickHouseUser
        + (otlpEndpoint.isEmpty() ? "" : ", spans to " + otlpEndpoint);
  }
}
