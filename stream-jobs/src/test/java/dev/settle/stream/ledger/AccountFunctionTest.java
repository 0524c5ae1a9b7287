package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.stream.ledger.rule.LedgerLeg;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountFunctionTest {
  private KeyedOneInputStreamOperatorTestHarness<String, EncodedLeg, BookedEntry> harness;

  AccountFunctionTest() throws Exception {
    harness = harness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void shouldNumberEntriesWithoutGapAndCarryTheBalance() throws Exception {
    harness.open();
    harness.setProcessingTime(77);
    book("user:u1", 0, "CNY", 500);
    book("user:u1", 0, "CNY", -700);
    book("user:u1", 0, "USD", 9);
    book("channel:WECHAT", 1, "CNY", -5);
    book("channel:WECHAT", 2, "CNY", -6);
    book("user:u1", 0, "CNY", 1);

    assertThat(entries())
        .extracting(LedgerEntry::getSequence)
        .containsExactly(1L, 2L, 1L, 1L, 1L, 3L);
    assertThat(entries())
        .extracting(LedgerEntry::getBalanceAfter)
        .containsExactly(500L, -200L, 9L, -5L, -6L, -199L);
    assertThat(entries()).allSatisfy(entry -> assertThat(entry.getBookedAt()).isEqualTo(77));
  }

  @Test
  void shouldRaiseAnOverdraftOncePerCrossing() throws Exception {
    harness.open();
    book("user:u1", 0, "CNY", -1);
    book("user:u1", 0, "CNY", -1);
    book("user:u1", 0, "CNY", 2);
    book("user:u1", 0, "CNY", -5);
    book("merchant:m1", 0, "CNY", -5);
    book("merchant:m1:pending", 0, "CNY", -5);
    book("user:u1:frozen", 0, "CNY", -5);
    book("channel:WECHAT", 0, "CNY", -5);
    assertThat(harness.getSideOutput(LedgerIds.OVERDRAFTS))
        .extracting(record -> record.getValue().decode())
        .extracting(
            entry -> entry.getAccount() + " " + entry.getSequence() + " " + entry.getBalanceAfter())
        .containsExactly("user:u1 1 -1", "user:u1 4 -5", "merchant:m1 1 -5");
    assertThat(harness.extractOutputValues()).hasSize(8);
  }

  @Test
  void shouldGoOnFromASnapshot() throws Exception {
    harness.open();
    book("user:u1", 0, "CNY", 500);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    book("user:u1", 0, "CNY", 999);
    harness.close();

    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    book("user:u1", 0, "CNY", 1);
    assertThat(entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getSequence()).isEqualTo(2);
              assertThat(entry.getBalanceAfter()).isEqualTo(501);
            });
  }

  @Test
  void shouldFailClearlyWhenABalanceDoesNotFit() throws Exception {
    harness.open();
    book("user:u1", 0, "CNY", Long.MAX_VALUE);
    assertThatThrownBy(() -> book("user:u1", 0, "CNY", 1))
        .isInstanceOf(LedgerOverflowException.class)
        .hasMessageContaining("user:u1")
        .hasMessageContaining("journal-1");
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  private void book(String account, int shard, String currency, long amount) throws Exception {
    harness.processElement(new LegEncoder().encode(leg(account, shard, currency, amount)), 0);
  }

  private List<LedgerEntry> entries() {
    return harness.extractOutputValues().stream().map(BookedEntry::decode).toList();
  }

  private static LedgerLeg leg(String account, int shard, String currency, long amount) {
    LedgerLeg leg = new LedgerLeg();
    leg.account = account;
    leg.shard = shard;
    leg.currency = currency;
    leg.amount = amount;
    leg.journalId = "journal-1";
    return leg;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EncodedLeg, BookedEntry> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyOnDemandOperator<>(new AccountFunction()), new AccountKeySelector(), Types.STRING);
  }
}
