package dev.settle.stack.flink;

import java.util.List;
import java.util.Map;

/**
 * How Flink's JVMs run here, in the local stack and in the benchmarks alike; docs/performance.md
 * says what each setting gives. Where a machine cannot do one, it is ignored.
 */
public final class FlinkJvm {
  /**
   * Throughput before the length of a pause; 2 MiB pages, since state is looked up all over. Half
   * of the heap is young and stays so: events wait for seconds, and what moves to the old half for
   * that long is collected dearly.
   */
  public static final List<String> OPTIONS =
      List.of(
          "-XX:+UseParallelGC",
          "-XX:+UseTransparentHugePages",
          "-XX:NewRatio=1",
          "-XX:SurvivorRatio=4",
          "-XX:-UseAdaptiveSizePolicy");

  /** The same pages for what RocksDB holds (glibc 2.35 or newer). */
  public static final Map<String, String> ENVIRONMENT =
      Map.of("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

  private FlinkJvm() {}
}
