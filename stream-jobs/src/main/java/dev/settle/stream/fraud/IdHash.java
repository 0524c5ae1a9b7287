package dev.settle.stream.fraud;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An id in 128 bits: the beginning of its SHA-256. Ids of payments may be chosen by who pays;
 * nobody can choose two with the same hash, so that one would pass for the other.
 *
 * @param first the first 64 bits
 * @param second the next 64
 */
record IdHash(long first, long second) {
  static IdHash of(String id) {
    try {
      ByteBuffer hash =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
      return new IdHash(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
