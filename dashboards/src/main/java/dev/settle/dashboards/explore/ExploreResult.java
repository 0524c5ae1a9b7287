package dev.settle.dashboards.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gave.
 *
 * @param names columns
 * @param types their ClickHouse types
 * @param rows every value as ClickHouse writes it, so no digit is lost; null for NULL
 * @param millis time until the result was here
 */
public record ExploreResult(
    List<String> names, List<String> types, List<List<@Nullable String>> rows, long millis) {}
