package dev.settle.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.dashboards.Explained.Read;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainedTest {
  @Test
  void shouldTellAReadByKeyFromOneOfTheWholeTable() {
    List<Read> reads =
        Explained.reads(
            """
            Union
            ├──ReadFromMergeTree (settlement.ledger_entry)
            │     Indexes:
            │       Min-Max
            │         Condition: true
            │       PrimaryKey
            │         Keys:
            │           account
            │         Condition: (account in ['a', 'a'])
            ├──ReadFromMergeTree (settlement.payment_event)
            │     Indexes:
            │       PrimaryKey
            │         Condition: true
            └──ReadFromMergeTree (settlement.reconciliation_item)
                  Indexes:
                    PrimaryKey
                      Condition: true
                    Skip
                      Name: by_order
            """);

    assertThat(reads)
        .containsExactly(
            new Read("ledger_entry", List.of("(account in ['a', 'a'])"), List.of()),
            new Read("payment_event", List.of(), List.of()),
            new Read("reconciliation_item", List.of(), List.of("by_order")));
    assertThat(reads.stream().map(Read::isWhole)).containsExactly(false, true, false);
  }
}
