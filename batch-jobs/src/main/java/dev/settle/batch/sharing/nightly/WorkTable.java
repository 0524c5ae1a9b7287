package dev.settle.batch.sharing.nightly;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import java.util.function.Consumer;

/** Fills a work table row by row, in blocks of bounded size. */
final class WorkTable {
  private static final int BLOCK_BYTES_MAX = 8 << 20;

  private final ClickHouse clickHouse;
  private final String name;
  private final RowBinaryBlock block = new RowBinaryBlock();

  WorkTable(ClickHouse clickHouse, String name) {
    this.clickHouse = clickHouse;
    this.name = name;
  }

  void add(Consumer<RowBinaryBlock> row) {
    row.accept(block);
    if (block.size() > BLOCK_BYTES_MAX) {
      finish();
    }
  }

  /** Sends what is not sent yet. */
  void finish() {
    if (block.size() > 0) {
      clickHouse.insertRowBinary("settlement." + name, block.bytes(), block.size());
      block.clear();
    }
  }
}
