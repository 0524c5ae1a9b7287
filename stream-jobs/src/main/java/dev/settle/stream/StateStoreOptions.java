package dev.settle.stream;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.DataBlockIndexType;

/**
 * RocksDB's settings that Flink has no option for. What Flink or the cluster has set stays.
 *
 * <p>A job looks for each new order once and never finds it. The filters of the files answer that
 * without reading them ({@link JobEnvironment}); the memtable has none unless it is told to, and
 * searching its list was a third of such a look-up.
 *
 * <p>State is looked up by whole keys, hardly ever in order: so a block of a file has a hash table
 * of its keys, where it would else be searched by halves.
 */
public final class StateStoreOptions implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1;

  /** Part of a memtable's memory: some 20 bits for each of its keys, of 200 bytes and more. */
  private static final double MEMTABLE_FILTER_RATIO = 0.02;

  /** For Flink, which makes it by its name. */
  public StateStoreOptions() {}

  @Override
  public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> toClose) {
    // One task thread writes a store; only several at once gain by this.
    return options.setAllowConcurrentMemtableWrite(false);
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions options, Collection<AutoCloseable> toClose) {
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      options.setTableFormatConfig(
          table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash));
    }
    return options
        .setMemtableWholeKeyFiltering(true)
        .setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_RATIO);
  }
}
