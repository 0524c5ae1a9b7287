package dev.settle.batch.statement.unionpay;

/** A field of a row of fixed widths. */
interface RowField {
  /** UnionPay's name of the field. */
  String title();

  /** First byte in the row, from 0. */
  int from();

  /** Byte after the last. */
  int to();
}
