package dev.settle.schemas.kafka;

import java.util.Map;

/**
 * A topic as it is to be created.
 *
 * @param name topic name
 * @param partitions number of partitions
 * @param config topic settings beyond the broker's defaults
 */
public record Topic(String name, int partitions, Map<String, String> config) {}
