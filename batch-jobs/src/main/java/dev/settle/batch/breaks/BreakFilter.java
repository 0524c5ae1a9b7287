package dev.settle.batch.breaks;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which breaks are wanted; an empty text lets everything through.
 *
 * @param night business date of the night; null: the last one of each channel
 * @param channel the channel's name
 * @param breakClass such as FEE_MISMATCH
 * @param age an age bucket, such as 2-7
 * @param status OPEN (NEW and PERSISTING), ALL, or one status
 * @param assignee who works on it
 */
public record BreakFilter(
    @Nullable LocalDate night,
    String channel,
    String breakClass,
    String age,
    String status,
    String assignee) {

  Map<String, Object> parameters() {
    return Map.of(
        "date", night == null ? "" : night.toString(),
        "channel", channel,
        "class", breakClass,
        "age", age,
        "status", status);
  }
}
