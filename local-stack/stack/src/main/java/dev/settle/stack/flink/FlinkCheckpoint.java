package dev.settle.stack.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A completed checkpoint.
 *
 * @param id its number
 * @param triggeredAt when it was begun
 * @param durationMs how long it took, ms
 * @param path where it is
 */
public record FlinkCheckpoint(long id, Instant triggeredAt, long durationMs, String path) {

  static FlinkCheckpoint of(JsonNode node) {
    return new FlinkCheckpoint(
        node.path("id").asLong(),
        Instant.ofEpochMilli(node.path("trigger_timestamp").asLong()),
        node.path("end_to_end_duration").asLong(),
        node.path("external_path").asText());
  }
}
