package dev.settle.stream.landing;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.stream.landing.clickhouse.Block;
import dev.settle.stream.landing.clickhouse.CommitterFixture;
import dev.settle.stream.landing.clickhouse.TableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Measures landing without Kafka and Flink: Avro → RowBinary → compressed blocks → a real
 * ClickHouse engine, on one thread, with a checkpoint every million rows. Beside it, in the same
 * run and as the baseline, the same without the insert. Arguments: millions of rows (default 3),
 * repetitions (default 3). Prints a line each.
 */
public final class LandingBenchmark {
  private static final int ROWS_PER_CHECKPOINT = 1_000_000;
  private static final int DISTINCT_RECORDS = 200_000;

  private LandingBenchmark() {}

  /** Runs it; see the class. */
  public static void main(String[] args) throws Exception {
    int checkpoints = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    int repetitions = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    List<byte[]> values = new ArrayList<>(DISTINCT_RECORDS);
    for (int i = 0; i < DISTINCT_RECORDS; i++) {
      values.add(
          Records.encode(
              Records.entry(i % 2 == 0 ? "channel:WECHAT" : "merchant:" + i % 997, i, i)));
    }
    try (EngineProcess engine = EngineProcess.start()) {
      LandingTables.migrate(engine);
      engine.query("DROP TABLE settlement.entry_count_view");
      for (int run = 1; run <= repetitions; run++) {
        report("form only", run, checkpoints, measure(engine, values, checkpoints, false));
        report("form and insert", run, checkpoints, measure(engine, values, checkpoints, true));
      }
    }
  }

  private static long measure(
      EngineProcess engine, List<byte[]> values, int checkpoints, boolean insert) throws Exception {
    LedgerEntryEncoder encoder = new LedgerEntryEncoder();
    CommitterFixture fixture = new CommitterFixture(LedgerEntryEncoder.TABLE, engine.httpUrl());
    long startNs = System.nanoTime();
    for (int checkpoint = 0; checkpoint < checkpoints; checkpoint++) {
      for (int i = 0; i < ROWS_PER_CHECKPOINT; i++) {
        TableRow row = encoder.encode(encoder.decode(values.get(i % DISTINCT_RECORDS)));
        fixture.write(Objects.requireNonNull(row));
      }
      List<Block> blocks = fixture.takeBlocks();
      if (insert) {
        fixture.commit(blocks);
      }
    }
    return System.nanoTime() - startNs;
  }

  private static void report(String what, int run, int checkpoints, long tookNs) {
    long rows = (long) checkpoints * ROWS_PER_CHECKPOINT;
    System.out.printf(
        "run %d  %-16s %,d rows  %,d ms  %,d rows/s%n",
        run, what, rows, tookNs / 1_000_000, rows * 1_000_000_000L / tookNs);
  }
}
