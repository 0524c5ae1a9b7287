package dev.settle.batch.bench;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.reconciliation.Reconciler;
import dev.settle.batch.sharing.nightly.SharingRun;
import dev.settle.batch.statement.AgreedChannel;
import dev.settle.batch.statement.DeliveredFile;
import dev.settle.batch.statement.StatementContent;
import dev.settle.batch.statement.StatementDirectory;
import dev.settle.batch.statement.StatementIntake;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.TakenFile;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs one part of a night once and prints what it took as one line of JSON: seconds, rows, and the
 * heap at its highest. {@code settle bench reconcile} and {@code settle bench share} start it in a
 * JVM of its own for each part, as a night is; it ends when its standard input does, so it never
 * outlives who started it.
 */
@Command(
    name = "night-bench",
    mixinStandardHelpOptions = true,
    description = "Runs and times one part of a night: the program behind settle bench reconcile.")
public final class NightBench implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(NightBench.class);
  private static final Channel CHANNEL = Channel.WECHAT;
  private static final String LINES = "settlement.channel_statement_line";
  private static final String READY_TABLE = "bench.ready_line";
  private static final String LINES_TABLE = "bench.written_line";

  /** Shares any part of an order: the rules of the load are its limits. */
  private static final Channel SHARED_CHANNEL = Channel.ALIPAY;

  @Option(
      names = "--part",
      required = true,
      paramLabel = "PART",
      description = "${COMPLETION-CANDIDATES}.")
  private BenchPart part = BenchPart.READ;

  @Option(
      names = "--clickhouse-url",
      required = true,
      paramLabel = "URL",
      description = "HTTP address of the engine.")
  private String clickHouseUrl = "";

  @Option(
      names = "--statements",
      required = true,
      paramLabel = "DIR",
      description = "Folder with one folder a channel.")
  private Path statements = Path.of("");

  @Option(
      names = "--business-date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The business date.")
  private LocalDate date = LocalDate.EPOCH;

  @Option(
      names = "--postgres-url",
      paramLabel = "URL",
      defaultValue = "",
      description = "JDBC URL of PostgreSQL with login and password; for SHARE.")
  private String postgresUrl = "";

  /** Runs a part; {@code --help} shows the arguments. */
  public static void main(String[] args) {
    endWithStandardInput();
    CommandLine command = new CommandLine(new NightBench());
    command.setExecutionExceptionHandler(
        (failure, line, result) -> {
          LOG.error("{}", failure.getMessage(), failure);
          return failure instanceof BatchException known ? known.exitCode() : 1;
        });
    System.exit(command.execute(args));
  }

  @Override
  public Integer call() throws IOException, StatementRefusedException {
    try (ClickHouse clickHouse = ClickHouse.connect(clickHouseUrl, "default", "")) {
      prepare(clickHouse);
      long started = System.nanoTime();
      long rows =
          switch (part) {
            case INTAKE -> intake(clickHouse);
            case READ -> read();
            case INSERT_READY -> insertReady(clickHouse);
            case RECONCILE ->
                new Reconciler(clickHouse)
                    .reconcile(agreed(clickHouse), date).stream()
                        .mapToLong(row -> row.channelLines())
                        .sum();
            case JOIN -> join(clickHouse);
            case SHARE -> share(clickHouse);
            case WRITE_LINES -> writeLines(clickHouse);
          };
      double seconds = (System.nanoTime() - started) / 1e9;
      System.out.println(
          String.format(
              Locale.ROOT,
              "{\"part\":\"%s\",\"rows\":%d,\"seconds\":%.3f,\"heap_peak_mb\":%d}",
              part,
              rows,
              seconds,
              heapPeakMb()));
      return 0;
    }
  }

  /** Takes away what an earlier run left, and what must be ready before the time counts. */
  private void prepare(ClickHouse clickHouse) throws IOException {
    Partition.OfChannel day = new Partition.OfChannel(date, CHANNEL);
    if (part == BenchPart.INTAKE) {
      clickHouse.dropPartition("channel_statement_line", day);
      clickHouse.run(
          "ALTER TABLE settlement.channel_statement_file DELETE WHERE "
              + day.condition()
              + " SETTINGS mutations_sync = 1",
          Map.of());
    }
    if (part == BenchPart.WRITE_LINES) {
      clickHouse.run("DROP TABLE IF EXISTS " + LINES_TABLE, Map.of());
      clickHouse.run("CREATE TABLE " + LINES_TABLE + " AS settlement.settlement_line", Map.of());
    }
    if (part == BenchPart.INSERT_READY) {
      clickHouse.run("DROP TABLE IF EXISTS " + READY_TABLE, Map.of());
      clickHouse.run("CREATE TABLE " + READY_TABLE + " AS " + LINES, Map.of());
      try (OutputStream out = Files.newOutputStream(readyBlocks())) {
        String rows =
            "SELECT * FROM " + LINES + " WHERE " + day.condition() + " ORDER BY merchant, line_no";
        clickHouse.copyNative(rows, Map.of(), out);
      }
    }
  }

  private long intake(ClickHouse clickHouse) throws IOException {
    StatementIntake intake =
        new StatementIntake(clickHouse, new StatementDirectory(statements), false);
    return intake.take(agreed(clickHouse), date, false).stream().mapToLong(TakenFile::lines).sum();
  }

  private long read() throws IOException, StatementRefusedException {
    long files = 0;
    AgreedChannel channel = new AgreedChannel(CHANNEL, Map.of(), 0);
    for (DeliveredFile file : new StatementDirectory(statements).filesOf(channel, date)) {
      try (StatementContent content = StatementContent.open(file.path())) {
        LOG.info("{} has sha256 {}", file.path().getFileName(), content.sha256());
      }
      files++;
    }
    return files;
  }

  private long insertReady(ClickHouse clickHouse) {
    clickHouse.insertNative(READY_TABLE, out -> Files.copy(readyBlocks(), out));
    return clickHouse.rows("SELECT count() AS n FROM " + READY_TABLE, Map.of()).get(0).getLong("n");
  }

  private Path readyBlocks() {
    return statements.resolve("ready-blocks.native");
  }

  private long join(ClickHouse clickHouse) {
    return clickHouse
        .rowsOf(
            "bench/join.sql", Map.of("business_date", date.toString(), "channel", CHANNEL.name()))
        .get(0)
        .getLong("joined");
  }

  private long share(ClickHouse clickHouse) {
    PGSimpleDataSource postgres = new PGSimpleDataSource();
    postgres.setUrl(postgresUrl);
    return new SharingRun(postgres, clickHouse).share(SHARED_CHANNEL, date, "bench").lines();
  }

  private long writeLines(ClickHouse clickHouse) {
    clickHouse.runResource(
        "bench/write_lines.sql",
        Map.of("business_date", date.toString(), "channel", SHARED_CHANNEL.name()));
    return clickHouse.rows("SELECT count() AS n FROM " + LINES_TABLE, Map.of()).get(0).getLong("n");
  }

  private AgreedChannel agreed(ClickHouse clickHouse) {
    return AgreedChannel.on(date, clickHouse).stream()
        .filter(agreed -> agreed.channel() == CHANNEL)
        .findFirst()
        .orElseThrow(() -> BatchException.failed("nothing is agreed with " + CHANNEL));
  }

  private static long heapPeakMb() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        bytes += pool.getPeakUsage().getUsed();
      }
    }
    return bytes >> 20;
  }

  private static void endWithStandardInput() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  LOG.debug("standard input is not read for what it says, only for its end");
                }
                LOG.error("who started this has ended");
              } catch (IOException e) {
                LOG.error("standard input cannot be read", e);
              }
              Runtime.getRuntime().halt(1);
            },
            "standard-input");
    watch.setDaemon(true);
    watch.start();
  }
}
