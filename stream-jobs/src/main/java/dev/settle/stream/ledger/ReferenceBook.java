package dev.settle.stream.ledger;

import dev.settle.schemas.avro.BusinessDayCloseRow;
import dev.settle.schemas.avro.MerchantRow;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import dev.settle.stream.ledger.rule.BookingRules;
import dev.settle.stream.ledger.rule.FieldRules;
import dev.settle.stream.ledger.rule.QuarantineCategory;
import dev.settle.stream.ledger.rule.RefusedChangeException;
import java.time.Instant;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/**
 * The reference data that decides where an entry is booked: closed days and hot merchants. Every
 * subtask holds all of it, in broadcast state and beside it in the rules that use it.
 */
final class ReferenceBook {
  private @Nullable BookingRules rules;

  /** The rules as the state has them; read once after the job was started. */
  BookingRules rules(
      ReadOnlyBroadcastState<String, ClosedDay> closedDays,
      ReadOnlyBroadcastState<String, Boolean> hotMerchants)
      throws Exception {
    BookingRules known = rules;
    if (known == null) {
      known = new BookingRules();
      for (var closed : closedDays.immutableEntries()) {
        close(known, closed.getValue());
      }
      for (var hot : hotMerchants.immutableEntries()) {
        known.hotMerchant(hot.getKey(), true);
      }
      rules = known;
    }
    return known;
  }

  /**
   * Takes in the closing of a day.
   *
   * @return the closing; null when it was known, as after the topic was read again
   * @throws RefusedChangeException when the channel is not known, or the day was not over: to close
   *     a day to come would put off everything until then
   */
  static @Nullable ClosedDay close(
      ReferenceChange change,
      BusinessDayCloseRow row,
      long now,
      BookingRules rules,
      BroadcastState<String, ClosedDay> closedDays)
      throws Exception {
    // The first position counts: a snapshot that reads the row again must not move it.
    if (closedDays.contains(change.getKey())) {
      return null;
    }
    Channel channel = FieldRules.known(Channel.class, "channel", row.getChannel());
    if (BusinessDay.of(channel, row.getBusinessDate()).end().toEpochMilli() > row.getClosedAt()) {
      throw new RefusedChangeException(
          QuarantineCategory.CONTRADICTION,
          "%s of %s was closed at %s, before it was over"
              .formatted(row.getBusinessDate(), channel, Instant.ofEpochMilli(row.getClosedAt())));
    }
    ClosedDay closed = new ClosedDay();
    closed.channel = channel;
    closed.businessDay = Math.toIntExact(row.getBusinessDate().toEpochDay());
    closed.closedBy = row.getClosedBy();
    closed.requestedAt = row.getClosedAt();
    closed.sourceLsn = change.getLsn();
    closed.acknowledgedAt = now;
    closedDays.put(change.getKey(), closed);
    close(rules, closed);
    return closed;
  }

  /** Takes in a merchant; null: it was deleted. */
  static void merchant(
      String merchantId,
      @Nullable MerchantRow row,
      BookingRules rules,
      BroadcastState<String, Boolean> hotMerchants)
      throws Exception {
    boolean hot = row != null && row.getHot();
    if (hot) {
      hotMerchants.put(merchantId, true);
    } else {
      hotMerchants.remove(merchantId);
    }
    rules.hotMerchant(merchantId, hot);
  }

  private static void close(BookingRules rules, ClosedDay closed) {
    rules.closedDays().close(closed.channel, closed.businessDay, closed.sourceLsn);
  }
}
