package dev.settle.batch.nightly;

import dev.settle.batch.statement.wechat.Bill;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Thirty business days of a channel that a seed makes: some hundred rows a day, on both sides, with
 * every fault that the night knows; two days without any business; a day whose statement comes
 * three days late; two days whose statement is corrected, one at once and one when later days have
 * been reconciled.
 */
final class History {
  static final int DAYS = 30;
  static final String MERCHANT = NightHistory.MERCHANT;
  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final int NEW_TERMS = 15;
  private static final Terms TERMS_BEFORE = new Terms(2, 1, 6_000);
  private static final Terms TERMS_AFTER = new Terms(3, 2, 5_500);

  final int missingFile;
  final int correctedAtOnce;
  final int correctedLater;

  /** Days on which nobody has business, and the channel sends no file. */
  final Set<Integer> silent;

  private final long seed;
  private final Random random;
  private final List<Story> stories = new ArrayList<>();
  private final List<Correction> corrections = new ArrayList<>();

  History(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    int quiet = 3 + random.nextInt(3);
    missingFile = 8 + random.nextInt(3);
    correctedAtOnce = 13 + random.nextInt(3);
    silent = Set.of(quiet, 17 + random.nextInt(3));
    correctedLater = 21 + random.nextInt(4);
    Stories make = new Stories(random, this::terms);
    for (int day = 0; day < DAYS; day++) {
      if (isActive(day)) {
        addDay(make, day);
      }
    }
    for (int day : new int[] {correctedAtOnce, correctedLater}) {
      Stream.of(
              make.correctedToMatch(day),
              make.correctedAmount(day),
              make.withdrawn(day),
              make.withdrawnExtra(day))
          .forEach(story -> corrections.add(new Correction(day, story)));
    }
  }

  static String date(int day) {
    return FIRST.plusDays(day).toString();
  }

  static int dayOf(LocalDate date) {
    return Math.toIntExact(date.toEpochDay() - FIRST.toEpochDay());
  }

  Terms terms(int day) {
    return day < NEW_TERMS ? TERMS_BEFORE : TERMS_AFTER;
  }

  /** True when there is business on the day. */
  boolean isActive(int day) {
    return !silent.contains(day);
  }

  /** Days with a statement, in their order. */
  List<Integer> nights() {
    return IntStream.range(0, DAYS).filter(this::isActive).boxed().toList();
  }

  /** Everything that happens, by the statements of the days that were corrected so far. */
  List<Story> stories(Set<Integer> corrected) {
    return Stream.concat(
            stories.stream(),
            corrections.stream()
                .map(one -> corrected.contains(one.day) ? one.story.after() : one.story.before()))
        .toList();
  }

  /** The lines of a day's statement in the order of the file. */
  List<Line> lines(int day, Set<Integer> corrected) {
    List<Line> lines =
        new ArrayList<>(
            stories(corrected).stream()
                .flatMap(story -> story.lines().stream())
                .filter(line -> line.day() == day)
                .toList());
    Collections.shuffle(lines, new Random(seed * 31 + day));
    for (int i = 0; i < lines.size(); i++) {
      for (int k = i + 1; k < lines.size(); k++) {
        if (lines.get(i).saysTheSame(lines.get(k))
            && lines.get(i).key().compareTo(lines.get(k).key()) > 0) {
          Collections.swap(lines, i, k);
        }
      }
    }
    return lines;
  }

  /** A day's statement. */
  Bill bill(int day, Set<Integer> corrected) {
    Bill bill = new Bill(day % 4 == 1 ? Bill.OLD_ALL_24 : Bill.ALL_27, MERCHANT, date(day));
    for (Line line : lines(day, corrected)) {
      if (line.channelRefundId() == null) {
        bill.payment(line.txnId(), line.orderId(), line.amount(), line.fee());
      } else {
        bill.refund(
            line.txnId(),
            line.orderId(),
            line.channelRefundId(),
            String.valueOf(line.refundId()),
            -line.amount(),
            line.fee(),
            line.state());
      }
    }
    return bill;
  }

  /** Agrees the terms. */
  void agree(Pipeline pipeline) throws SQLException {
    for (int day : new int[] {0, NEW_TERMS}) {
      Terms agreed = terms(day);
      pipeline.agree(
          "WECHAT",
          MERCHANT,
          "WECHAT_TRADE_BILL",
          agreed.feePpm(),
          Math.toIntExact(agreed.tolerance()),
          agreed.graceDays(),
          date(day));
    }
  }

  /** Writes what the ledger books into a day. */
  void land(int day, Pipeline pipeline) throws SQLException {
    List<Posting> postings =
        stories(Set.of()).stream()
            .flatMap(story -> story.postings().stream())
            .filter(posting -> posting.booked() == day)
            .sorted(Comparator.comparing(posting -> posting.refundId() != null))
            .toList();
    pipeline.together(
        () -> {
          for (Posting posting : postings) {
            land(posting, pipeline);
          }
        });
  }

  private static void land(Posting posting, Pipeline pipeline) throws SQLException {
    String day = date(posting.day());
    if (posting.refundId() == null) {
      String booked = posting.booked() == posting.day() ? null : date(posting.booked());
      pipeline.payment(
          posting.orderId(), posting.txnId(), posting.amount(), posting.currency(), day, false);
      pipeline.land(
          posting.orderId(), posting.txnId(), posting.amount(), posting.currency(), day, booked);
    } else {
      pipeline.refund(
          posting.refundId(),
          posting.orderId(),
          posting.txnId(),
          posting.channelRefundId(),
          -posting.amount(),
          posting.orderAmount(),
          date(posting.orderDay()),
          day);
    }
  }

  private void addDay(Stories make, int day) {
    times(30 + random.nextInt(20), () -> stories.add(make.same(day)));
    sometimes(() -> stories.add(make.tolerated(day)));
    sometimes(() -> stories.add(make.wrongAmount(day)));
    sometimes(() -> stories.add(make.wrongFee(day)));
    sometimes(() -> stories.add(make.wrongCurrency(day)));
    sometimes(() -> stories.add(make.lateLine(day, after(day, 1))));
    sometimes(() -> stories.add(make.lateLine(day, after(day, 2 + random.nextInt(6)))));
    sometimes(() -> stories.add(make.missingLine(day)));
    sometimes(() -> stories.add(make.extraLine(day)));
    sometimes(() -> stories.add(make.bookedLate(day, after(day, 1 + random.nextInt(3)))));
    sometimes(() -> stories.add(make.twiceInStatement(day)));
    sometimes(() -> stories.add(make.twiceInLedger(day, random.nextBoolean())));
    sometimes(() -> stories.add(make.orphanRefund(day)));
    sometimes(() -> stories.add(make.orphanWhoseOrderComes(day, after(day, 2))));
    sometimes(() -> stories.add(make.refundInProcess(day, after(day, 1 + random.nextInt(4)))));
    sometimes(() -> stories.add(make.refundInDoubt(day)));
    sometimes(() -> stories.add(make.failedRefund(day)));
    times(
        3 + random.nextInt(4),
        () -> {
          int refunded = random.nextInt(4) == 0 ? day : after(day, 1 + random.nextInt(9));
          int comes = random.nextInt(3) == 0 ? after(refunded, 1 + random.nextInt(4)) : refunded;
          stories.add(make.refundedLater(day, refunded, comes, random.nextBoolean()));
        });
  }

  /** An active day, at least so many days later; it may lie behind the last one. */
  private int after(int day, int days) {
    int later = day + days;
    while (!isActive(later)) {
      later++;
    }
    return later;
  }

  private void sometimes(Runnable action) {
    times(random.nextInt(3) == 0 ? 0 : 1, action);
  }

  private static void times(int count, Runnable action) {
    for (int i = 0; i < count; i++) {
      action.run();
    }
  }

  private record Correction(int day, Stories.Correction story) {}
}
