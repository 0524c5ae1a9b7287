package dev.settle.cdc;

import dev.settle.schemas.avro.ReferenceChange;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** A reference table, and what its rows are in a {@link ReferenceChange}. */
interface ReferenceTable {
  String name();

  /** The columns that the contract needs. */
  Map<String, Schema.Type> columns();

  /** The primary key, parts joined by a slash. */
  String key(Row row) throws UnmappableRowException;

  /** Puts the row into the change. */
  void row(Row row, ReferenceChange change) throws UnmappableRowException;
}
