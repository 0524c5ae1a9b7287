package dev.settle.batch.cli;

import dev.settle.batch.quarantine.ListedChange;
import dev.settle.batch.quarantine.QuarantinedChange;
import dev.settle.batch.quarantine.Refusal;
import dev.settle.batch.quarantine.Replay;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refused changes for a person. */
final class QuarantineText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int DETAIL_CHARACTERS_MAX = 100;

  private QuarantineText() {}

  /** The list with the numbers by category at its end. */
  static String list(List<ListedChange> changes, Map<String, Long> counts, boolean openOnly) {
    StringBuilder text = new StringBuilder();
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    if (total == 0) {
      return openOnly ? "no open changes%n".formatted() : "no changes%n".formatted();
    }
    text.append(
        "%-19s  %-32s  %-18s  %-18s  %-24s  %-8s  %s%n"
            .formatted(
                "REFUSED AT (UTC)", "ID", "CATEGORY", "ENTITY", "ENTITY ID", "STATE", "WHY"));
    for (ListedChange change : changes) {
      text.append(
          "%-19s  %-32s  %-18s  %-18s  %-24s  %-8s  %s%n"
              .formatted(
                  TIME.format(change.quarantinedAt()),
                  change.id(),
                  change.category(),
                  change.entity().isEmpty() ? "-" : change.entity(),
                  change.entityId().isEmpty() ? "-" : change.entityId(),
                  change.isOpen() ? "open" : "replayed",
                  shortened(change.detail())));
    }
    if (changes.size() < total) {
      text.append("… and %,d more (--limit)%n".formatted(total - changes.size()));
    }
    text.append("%n".formatted());
    counts.forEach((category, count) -> text.append("%-20s %,10d%n".formatted(category, count)));
    return text.append("%-20s %,10d%n".formatted("all", total)).toString();
  }

  /** Everything about one change. */
  static String show(
      QuarantinedChange change, List<Replay> replays, List<Refusal> refusals, String entries) {
    StringBuilder text = new StringBuilder();
    line(text, "id", change.id());
    line(text, "refused at", TIME.format(change.quarantinedAt()) + " UTC");
    line(text, "category", change.category());
    line(text, "why", change.detail());
    line(text, "entity", change.entity() + " " + change.entityId());
    line(text, "belongs to", change.orderId());
    line(text, "stood at", change.place().toString());
    line(text, "source lsn", Long.toString(change.sourceLsn()));
    if (change.replayOf() != null) {
      line(text, "replay of", change.replayOf());
    }
    text.append("%nstate that it met%n".formatted()).append(indented(change.stateMet()));
    text.append("%noriginal%n".formatted());
    String json = change.originalJson();
    text.append(
        json == null
            ? "  not readable, base64: " + change.originalBase64() + "%n".formatted()
            : indented(json));
    text.append("%nreplays%n".formatted());
    if (replays.isEmpty() && refusals.isEmpty()) {
      text.append("  none%n".formatted());
    }
    for (Replay replay : replays) {
      text.append(
          "  %s UTC by %s to %s: %s%n    %s%n"
              .formatted(
                  TIME.format(replay.at()),
                  replay.by(),
                  replay.place(),
                  replay.reason(),
                  outcome(replay, refusals, entries)));
    }
    for (Refusal refusal : refusals) {
      if (replays.stream().noneMatch(replay -> replay.place().equals(refusal.place()))) {
        text.append(
            "  to %s, of which there is no note%n    %s%n"
                .formatted(refusal.place(), refusedAgain(refusal)));
      }
    }
    return text.toString();
  }

  /** What became of a replay. */
  static String outcome(Replay replay, List<Refusal> refusals, String entries) {
    return refusals.stream()
        .filter(refusal -> refusal.place().equals(replay.place()))
        .findFirst()
        .map(QuarantineText::refusedAgain)
        .orElse("not refused again; the change has " + entries + " in the ledger");
  }

  private static String refusedAgain(Refusal refusal) {
    return "REFUSED again, as %s: %s: %s"
        .formatted(refusal.id(), refusal.category(), refusal.detail());
  }

  private static String indented(@Nullable String json) {
    return json == null ? "  none%n".formatted() : QuarantineJson.pretty(json).indent(2);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-12s %s%n".formatted(name, value));
  }

  private static String shortened(String detail) {
    return detail.length() > DETAIL_CHARACTERS_MAX
        ? detail.substring(0, DETAIL_CHARACTERS_MAX) + "…"
        : detail;
  }
}
