package dev.settle.stream.landing.clickhouse;

import java.io.Serializable;

/**
 * A column of a row's identity.
 *
 * @param name column name
 * @param type how it stands in RowBinary
 */
public record KeyColumn(String name, Type type) implements Serializable {
  /** The types that identities are made of. */
  public enum Type {
    /** String, also LowCardinality. */
    STRING,
    /** UInt16. */
    UINT16,
    /** Int64. */
    INT64,
    /** Date. */
    DATE
  }

  /** A text column. */
  public static KeyColumn string(String name) {
    return new KeyColumn(name, Type.STRING);
  }

  /** An Int64 column. */
  public static KeyColumn int64(String name) {
    return new KeyColumn(name, Type.INT64);
  }

  /** A UInt16 column. */
  public static KeyColumn uint16(String name) {
    return new KeyColumn(name, Type.UINT16);
  }

  /** A Date column. */
  public static KeyColumn date(String name) {
    return new KeyColumn(name, Type.DATE);
  }
}
