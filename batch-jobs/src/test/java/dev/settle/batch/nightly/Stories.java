package dev.settle.batch.nightly;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes stories, each with names of its own so that none meets another. What is expected is written
 * down beside what happens, by the rules of docs/nightly.md; nothing here looks at how the night
 * finds it.
 */
final class Stories {
  /** No day: what never comes. */
  static final int NEVER = Integer.MAX_VALUE;

  private final Random random;
  private final IntFunction<Terms> terms;
  private int last;

  Stories(Random random, IntFunction<Terms> terms) {
    this.random = random;
    this.terms = terms;
  }

  /** Both sides agree. */
  Story same(int day) {
    Posting posting = payment(day, day);
    return pair("same", "MATCHED", posting, line(posting, day));
  }

  /** The amounts differ by no more than agreed. */
  Story tolerated(int day) {
    Posting posting = payment(day, day);
    long apart = sign() * (1 + random.nextLong(terms.apply(day).tolerance()));
    return pair("tolerated", "MATCHED_WITHIN_TOLERANCE", posting, charged(posting, day, apart, 0));
  }

  Story wrongAmount(int day) {
    Posting posting = payment(day, day);
    long apart = sign() * (terms.apply(day).tolerance() + 1 + random.nextLong(90));
    return pair("wrong amount", "AMOUNT_MISMATCH", posting, charged(posting, day, apart, 0));
  }

  Story wrongFee(int day) {
    Posting posting = payment(day, day);
    return pair(
        "wrong fee", "FEE_MISMATCH", posting, charged(posting, day, 0, 1 + random.nextLong(50)));
  }

  /** The ledger has dollars, the statement yuan. */
  Story wrongCurrency(int day) {
    Posting yuan = payment(day, day);
    Posting dollars =
        new Posting(
            yuan.orderId(),
            null,
            yuan.txnId(),
            null,
            yuan.amount(),
            yuan.amount(),
            "USD",
            day,
            day,
            day);
    return pair("wrong currency", "CURRENCY_MISMATCH", dollars, line(yuan, day));
  }

  /** The line comes some days after the ledger's row. */
  Story lateLine(int day, int comes) {
    Posting posting = payment(day, day);
    Line line = line(posting, comes);
    return story(
        "late line",
        List.of(posting),
        List.of(line),
        now ->
            now < comes
                ? List.of(waiting(posting, now))
                : now == comes ? List.of(Expected.pair("LATE", posting, line)) : List.of());
  }

  /** The line never comes. */
  Story missingLine(int day) {
    Posting posting = payment(day, day);
    return story(
        "missing line", List.of(posting), List.of(), now -> List.of(waiting(posting, now)));
  }

  /** A line of which the ledger never hears. */
  Story extraLine(int day) {
    Line line = line(payment(day, day), day);
    return story(
        "extra line",
        List.of(),
        List.of(line),
        now -> List.of(Expected.of("MISSING_IN_LEDGER", line)));
  }

  /** The payment is committed after its day was closed, and booked into a later one. */
  Story bookedLate(int day, int booked) {
    Posting posting = payment(day, booked);
    Line line = line(posting, day);
    return story(
        "booked late",
        List.of(posting),
        List.of(line),
        now ->
            now < booked
                ? List.of(Expected.of("MISSING_IN_LEDGER", line))
                : now == booked ? List.of(Expected.pair("LATE", posting, line)) : List.of());
  }

  /** The same line twice in a file. */
  Story twiceInStatement(int day) {
    Posting posting = payment(day, day);
    Line first = line(posting, day);
    Line second = first.again(first.key() + " again", day);
    return story(
        "twice in the statement",
        List.of(posting),
        List.of(first, second),
        now -> {
          List<Expected> found = new ArrayList<>();
          if (now == day) {
            found.add(Expected.pair("MATCHED", posting, first));
          }
          found.add(Expected.of("DUPLICATE_IN_CHANNEL", second));
          return found;
        });
  }

  /** Two refunds under one id of the channel, with or without a line of that id. */
  Story twiceInLedger(int day, boolean withLine) {
    Posting order1 = payment(day, day);
    Posting order2 = payment(day, day);
    Posting refund1 = refund(order1, day, "c-twin-" + order1.orderId());
    Posting refund2 = refund(order2, day, "c-twin-" + order1.orderId());
    List<Line> lines = new ArrayList<>(List.of(line(order1, day), line(order2, day)));
    Line told = withLine ? line(refund1, day) : null;
    if (told != null) {
      lines.add(told);
    }
    return story(
        "twice in the ledger",
        List.of(order1, order2, refund1, refund2),
        lines,
        now -> {
          List<Expected> found = new ArrayList<>();
          if (now == day) {
            found.add(Expected.pair("MATCHED", order1, lines.get(0)));
            found.add(Expected.pair("MATCHED", order2, lines.get(1)));
          }
          found.add(Expected.of("DUPLICATE_IN_LEDGER", refund1));
          found.add(Expected.of("DUPLICATE_IN_LEDGER", refund2));
          if (told != null) {
            found.add(Expected.of("DUPLICATE_IN_LEDGER", told));
          }
          return found;
        });
  }

  /**
   * A refund on a later day; its line comes with it or later; matched by our id where the ledger
   * has no other.
   */
  Story refundedLater(int day, int refunded, int comes, boolean knowsChannelId) {
    Posting order = payment(day, day);
    String channelRefundId = "c-" + order.orderId();
    Posting refund = refund(order, refunded, knowsChannelId ? channelRefundId : null);
    Line paid = line(order, day);
    Line told =
        new Line(
            channelRefundId,
            comes,
            order.txnId(),
            order.orderId(),
            channelRefundId,
            refund.refundId(),
            refund.amount(),
            terms.apply(comes).fee(refund.amount()),
            "SUCCESS");
    String by = knowsChannelId ? "CHANNEL_ID" : "OWN_ID";
    return story(
        "refunded later",
        List.of(order, refund),
        List.of(paid, told),
        now -> {
          List<Expected> found = new ArrayList<>();
          if (now == day) {
            found.add(Expected.pair("MATCHED", order, paid));
          }
          if (now >= refunded && now < comes) {
            found.add(waiting(refund, now));
          } else if (now == comes) {
            found.add(new Expected(comes == refunded ? "MATCHED" : "LATE", by, refund, told));
          }
          return found;
        });
  }

  /** A refund of an order that nobody knows. */
  Story orphanRefund(int day) {
    Line line = line(refund(payment(day, day), day, "c-" + last), day);
    return story(
        "orphan refund",
        List.of(),
        List.of(line),
        now -> List.of(Expected.of("ORPHAN_REFUND", line)));
  }

  /**
   * An order and its refund at the channel; the order reaches the ledger later, the refund never.
   */
  Story orphanWhoseOrderComes(int day, int booked) {
    Posting order = payment(day, booked);
    Line paid = line(order, day);
    Line refunded = line(refund(order, day, "c-" + order.orderId()), day);
    return story(
        "orphan whose order comes",
        List.of(order),
        List.of(paid, refunded),
        now -> {
          List<Expected> found = new ArrayList<>();
          if (now < booked) {
            found.add(Expected.of("MISSING_IN_LEDGER", paid));
            found.add(Expected.of("ORPHAN_REFUND", refunded));
          } else {
            if (now == booked) {
              found.add(Expected.pair("LATE", order, paid));
            }
            found.add(Expected.of("MISSING_IN_LEDGER", refunded));
          }
          return found;
        });
  }

  /** The channel works on a refund, which succeeds days later: that is when the ledger books it. */
  Story refundInProcess(int day, int succeeds) {
    Posting order = payment(day, day);
    Posting refund = refund(order, succeeds, "c-" + order.orderId());
    Line paid = line(order, day);
    Line told = inState(refund, day, "PROCESSING");
    return story(
        "refund in process",
        List.of(order, refund),
        List.of(paid, told),
        now -> {
          List<Expected> found = new ArrayList<>();
          if (now == day) {
            found.add(Expected.pair("MATCHED", order, paid));
          }
          if (now < succeeds) {
            found.add(Expected.of("PENDING", told));
          } else if (now == succeeds) {
            found.add(Expected.pair("LATE", refund, told));
          }
          return found;
        });
  }

  /** We say that a refund succeeded, the channel on the same day that it is in process. */
  Story refundInDoubt(int day) {
    Posting order = payment(day, day);
    Posting refund = refund(order, day, "c-" + order.orderId());
    Line paid = line(order, day);
    Line told = inState(refund, day, "PROCESSING");
    return story(
        "refund in doubt",
        List.of(order, refund),
        List.of(paid, told),
        now -> {
          List<Expected> found = new ArrayList<>();
          if (now == day) {
            found.add(Expected.pair("MATCHED", order, paid));
          }
          found.add(Expected.pair("STATUS_MISMATCH", refund, told));
          return found;
        });
  }

  /** A refund that failed at the channel and never came to the ledger: nothing moved. */
  Story failedRefund(int day) {
    Posting order = payment(day, day);
    Line paid = line(order, day);
    Line told = inState(refund(order, day, "c-" + order.orderId()), day, "FAIL");
    return story(
        "failed refund",
        List.of(order),
        List.of(paid, told),
        now ->
            now == day
                ? List.of(Expected.pair("MATCHED", order, paid), Expected.of("MATCHED", told))
                : List.of());
  }

  /** The statement lacks a line, the corrected one has it. */
  Correction correctedToMatch(int day) {
    Posting posting = payment(day, day);
    Story missing =
        story("line comes", List.of(posting), List.of(), now -> List.of(waiting(posting, now)));
    return new Correction(missing, pair("line comes", "MATCHED", posting, line(posting, day)));
  }

  /** The statement has a wrong amount, the corrected one the right one. */
  Correction correctedAmount(int day) {
    Posting posting = payment(day, day);
    Line wrong = charged(posting, day, 1_000, 0);
    return new Correction(
        pair("amount corrected", "AMOUNT_MISMATCH", posting, wrong),
        pair("amount corrected", "MATCHED", posting, line(posting, day)));
  }

  /** The corrected statement withdraws a line. */
  Correction withdrawn(int day) {
    Posting posting = payment(day, day);
    Story missing =
        story("line goes", List.of(posting), List.of(), now -> List.of(waiting(posting, now)));
    return new Correction(pair("line goes", "MATCHED", posting, line(posting, day)), missing);
  }

  /** The corrected statement withdraws a line that the ledger never had. */
  Correction withdrawnExtra(int day) {
    Story nothing = new Story("extra line goes", List.of(), List.of(), now -> List.of());
    return new Correction(extraLine(day), nothing);
  }

  /**
   * A story by the first statement and by the corrected one; what the ledger booked is the same.
   *
   * @param before by the first
   * @param after by the corrected one
   */
  record Correction(Story before, Story after) {}

  /** What waits for its line: in its grace days by the agreement of the night's day. */
  private Expected waiting(Posting posting, int now) {
    boolean inGrace = now - posting.booked() < terms.apply(now).graceDays();
    return Expected.of(inGrace ? "PENDING" : "MISSING_IN_CHANNEL", posting);
  }

  private Story pair(String name, String className, Posting posting, Line line) {
    Expected pair = Expected.pair(className, posting, line);
    return story(
        name,
        List.of(posting),
        List.of(line),
        now -> pair.isOpen() || now == pair.origin() ? List.of(pair) : List.of());
  }

  /** Nothing is expected before the first of it comes up. */
  private static Story story(
      String name, List<Posting> postings, List<Line> lines, Story.Expectation expectation) {
    int begins =
        Math.min(
            postings.stream().mapToInt(Posting::booked).min().orElse(NEVER),
            lines.stream().mapToInt(Line::day).min().orElse(NEVER));
    return new Story(name, postings, lines, day -> day < begins ? List.of() : expectation.on(day));
  }

  private Posting payment(int day, int booked) {
    last++;
    long amount = 200 + random.nextLong(99_800);
    return new Posting(
        "o-" + last, null, "t-" + last, null, amount, amount, "CNY", day, day, booked);
  }

  private Posting refund(Posting order, int day, @Nullable String channelRefundId) {
    long amount = 1 + random.nextLong(order.amount() - 1);
    return new Posting(
        order.orderId(),
        "r-" + order.orderId(),
        order.txnId(),
        channelRefundId,
        -amount,
        order.amount(),
        "CNY",
        order.day(),
        day,
        day);
  }

  private Line line(Posting posting, int day) {
    return charged(posting, day, 0, 0);
  }

  private Line charged(Posting posting, int day, long apart, long feeApart) {
    long amount = posting.amount() + apart;
    long fee = terms.apply(day).fee(amount) + feeApart;
    String key = posting.refundId() == null ? posting.txnId() : "refund " + posting.refundId();
    return new Line(
        key,
        day,
        posting.txnId(),
        posting.orderId(),
        posting.channelRefundId(),
        posting.refundId(),
        amount,
        fee,
        "SUCCESS");
  }

  private Line inState(Posting refund, int day, String state) {
    Line line = line(refund, day);
    return new Line(
        line.key(),
        day,
        line.txnId(),
        line.orderId(),
        line.channelRefundId(),
        line.refundId(),
        line.amount(),
        line.fee(),
        state);
  }

  private int sign() {
    return random.nextBoolean() ? 1 : -1;
  }
}
