package dev.settle.batch.nightly;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the nights of a history must find, computed in plain Java from the stories alone. Breaks and
 * proofs follow from the expected items; each day from the one reconciled before it.
 */
final class Oracle {
  private final History history;

  Oracle(History history) {
    this.history = history;
  }

  /**
   * What is to be found on a day.
   *
   * @param corrected days whose corrected statement was taken
   */
  DayPicture expected(int day, Set<Integer> corrected) {
    DayPicture picture = new DayPicture(History.date(day));
    List<Expected> items = items(day, corrected);
    for (Expected item : items) {
      picture.item(
          ledgerRow(item),
          statementLine(item),
          item.className(),
          item.matchedBy(),
          item.isOpen(),
          History.date(item.origin()),
          String.valueOf(item.difference()));
    }
    breaks(day, items, corrected, picture);
    proof(day, items, corrected, picture);
    return picture;
  }

  private void breaks(int day, List<Expected> items, Set<Integer> corrected, DayPicture picture) {
    Set<String> before = new HashSet<>();
    if (before(day) >= 0) {
      items(before(day), corrected).stream()
          .filter(Expected::isBreak)
          .forEach(item -> before.add(breakKey(item)));
    }
    for (Expected item : items) {
      if (item.isBreak()) {
        picture.found(
            row(item),
            item.className(),
            before.contains(breakKey(item)) ? "PERSISTING" : "NEW",
            History.date(item.origin()),
            day - item.origin(),
            item.posting() == null ? "CNY" : item.posting().currency(),
            item.ledgerAmount(),
            item.channelAmount(),
            stake(item));
      }
    }
  }

  private long stake(Expected item) {
    Line line = item.line();
    if (item.className().equals("FEE_MISMATCH") && line != null) {
      return line.fee() - history.terms(line.day()).fee(line.amount());
    }
    Long difference = item.difference();
    return difference == null || item.className().equals("STATUS_MISMATCH")
        ? item.ledgerAmount()
        : difference;
  }

  private void proof(int day, List<Expected> items, Set<Integer> corrected, DayPicture picture) {
    List<Posting> postings =
        history.stories(corrected).stream()
            .flatMap(story -> story.postings().stream())
            .filter(posting -> posting.booked() == day)
            .toList();
    List<Line> lines = history.lines(day, corrected);
    for (String currency : currencies(day, corrected)) {
      Predicate<Posting> ofLedger = posting -> posting.currency().equals(currency);
      boolean isYuan = currency.equals("CNY");
      List<Line> ours = isYuan ? lines : List.of();
      BigInteger opening =
          before(day) < 0
              ? BigInteger.ZERO
              : sum(items(before(day), corrected), currency, Expected::isOpen);
      picture.figure(currency, "opening", opening);
      picture.figure(currency, "ledger rows", postings.stream().filter(ofLedger).count());
      BigInteger ledger = total(postings.stream().filter(ofLedger).toList(), Posting::amount);
      picture.figure(currency, "ledger", ledger);
      picture.figure(currency, "channel lines", ours.size());
      picture.figure(currency, "channel", total(ours, Line::settled));
      picture.figure(currency, "fees", total(ours, Line::fee));
      picture.figure(currency, "tolerated", sum(items, currency, item -> !item.isOpen()));
      List<Expected> settled =
          items.stream().filter(item -> isYuan && !item.isOpen() && item.line() != null).toList();
      picture.figure(currency, "matched rows", settled.size());
      picture.figure(currency, "matched", total(settled, Expected::channelAmount));
      picture.figure(
          currency,
          "breaks",
          items.stream().filter(Expected::isBreak).filter(item -> isIn(item, currency)).count());
      picture.figure(currency, "break amount", sum(items, currency, Expected::isBreak));
      picture.figure(currency, "closing", sum(items, currency, Expected::isOpen));
      picture.figure(currency, "residual", 0);
      picture.figure(currency, "verdict", "PROVED");
    }
  }

  /** Currencies of anything up to the day. */
  private Set<String> currencies(int day, Set<Integer> corrected) {
    Set<String> currencies = new HashSet<>();
    for (int earlier : history.nights()) {
      if (earlier <= day) {
        for (Expected item : items(earlier, corrected)) {
          currencies.add(item.posting() == null ? "CNY" : item.posting().currency());
          if (item.line() != null) {
            currencies.add("CNY");
          }
        }
      }
    }
    return currencies;
  }

  /** Ledger less channel of some items, each side in its own currency. */
  private static BigInteger sum(List<Expected> items, String currency, Predicate<Expected> which) {
    BigInteger sum = BigInteger.ZERO;
    for (Expected item : items) {
      if (which.test(item)) {
        if (item.posting() != null && item.posting().currency().equals(currency)) {
          sum = sum.add(BigInteger.valueOf(item.ledgerAmount()));
        }
        if (currency.equals("CNY")) {
          sum = sum.subtract(BigInteger.valueOf(item.channelAmount()));
        }
      }
    }
    return sum;
  }

  private static <T> BigInteger total(List<T> of, Function<T, Long> amount) {
    return of.stream()
        .map(one -> BigInteger.valueOf(amount.apply(one)))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static boolean isIn(Expected item, String currency) {
    return item.posting() == null
        ? currency.equals("CNY")
        : item.posting().currency().equals(currency);
  }

  private List<Expected> items(int day, Set<Integer> corrected) {
    return history.stories(corrected).stream()
        .flatMap(story -> story.expectation().on(day).stream())
        .toList();
  }

  /** The day reconciled before; −1: none. */
  private int before(int day) {
    return history.nights().stream()
        .filter(night -> night < day)
        .mapToInt(Integer::intValue)
        .max()
        .orElse(-1);
  }

  private static String breakKey(Expected item) {
    return DayPicture.breakKey(row(item), item.className());
  }

  private static String row(Expected item) {
    return item.posting() == null ? statementLine(item) : ledgerRow(item);
  }

  private static String ledgerRow(Expected item) {
    Posting posting = item.posting();
    return posting == null ? "" : DayPicture.ledgerRow(posting.journalId());
  }

  private static String statementLine(Expected item) {
    Line line = item.line();
    return line == null ? "" : DayPicture.statementLine(History.date(line.day()), line.key());
  }
}
