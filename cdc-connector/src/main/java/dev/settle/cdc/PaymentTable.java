package dev.settle.cdc;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.PaymentChange;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** A table whose rows move money, and what its rows are in a {@link PaymentChange}. */
interface PaymentTable {
  String name();

  Entity entity();

  /** The primary key's column. */
  String idColumn();

  /** The column by which its changes are kept in order: the order's, else its own id. */
  String orderColumn();

  /** The columns that the contract needs. */
  Map<String, Schema.Type> columns();

  /**
   * Puts the row's images into the change.
   *
   * @throws UnmappableRowException when the contract has no place for a value
   */
  void images(RowChange row, PaymentChange change) throws UnmappableRowException;
}
