package dev.settle.batch.sharing.nightly;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.settlement.PayeeKey;
import dev.settle.batch.sharing.Base;
import dev.settle.batch.sharing.ChannelLimits;
import dev.settle.batch.sharing.Receiver;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RuleSet;
import dev.settle.batch.sharing.Share;
import dev.settle.batch.sharing.Tier;
import dev.settle.batch.sharing.TierAxis;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings rules to where the orders are: which rule set applies to which of them, and its arrays.
 */
final class WorkRules {
  private final ClickHouse clickHouse;
  private final Partition.OfChannel work;

  WorkRules(ClickHouse clickHouse, Partition.OfChannel work) {
    this.clickHouse = clickHouse;
    this.work = work;
  }

  /** Writes both work tables, which are empty. */
  void write(RuleBook book, Cycles cycles, Map<String, Object> parameters) {
    writeChoices(new RuleChoice(book, work.channel()), parameters);
    WorkTable table = new WorkTable(clickHouse, "sharing_rule");
    for (RuleSet rules : book.ruleSets()) {
      LocalDate since = LocalDate.EPOCH;
      List<Integer> before = List.of();
      for (LocalDate day : cycles.days()) {
        List<Integer> now =
            rules.receivers().stream()
                .map(receiver -> cycle(receiver, rules, day, cycles))
                .toList();
        if (!now.equals(before)) {
          LocalDate from = since;
          table.add(row -> rule(row, rules, from, now));
        }
        before = now;
        since = day.plusDays(1);
      }
    }
    table.finish();
  }

  private void writeChoices(RuleChoice choice, Map<String, Object> parameters) {
    WorkTable table = new WorkTable(clickHouse, "sharing_choice");
    clickHouse.read(
        SqlResource.read("sharing/04_occasions.sql"),
        parameters,
        rows -> {
          while (rows.next() != null) {
            Occasion occasion =
                new Occasion(
                    rows.getString("merchant_id"),
                    rows.getString("order_kind"),
                    rows.getString("currency"),
                    rows.getLocalDate("paid_date"));
            if (isShareable(occasion.paid())) {
              choice
                  .of(occasion)
                  .ifPresent(rules -> table.add(row -> choice(row, occasion, rules)));
            }
          }
        });
    table.finish();
  }

  private boolean isShareable(LocalDate paid) {
    return ChannelLimits.isShareable(work.channel(), ChronoUnit.DAYS.between(paid, work.date()));
  }

  private void choice(RowBinaryBlock row, Occasion occasion, RuleSet rules) {
    start(row)
        .string(occasion.merchant())
        .string(occasion.kind())
        .string(occasion.currency())
        .date(occasion.paid())
        .string(rules.id())
        .int32(rules.version())
        .bool(rules.receivers().stream().anyMatch(WorkRules::isByVolume));
  }

  private void rule(RowBinaryBlock row, RuleSet rules, LocalDate since, List<Integer> cycles) {
    List<Receiver> receivers = rules.receivers();
    start(row)
        .string(rules.id())
        .int32(rules.version())
        .date(since)
        .bool(rules.base() == Base.NET)
        .int64(rules.capOn(work.channel()))
        .int8(remainder(receivers))
        .strings(receivers.stream().map(Receiver::account).toList())
        .array(cycles, row::int16)
        .array(receivers, one -> row.int64(fixed(one)))
        .array(receivers, one -> row.int64(or(one.minimum(), 0)))
        .array(receivers, one -> row.int64(or(one.maximum(), Long.MAX_VALUE)))
        .array(receivers, one -> row.bool(isByVolume(one)))
        .array(receivers, one -> row.array(tiers(one), tier -> row.int64(tier.low())))
        .array(receivers, one -> row.array(tiers(one), tier -> row.int64(tier.up())))
        .array(receivers, one -> row.array(tiers(one), tier -> row.int64(tier.rate())));
  }

  /** By which the receiver's part is settled; 0 for one that is not: a user, the platform. */
  private static int cycle(Receiver receiver, RuleSet rules, LocalDate day, Cycles cycles) {
    String account = receiver.account();
    if (!account.startsWith("partner:") && !account.startsWith("merchant:")) {
      return 0;
    }
    String payee = account.replaceFirst(":pending$", "");
    return cycles.numberOn(new PayeeKey(payee, rules.scope().currency()), day);
  }

  private static int remainder(List<Receiver> receivers) {
    for (int i = 0; i < receivers.size(); i++) {
      if (receivers.get(i).takesRemainder()) {
        return i + 1;
      }
    }
    return 0;
  }

  private static long fixed(Receiver receiver) {
    return receiver.share() instanceof Share.Fixed fixed ? fixed.amount() : 0;
  }

  private static boolean isByVolume(Receiver receiver) {
    return receiver.share() instanceof Share.Tiered tiered
        && tiered.axis() == TierAxis.MONTH_VOLUME;
  }

  private static long or(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : value;
  }

  /** A rate is one tier without end; an amount and a remainder have none. */
  private static List<Slice> tiers(Receiver receiver) {
    if (receiver.share() instanceof Share.Percent percent) {
      return List.of(new Slice(0, Long.MAX_VALUE, percent.basisPoints()));
    }
    if (!(receiver.share() instanceof Share.Tiered tiered)) {
      return List.of();
    }
    List<Slice> slices = new ArrayList<>();
    long low = 0;
    for (Tier tier : tiered.tiers()) {
      long up = or(tier.upTo(), Long.MAX_VALUE);
      slices.add(new Slice(low, up, tier.basisPoints()));
      low = up;
    }
    return slices;
  }

  private RowBinaryBlock start(RowBinaryBlock row) {
    return row.date(work.date()).string(work.channel().name());
  }

  private record Slice(long low, long up, long rate) {}
}
