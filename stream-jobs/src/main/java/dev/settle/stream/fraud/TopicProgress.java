package dev.settle.stream.fraud;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How far the partitions of the payments' topic have been read. */
final class TopicProgress {
  private final Map<Integer, PartitionProgress> partitions = new TreeMap<>();
  private final Set<Integer> read = new HashSet<>();

  /** Takes note of an event; true when the source has sent it before. */
  boolean isRepeated(CapturedEvent captured) {
    read.add(captured.partition());
    return partitions
        .computeIfAbsent(captured.partition(), PartitionProgress::new)
        .isRepeated(captured);
  }

  /** Offset of the newest event that was read, by partition. */
  Map<Integer, Long> offsets() {
    Map<Integer, Long> offsets = new TreeMap<>();
    partitions.forEach((partition, progress) -> offsets.put(partition, progress.offset()));
    return offsets;
  }

  /**
   * What a checkpoint remembers of this subtask: the partitions that it reads, and its part of
   * those that nobody may have read yet.
   */
  List<PartitionProgress> toState(int subtask, int subtasks) {
    List<PartitionProgress> state = new ArrayList<>();
    for (PartitionProgress progress : partitions.values()) {
      if (read.contains(progress.partition()) || progress.partition() % subtasks == subtask) {
        state.add(progress);
      }
    }
    return state;
  }

  /**
   * Takes back what a checkpoint remembered. A subtask does not know which partitions it will read,
   * so each takes all; the newest of a partition counts.
   */
  void restore(PartitionProgress progress) {
    partitions.computeIfAbsent(progress.partition(), PartitionProgress::new).merge(progress);
  }
}
