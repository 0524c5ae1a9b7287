package dev.settle.stream.fraud.window;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.KeyOf;
import dev.settle.stream.fraud.rule.Pattern;
import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money that came into a wallet and may go out again. Whatever goes out at time t counts for every
 * amount that came in after t − window; the first of them of which enough is gone makes the
 * finding, and each is found once. At most {@link #INCOMING_MAX} are kept, the newest.
 */
final class PassThroughWindow extends RuleWindow {
  /** Amounts that came in and are watched at once. */
  static final int INCOMING_MAX = 20;

  private static final class Incoming {
    long time;
    String id = "";
    long amount;
    long gone;
    int payments;
    RecentEvents outgoing = new RecentEvents(EVENT_IDS_MAX - 1);
  }

  private final Deque<Incoming> incoming = new ArrayDeque<>();

  @Override
  @Nullable Finding take(FraudRule rule, String key, FraudEvent event, long now) {
    Pattern.PassThrough pattern = (Pattern.PassThrough) rule.pattern();
    while (!incoming.isEmpty() && incoming.getFirst().time <= event.time() - rule.windowMs()) {
      incoming.removeFirst();
    }
    if (KeyOf.comesIn(event, key)) {
      takeIn(pattern, event);
      return null;
    }
    Finding first = null;
    for (Iterator<Incoming> watched = incoming.iterator(); watched.hasNext(); ) {
      Incoming in = watched.next();
      in.gone = Math.addExact(in.gone, event.amount());
      in.payments++;
      in.outgoing.add(event.time(), event.id());
      long share = BasisPoints.of(in.gone, in.amount);
      if (share >= pattern.shareBasisPoints()) {
        watched.remove();
        first = first == null ? finding(pattern, in, share, event) : first;
      }
    }
    return first;
  }

  private void takeIn(Pattern.PassThrough pattern, FraudEvent event) {
    if (event.amount() < pattern.amountMin()) {
      return;
    }
    Incoming in = new Incoming();
    in.time = event.time();
    in.id = event.id();
    in.amount = event.amount();
    incoming.addLast(in);
    if (incoming.size() > INCOMING_MAX) {
      incoming.removeFirst();
    }
  }

  private static Finding finding(
      Pattern.PassThrough pattern, Incoming in, long share, FraudEvent event) {
    List<String> ids = new ArrayList<>();
    ids.add(in.id);
    ids.addAll(in.outgoing.ids());
    return new Finding(
        share, pattern.shareBasisPoints(), in.time, event.time() + 1, in.payments + 1L, ids);
  }

  @Override
  public long emptyAt(FraudRule rule) {
    return incoming.isEmpty() ? Long.MIN_VALUE : incoming.getLast().time + rule.windowMs();
  }

  @Override
  void forgetCrossing() {
    // What crossed was used up.
  }

  @Override
  void writeContent(DataOutput target, EventIds ids) throws IOException {
    Compact.writeNumber(incoming.size(), target);
    for (Incoming in : incoming) {
      ids.write(in.id, in.time, target);
      Compact.writeNumber(in.amount, target);
      Compact.writeNumber(in.gone, target);
      Compact.writeNumber(in.payments, target);
      in.outgoing.write(target, ids);
    }
  }

  @Override
  void readContent(DataInput source, EventIds ids) throws IOException {
    for (long left = Compact.readNumber(source); left > 0; left--) {
      Incoming in = new Incoming();
      long time = ids.isWithoutTimes() ? Compact.readNumber(source) : 0;
      int place = ids.read(source);
      in.id = ids.id(place);
      in.time = ids.isWithoutTimes() ? time : ids.time(place);
      in.amount = Compact.readNumber(source);
      in.gone = Compact.readNumber(source);
      in.payments = (int) Compact.readNumber(source);
      in.outgoing.read(source, ids);
      incoming.addLast(in);
    }
  }
}
