package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One ledger entry as a test compares it.
 *
 * @param key account, shard and currency
 */
record EntryLine(
    String key,
    String currency,
    long sequence,
    long amount,
    long balance,
    String journal,
    int leg) {

  /** Proves the ledger's promises over all entries there are, and that these are its journals. */
  static void proveLedger(List<EntryLine> entries, Set<String> journals) {
    Set<String> found = new TreeSet<>();
    Map<String, List<EntryLine>> byJournal =
        entries.stream().collect(Collectors.groupingBy(EntryLine::journal));
    byJournal.forEach(
        (journal, legs) -> {
          found.add(journal);
          assertThat(legs)
              .as("legs of %s", journal)
              .extracting(EntryLine::leg)
              .containsExactlyInAnyOrder(0, 1);
          assertThat(legs.stream().mapToLong(EntryLine::amount).sum()).as(journal).isZero();
        });
    assertThat(found).isEqualTo(new TreeSet<>(journals));

    entries.stream()
        .collect(Collectors.groupingBy(EntryLine::currency))
        .forEach(
            (currency, all) ->
                assertThat(all.stream().mapToLong(EntryLine::amount).sum()).as(currency).isZero());

    entries.stream()
        .collect(Collectors.groupingBy(EntryLine::key))
        .forEach(EntryLine::proveAccount);
  }

  private static void proveAccount(String account, List<EntryLine> entries) {
    List<EntryLine> inOrder =
        entries.stream().sorted(Comparator.comparingLong(EntryLine::sequence)).toList();
    long balance = 0;
    long sequence = 0;
    for (EntryLine entry : inOrder) {
      sequence++;
      balance += entry.amount();
      assertThat(entry.sequence()).as("sequence of %s", account).isEqualTo(sequence);
      assertThat(entry.balance()).as("balance of %s at %d", account, sequence).isEqualTo(balance);
    }
  }
}
