package dev.settle.stream.fraud;

/** A record as it goes to a topic: what this job writes is rare, and encoded where it arises. */
public final class EncodedRecord {
  /** The record's key. */
  public String key = "";

  /** Its value, Avro. */
  public byte[] value = new byte[0];

  /** For Flink's serialiser. */
  public EncodedRecord() {}

  EncodedRecord(String key, byte[] value) {
    this.key = key;
    this.value = value;
  }
}
