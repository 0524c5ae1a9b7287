package dev.settle.batch.bank;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The bank's statements over files and days: each opens with what the one before closed with, and
 * their numbers have no gap. What was taken stays on record, so a file may be removed; what a file
 * tells of an account's day takes the place of what was on record for it.
 */
final class BankStatements {
  private static final String TABLE = "bank_statement";

  private final ClickHouse clickHouse;

  BankStatements(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /**
   * What is on record and what the files tell, in order.
   *
   * @param told of the agreed accounts, each statement as often as a file tells it
   * @throws BatchException 75 when a statement is missing between two; 65 when two contradict each
   *     other
   */
  List<ToldStatement> requireUnbroken(
      BankAccounts agreed, LocalDate date, List<ToldStatement> told) {
    List<ToldStatement> all = new ArrayList<>();
    recorded(agreed, date).stream()
        .filter(old -> told.stream().noneMatch(one -> isOfSameDay(old, one)))
        .forEach(all::add);
    for (ToldStatement one : told) {
      if (all.stream().noneMatch(one::saysTheSame)) {
        all.add(one);
      }
    }
    all.sort(ToldStatement.ORDER);
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).isOfSameAccount(all.get(i - 1))) {
        requireFollows(all.get(i - 1), all.get(i));
      }
    }
    return all;
  }

  /** Keeps them; days on which nothing is new are not written. */
  void record(BankAccounts agreed, LocalDate date, List<ToldStatement> all) {
    Set<ToldStatement> known = new HashSet<>(recorded(agreed, date));
    Map<LocalDate, List<ToldStatement>> days = new TreeMap<>();
    all.forEach(one -> days.computeIfAbsent(one.closingDate(), key -> new ArrayList<>()).add(one));
    days.forEach(
        (closing, ofDay) -> {
          if (!known.containsAll(ofDay)) {
            replace(closing, agreed, ofDay);
          }
        });
  }

  /**
   * What a person has to look after: payouts that the bank should have booked by now, while no
   * statement tells its day. Without such payouts a day without a statement is usual: banks publish
   * nothing when they book nothing.
   */
  List<String> warnings(BankAccounts agreed, LocalDate date) {
    GenericRecord missing =
        clickHouse
            .rows(
                "SELECT toInt64(uniqExact(group_id)) AS payouts FROM settlement.bank_item"
                    + " WHERE business_date = {business_date:Date} AND class = 'MISSING_IN_BANK'",
                Map.of("business_date", date.toString()))
            .get(0);
    long payouts = missing.getLong("payouts");
    List<String> warnings = new ArrayList<>();
    if (payouts == 0) {
      return warnings;
    }
    List<ToldStatement> recorded = recorded(agreed, date);
    for (String account : agreed.accounts()) {
      List<ToldStatement> own =
          recorded.stream().filter(one -> one.account().equals(account)).toList();
      if (own.stream().noneMatch(one -> !one.closingDate().isBefore(date))) {
        warnings.add(
            "no bank statement of %s tells %s (%s), and %d payouts are MISSING_IN_BANK past their grace: fetch the bank's file and run again"
                .formatted(account, date, lastOf(own), payouts));
      }
    }
    return warnings;
  }

  private static String lastOf(List<ToldStatement> own) {
    return own.stream()
        .map(ToldStatement::closingDate)
        .max(LocalDate::compareTo)
        .map(last -> "the last one closes on " + last)
        .orElse("there is none at all");
  }

  private static boolean isOfSameDay(ToldStatement old, ToldStatement one) {
    return old.isOfSameAccount(one) && old.closingDate().equals(one.closingDate());
  }

  private static void requireFollows(ToldStatement before, ToldStatement next) {
    boolean numbered = before.hasSequence() && next.hasSequence();
    boolean newYear =
        next.sequence() <= 1 && next.closingDate().getYear() > before.closingDate().getYear();
    if (numbered && !newYear) {
      if (next.sequence() > before.sequence() + 1) {
        throw BatchException.incomplete(
            "INCOMPLETE: bank statement%s missing between %s and %s, no entry loaded: fetch it and run again"
                .formatted(
                    next.sequence() == before.sequence() + 2
                        ? " " + (before.sequence() + 1) + " is"
                        : "s %d to %d are".formatted(before.sequence() + 1, next.sequence() - 1),
                    before,
                    next));
      }
      if (next.sequence() < before.sequence()) {
        throw BatchException.refused(
            "bank statement refused, no entry loaded: %s comes after %s: ElctrncSeqNb goes back"
                .formatted(next, before));
      }
    }
    if (before.closing() != next.opening()) {
      String apart =
          "%s opens with %s where %s closed with %s"
              .formatted(next, next.money(next.opening()), before, before.money(before.closing()));
      throw numbered && !newYear
          ? BatchException.refused("bank statement refused, no entry loaded: " + apart)
          : BatchException.incomplete(
              "INCOMPLETE: "
                  + apart
                  + ", no entry loaded: a statement between them is missing; fetch it and run again");
    }
  }

  /** Of days up to the date: a later file is no matter of this night. */
  private List<ToldStatement> recorded(BankAccounts agreed, LocalDate date) {
    return clickHouse
        .rows(
            "SELECT * FROM settlement.bank_statement WHERE opening_date <= {business_date:Date}",
            Map.of("business_date", date.toString()))
        .stream()
        .map(ToldStatement::of)
        .filter(one -> agreed.counts(one.account(), one.closingDate()))
        .toList();
  }

  /** Other accounts' statements of the day stay as they are. */
  private void replace(LocalDate closing, BankAccounts agreed, List<ToldStatement> ofDay) {
    RowBinaryBlock block = new RowBinaryBlock();
    clickHouse
        .rows(
            "SELECT * FROM settlement.bank_statement WHERE business_date = {business_date:Date}",
            Map.of("business_date", closing.toString()))
        .stream()
        .map(ToldStatement::of)
        .filter(one -> !agreed.accounts().contains(one.account()))
        .forEach(one -> one.writeTo(block));
    ofDay.forEach(one -> one.writeTo(block));
    Partition day = new Partition.OfDate(closing);
    clickHouse.dropPartition(TABLE + "_staging", day);
    clickHouse.insertRowBinary("settlement." + TABLE + "_staging", block.bytes(), block.size());
    clickHouse.replacePartition(TABLE, day);
    clickHouse.dropPartition(TABLE + "_staging", day);
  }
}
