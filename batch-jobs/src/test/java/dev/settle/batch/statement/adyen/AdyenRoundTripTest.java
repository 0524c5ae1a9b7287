package dev.settle.batch.statement.adyen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AdyenRoundTripTest {
  private static final long AMOUNT_MAX = 9_999_999_999_999L;
  private static final long SECONDS_MIN = 946_684_800L;
  private static final long SECONDS_MAX = 4_000_000_000L;

  @Property(tries = 200)
  void shouldReadBackWhatWasWritten(
      @ForAll("batches") List<StatementLine> lines, @ForAll("orders") List<String> columns)
      throws IOException {
    Path file = Files.createTempFile("adyen", ".csv");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        new AdyenSettlementWriter("Shop_EU", 118, columns).write(lines, out);
      }
      List<StatementLine> read = new ArrayList<>();
      StatementCheck check =
          StatementFiles.check(file, new Expectation("Shop_EU", null), read::add);

      assertThat(check.accepted()).as(check.reason()).isTrue();
      assertThat(read).isEqualTo(lines);
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<List<String>> orders() {
    return Arbitraries.shuffle(AdyenSettlementWriter.COLUMNS);
  }

  /** Rows of one currency and the payout that makes them add up. */
  @Provide
  Arbitrary<List<StatementLine>> batches() {
    return Arbitraries.of("JPY", "EUR", "KWD")
        .flatMap(
            currency ->
                line(currency)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(20)
                    .map(lines -> whole(lines, currency)));
  }

  private static List<StatementLine> whole(List<StatementLine> lines, String currency) {
    List<StatementLine> whole = new ArrayList<>(lines);
    long net = lines.stream().mapToLong(StatementLine::net).sum();
    Instant time = Instant.ofEpochSecond(SECONDS_MAX);
    whole.add(
        new StatementLine(
            "TX batch 118",
            null,
            "",
            null,
            LineKind.PAYOUT,
            "MerchantPayout",
            -net,
            0,
            currency,
            time,
            0));
    List<StatementLine> numbered = new ArrayList<>();
    for (StatementLine line : whole) {
      numbered.add(
          new StatementLine(
              line.channelTxnId(),
              line.channelRefundId(),
              line.orderId(),
              line.refundId(),
              line.kind(),
              line.state(),
              line.amount(),
              line.fee(),
              line.currency(),
              line.occurredAt(),
              numbered.size() + 2,
              "118"));
    }
    return numbered;
  }

  private static Arbitrary<StatementLine> line(String currency) {
    Arbitrary<String> ids =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(16);
    return Combinators.combine(
            ids,
            ids,
            ids,
            ids,
            Arbitraries.of(JournalType.values()),
            Arbitraries.longs().between(0, AMOUNT_MAX),
            Arbitraries.longs().between(-AMOUNT_MAX, AMOUNT_MAX),
            Arbitraries.longs().between(SECONDS_MIN, SECONDS_MAX))
        .as(
            (id, refundId, orderId, ownRefundId, type, amount, fee, second) -> {
              boolean refund = type.kind() == LineKind.REFUND;
              boolean settled = refund || type.kind() == LineKind.PAYMENT;
              boolean costs = type.isAboutPayment() || type.kind() == LineKind.FEE;
              return new StatementLine(
                  id,
                  refund ? refundId : null,
                  orderId,
                  refund ? ownRefundId : null,
                  type.kind(),
                  settled ? "SUCCESS" : type.title(),
                  type.kind() == LineKind.FEE ? 0 : refund ? -amount : amount,
                  costs ? fee : 0,
                  currency,
                  Instant.ofEpochSecond(second),
                  0);
            });
  }
}
