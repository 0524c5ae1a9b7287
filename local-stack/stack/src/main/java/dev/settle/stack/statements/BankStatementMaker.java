package dev.settle.stack.statements;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.camt.BankConsumer;
import dev.settle.batch.statement.camt.BankDetail;
import dev.settle.batch.statement.camt.BankEntry;
import dev.settle.batch.statement.camt.BankStatement;
import dev.settle.batch.statement.camt.CamtReader;
import dev.settle.batch.statement.camt.CamtVersion;
import dev.settle.batch.statement.camt.CamtWriter;
import dev.settle.schemas.money.Money;
import dev.settle.stack.traffic.BankAgreement;
import dev.settle.stack.traffic.ChannelPayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bank's statement of a day (camt.053): one entry a payout of a channel. It opens with
 * what the last one before closed with, and has the next number.
 */
final class BankStatementMaker {
  static final String SENDER = "BANK";

  /** What the bank keeps of a payout that comes in short, minor units. */
  private static final long SHORT_BY = 500;

  private final Path folder;
  private final LocalDate date;
  private final List<ChannelPayout> received;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * The bank on a day.
   *
   * @param folder of all statements
   * @param told the payouts as the channels tell them
   * @param faulty true to let the last one come in short
   */
  BankStatementMaker(Path folder, LocalDate date, List<ChannelPayout> told, boolean faulty) {
    this.folder = folder;
    this.date = date;
    this.received = new ArrayList<>(told);
    if (faulty && !told.isEmpty()) {
      ChannelPayout last = received.remove(told.size() - 1);
      received.add(last.withAmount(Math.subtractExact(last.amount(), SHORT_BY)));
      Money shortBy = Money.ofMinor(SHORT_BY, last.currency());
      faults.add(
          new Fault(
              SENDER,
              FaultKind.SHORT_PAYOUT,
              last.payoutId(),
              "",
              "payout of "
                  + Money.ofMinor(last.amount(), last.currency())
                  + " came in "
                  + shortBy
                  + " short"));
    }
  }

  /** Where it lies. */
  Path file() {
    return ofBank().resolve(nameOf(date));
  }

  /** What is wrong with it. */
  List<Fault> faults() {
    return List.copyOf(faults);
  }

  private Path ofBank() {
    return folder.resolve(SENDER.toLowerCase(Locale.ROOT));
  }

  /** Names are in the order of their days. */
  private static String nameOf(LocalDate day) {
    return "camt053_" + day + ".xml";
  }

  /** Writes the statements of all accounts as one document. Does not close the stream. */
  void write(OutputStream out) throws IOException {
    Map<String, BankStatement> before = lastBefore();
    try (CamtWriter writer =
        new CamtWriter(
            CamtVersion.V08,
            out,
            "SETTLE-" + date,
            date.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))) {
      int entryNo = 1;
      int statementNo = 1;
      for (BankAgreement account : BankAgreement.all()) {
        List<ChannelPayout> booked =
            received.stream()
                .filter(payout -> payout.currency().equals(account.currency()))
                .toList();
        BankStatement last = before.get(account.accountNo());
        writer.begin(statement(statementNo, account, last, booked));
        for (ChannelPayout payout : booked) {
          writer.entry(
              entry(entryNo, statementNo, account, payout), List.of(detail(entryNo, payout)));
          entryNo++;
        }
        writer.end();
        statementNo++;
      }
    }
  }

  /** The statements of the last day before, by account; empty when there is none. */
  private Map<String, BankStatement> lastBefore() throws IOException {
    Optional<Path> file;
    try (Stream<Path> files = Files.list(ofBank())) {
      file = files.filter(this::isBefore).max(Comparator.naturalOrder());
    }
    Map<String, BankStatement> last = new HashMap<>();
    if (file.isPresent()) {
      BankConsumer balances =
          new BankConsumer() {
            @Override
            public void detail(BankDetail detail) {}

            @Override
            public void entry(BankEntry entry) {}

            @Override
            public void statement(BankStatement statement) {
              last.put(statement.account(), statement);
            }
          };
      StatementFiles.check(
          file.get(), new CamtReader(Expectation.none(), LineConsumer.NONE, balances));
    }
    return last;
  }

  private boolean isBefore(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("camt053_") && name.endsWith(".xml") && name.compareTo(nameOf(date)) < 0;
  }

  private BankStatement statement(
      int statementNo,
      BankAgreement account,
      @Nullable BankStatement before,
      List<ChannelPayout> booked) {
    long opening = before == null ? 0 : before.closing();
    Long number = before == null ? null : before.sequence();
    List<Long> credits = amounts(booked).filter(amount -> amount >= 0).toList();
    List<Long> debits = amounts(booked).filter(amount -> amount < 0).toList();
    return new BankStatement(
        statementNo,
        account.currency() + "-" + date,
        number == null ? 1L : number + 1,
        account.accountNo(),
        account.currency(),
        date,
        opening,
        date,
        Math.addExact(opening, Math.addExact(sum(credits), sum(debits))),
        credits.size(),
        sum(credits),
        debits.size(),
        Math.negateExact(sum(debits)));
  }

  private static Stream<Long> amounts(List<ChannelPayout> payouts) {
    return payouts.stream().map(ChannelPayout::amount);
  }

  private static long sum(List<Long> amounts) {
    return amounts.stream().reduce(0L, Math::addExact);
  }

  private BankEntry entry(
      int entryNo, int statementNo, BankAgreement account, ChannelPayout payout) {
    return new BankEntry(
        entryNo,
        statementNo,
        account.accountNo(),
        account.currency(),
        payout.amount(),
        false,
        date,
        null,
        date,
        null,
        "B" + payout.payoutId(),
        payout.amount() < 0 ? "PMNT/IDDT/ESDD" : "PMNT/RCDT/ESCT",
        "",
        1);
  }

  private static BankDetail detail(int entryNo, ChannelPayout payout) {
    return new BankDetail(
        entryNo,
        1,
        payout.amount(),
        payout.payoutId(),
        null,
        null,
        null,
        null,
        null,
        payout.channel().name(),
        null,
        "Payout " + payout.payoutId(),
        null,
        null);
  }
}
