package dev.settle.cdc;

/** What becomes of one table's changes. Used by one thread. */
interface TableMapper {
  /** The table, in schema {@code payments}. */
  TableShape shape();

  /**
   * Maps one change.
   *
   * @throws SchemaDriftException when the change cannot be published at all
   */
  MappedChange map(RowChange change);
}
