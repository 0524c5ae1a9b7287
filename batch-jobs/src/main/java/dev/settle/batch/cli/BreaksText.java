package dev.settle.batch.cli;

import dev.settle.batch.breaks.Break;
import dev.settle.batch.breaks.BreakEvent;
import dev.settle.batch.breaks.BreakItem;
import dev.settle.batch.breaks.BreakWork;
import dev.settle.batch.report.Amounts;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Breaks for a person. */
final class BreaksText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private BreaksText() {}

  /** The list with the numbers by class at its end. */
  static String list(List<ListedBreak> breaks, Map<String, Long> counts) {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    if (total == 0) {
      return "no breaks%n".formatted();
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "%-10s  %-8s  %-32s  %-21s  %-10s  %-10s  %4s  %20s  %-24s  %-12s  %s%n"
            .formatted(
                "NIGHT",
                "CHANNEL",
                "ID",
                "CLASS",
                "KIND",
                "STATUS",
                "DAYS",
                "AT STAKE",
                "ORDER",
                "ASSIGNEE",
                "CORRECTION"));
    for (ListedBreak listed : breaks) {
      Break found = listed.found();
      text.append(
          "%-10s  %-8s  %-32s  %-21s  %-10s  %-10s  %4d  %20s  %-24s  %-12s  %s%n"
              .formatted(
                  found.night(),
                  found.channel(),
                  found.id(),
                  found.breakClass(),
                  dash(found.kind()),
                  found.status(),
                  found.ageDays(),
                  Amounts.withCode(found.amount(), found.currency()),
                  dash(found.orderId()),
                  dash(listed.work().assignee()),
                  correction(listed.work())));
    }
    if (breaks.size() < total) {
      text.append("… and %,d more (--limit)%n".formatted(total - breaks.size()));
    }
    text.append("%n".formatted());
    counts.forEach((name, count) -> text.append("%-22s %,10d%n".formatted(name, count)));
    return text.append("%-22s %,10d%n".formatted("all", total)).toString();
  }

  /** Everything about one break. */
  static String show(ShownBreak shown) {
    Break latest = shown.life().latest();
    StringBuilder text = new StringBuilder();
    line(text, "break", latest.id());
    line(text, "class", latest.breakClass());
    line(text, "kind", dash(latest.kind()));
    line(
        text,
        "status",
        "%s on %s, since %s, %d days"
            .formatted(latest.status(), latest.night(), latest.origin(), latest.ageDays()));
    line(text, "channel", latest.channel());
    line(text, "at stake", Amounts.withCode(latest.amount(), latest.currency()));
    line(text, "item", latest.itemId());
    line(text, "assignee", dash(shown.work().assignee()));
    line(text, "correction", correction(shown.work()));
    ledger(text, shown.item());
    channel(text, shown.item());
    text.append("%nnights%n".formatted());
    for (Break night : shown.life().nights()) {
      text.append(
          "  %s  %-10s  %3d days  ledger %s, channel %s, at stake %s%n"
              .formatted(
                  night.night(),
                  night.status(),
                  night.ageDays(),
                  Amounts.withCode(night.ledgerAmount(), night.currency()),
                  Amounts.withCode(night.channelAmount(), night.currency()),
                  Amounts.withCode(night.amount(), night.currency())));
    }
    trail(text, shown);
    return text.toString();
  }

  private static void ledger(StringBuilder text, BreakItem item) {
    text.append("%nledger%n".formatted());
    BreakItem.LedgerSide side = item.ledger();
    if (side == null) {
      text.append("  no row%n".formatted());
      return;
    }
    text.append(
        "  %s of %s, %s %s%n"
            .formatted(
                Amounts.withCode(side.amount(), side.currency()),
                side.date(),
                side.kind(),
                side.cause()));
    text.append("  journal %s leg %d%n".formatted(side.journalId(), side.leg()));
    text.append(
        "  order %s, refund %s, channel id %s%n"
            .formatted(dash(side.orderId()), dash(side.refundId()), dash(side.channelId())));
  }

  private static void channel(StringBuilder text, BreakItem item) {
    text.append("%nchannel%n".formatted());
    BreakItem.ChannelSide side = item.channel();
    if (side == null) {
      text.append("  no line%n".formatted());
      return;
    }
    text.append(
        "  %s of %s, %s %s%n"
            .formatted(
                Amounts.withCode(side.amount(), side.currency()),
                side.date(),
                side.cause(),
                side.state()));
    text.append("  account %s line %d%n".formatted(side.merchant(), side.line()));
    text.append(
        "  transaction %s, refund %s, order %s, our refund %s%n"
            .formatted(
                dash(side.txnId()),
                dash(side.refundId()),
                dash(side.orderId()),
                dash(side.ownRefundId())));
    text.append(
        "  fee %s, by the rate card %s; tolerance %s%n"
            .formatted(
                Amounts.withCode(side.fee(), side.currency()),
                Amounts.withCode(side.expectedFee(), side.currency()),
                Amounts.withCode(item.tolerance(), side.currency())));
  }

  private static void trail(StringBuilder text, ShownBreak shown) {
    text.append("%naudit trail%n".formatted());
    if (shown.events().isEmpty()) {
      text.append("  nothing was done yet%n".formatted());
    }
    for (BreakEvent event : shown.events()) {
      text.append(
          "  %s UTC  %-8s by %s%s%n"
              .formatted(TIME.format(event.at()), event.action(), event.actor(), what(event)));
      if (!event.comment().isEmpty()) {
        text.append("    %s%n".formatted(event.comment()));
      }
      if (!event.legs().isEmpty()) {
        text.append("    %s%n".formatted(event.legs()));
      }
    }
    if (!shown.work().instructionId().isEmpty()) {
      text.append(
          "  ledger: instruction %s %s%n"
              .formatted(
                  shown.work().instructionId(),
                  shown.bookedInto().isEmpty()
                      ? "is not booked yet"
                      : "was booked into " + shown.bookedInto()));
    }
  }

  private static String what(BreakEvent event) {
    return switch (event.action()) {
      case "ASSIGN" -> " to " + event.assignee();
      case "PROPOSE" -> " proposal %d, %s".formatted(event.proposal(), event.correction());
      case "APPROVE" ->
          " proposal %d, ordered as %s".formatted(event.proposal(), event.instructionId());
      case "REJECT" -> " proposal " + event.proposal();
      default -> "";
    };
  }

  private static String correction(BreakWork work) {
    return switch (work.correction()) {
      case NONE -> "-";
      case PROPOSED -> "PROPOSED by " + work.maker();
      case APPROVED -> "APPROVED by %s, made by %s".formatted(work.checker(), work.maker());
      case REJECTED -> "REJECTED";
    };
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-12s %s%n".formatted(name, value));
  }
}
