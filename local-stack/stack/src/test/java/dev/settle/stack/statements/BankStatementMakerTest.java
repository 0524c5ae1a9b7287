package dev.settle.stack.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.payment.Channel;
import dev.settle.stack.traffic.ChannelPayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankStatementMakerTest {
  private static final LocalDate DATE = LocalDate.of(2026, 3, 5);
  private static final List<ChannelPayout> PAYOUTS =
      List.of(
          payout(Channel.STRIPE, "po_1", "USD", -20), payout(Channel.ADYEN, "ADYP1", "EUR", 9_000));

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(folder.resolve("bank"));
  }

  @Test
  void shouldBookWhatTheChannelsTell() throws IOException {
    BankStatementMaker bank = new BankStatementMaker(folder, DATE, PAYOUTS, false);
    assertThat(read(bank))
        .extracting(line -> line.orderId() + " " + line.amount() + " " + line.currency())
        .containsExactly("ADYP1 9000 EUR", "po_1 -20 USD");
    assertThat(bank.faults()).isEmpty();
  }

  @Test
  void shouldLetTheLastPayoutComeInShort() throws IOException {
    BankStatementMaker bank = new BankStatementMaker(folder, DATE, PAYOUTS, true);
    assertThat(read(bank)).extracting(StatementLine::amount).containsExactly(8_500L, -20L);
    assertThat(bank.faults())
        .extracting(fault -> fault.sender() + " " + fault.expectedClass() + " " + fault.orderId())
        .containsExactly("BANK AMOUNT_MISMATCH ADYP1");
  }

  @Test
  void shouldFollowTheLastStatementBefore() throws IOException {
    read(new BankStatementMaker(folder, DATE, PAYOUTS, false));
    BankStatementMaker next = new BankStatementMaker(folder, DATE.plusDays(3), PAYOUTS, false);
    read(next);
    assertThat(Files.readString(next.file()).replaceAll("\\s+", ""))
        .contains("<ElctrncSeqNb>2</ElctrncSeqNb>")
        .contains("<Cd>OPBD</Cd></CdOrPrtry></Tp><AmtCcy=\"EUR\">90.00")
        .contains("<Cd>CLBD</Cd></CdOrPrtry></Tp><AmtCcy=\"EUR\">180.00");
  }

  private static List<StatementLine> read(BankStatementMaker bank) throws IOException {
    try (OutputStream out = Files.newOutputStream(bank.file())) {
      bank.write(out);
    }
    List<StatementLine> lines = new ArrayList<>();
    LineConsumer consumer = lines::add;
    assertThat(StatementFiles.check(bank.file(), Expectation.none(), consumer).reason()).isNull();
    return lines;
  }

  private static ChannelPayout payout(Channel channel, String id, String currency, long amount) {
    return new ChannelPayout(
        channel, id, DATE, currency, amount, Instant.parse("2026-03-05T20:00:00Z"));
  }
}
