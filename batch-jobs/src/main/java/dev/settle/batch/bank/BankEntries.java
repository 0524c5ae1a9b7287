package dev.settle.batch.bank;

import dev.settle.batch.statement.camt.BankConsumer;
import dev.settle.batch.statement.camt.BankDetail;
import dev.settle.batch.statement.camt.BankEntry;
import dev.settle.batch.statement.camt.BankStatement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the entries of one booking date and of agreed accounts, with all that they name, and these
 * accounts' statements that begin by that date.
 */
final class BankEntries implements BankConsumer {
  private static final Pattern PAYOUT = Pattern.compile("PO[0-9a-f]{30}");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,;:/+]+");

  private final LocalDate date;
  private final BankAccounts agreed;
  private final List<BankStatement> statements = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final TreeSet<String> named = new TreeSet<>();
  private final List<BankDetail> ofPayouts = new ArrayList<>();

  BankEntries(LocalDate date, BankAccounts agreed) {
    this.date = date;
    this.agreed = agreed;
  }

  /**
   * An entry that counts.
   *
   * @param entry as the bank booked it
   * @param references ids and words, ordered
   * @param returns of a credit the details that name a payout of ours
   */
  record Kept(BankEntry entry, List<String> references, List<BankDetail> returns) {}

  List<Kept> kept() {
    return kept;
  }

  List<BankStatement> statements() {
    return statements;
  }

  @Override
  public void detail(BankDetail detail) {
    id(detail.endToEndId());
    if (detail.endToEndId() != null && PAYOUT.matcher(detail.endToEndId()).matches()) {
      ofPayouts.add(detail);
    }
    id(detail.messageId());
    id(detail.paymentInformationId());
    id(detail.instructionId());
    id(detail.transactionId());
    id(detail.bankReference());
    words(detail.remittance());
    words(detail.creditorReference());
  }

  @Override
  public void entry(BankEntry entry) {
    id(entry.entryReference());
    id(entry.bankReference());
    words(entry.information());
    if (entry.bookingDate().equals(date) && agreed.accounts().contains(entry.account())) {
      kept.add(
          new Kept(
              entry, List.copyOf(named), entry.amount() > 0 ? List.copyOf(ofPayouts) : List.of()));
    }
    named.clear();
    ofPayouts.clear();
  }

  @Override
  public void statement(BankStatement statement) {
    if (agreed.counts(statement.account(), statement.closingDate())
        && !statement.openingDate().isAfter(date)) {
      statements.add(statement);
    }
  }

  private void id(@Nullable String id) {
    if (id != null && !id.isBlank()) {
      named.add(id.strip());
    }
  }

  private void words(@Nullable String text) {
    if (text != null) {
      BETWEEN_WORDS.splitAsStream(text).forEach(this::id);
    }
  }
}
