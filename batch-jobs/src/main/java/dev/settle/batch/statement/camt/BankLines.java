package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings entries to canonical lines on their way to the bank's consumer:
 *
 * <ul>
 *   <li>kind TRANSFER, always: a bank moves money and does not know what for; which entry is a
 *       channel's payout is for matching to find out;
 *   <li>amount as the balance moved, fee 0: a bank's fee is an entry of its own;
 *   <li>channelTxnId the bank's reference, else the entry's, else that of its only detail, else
 *       empty; orderId the end-to-end id of its only detail, else empty: of a batch the details are
 *       with the {@link BankConsumer} only;
 *   <li>state BOOK; RVSL when it takes an entry back; RTR when it or a part of it is a return;
 *   <li>lineNo the number of the entry in the file, since one line of XML may hold them all;
 *   <li>occurredAt when it was booked, the start of the day in UTC when the bank gives no time.
 * </ul>
 */
final class BankLines implements BankConsumer {
  private final LineConsumer lines;
  private final BankConsumer bank;
  private final CamtSummary summary;
  private @Nullable BankDetail lastDetail;
  private boolean returned;

  BankLines(LineConsumer lines, BankConsumer bank, CamtSummary summary) {
    this.lines = lines;
    this.bank = bank;
    this.summary = summary;
  }

  @Override
  public void detail(BankDetail detail) throws IOException {
    lastDetail = detail;
    returned |= detail.returnReason() != null;
    bank.detail(detail);
  }

  @Override
  public void entry(BankEntry entry) throws IOException {
    summary.entry(entry);
    bank.entry(entry);
    lines.accept(line(entry, entry.details() == 1 ? lastDetail : null));
    lastDetail = null;
    returned = false;
  }

  @Override
  public void statement(BankStatement statement) throws IOException {
    summary.statement(statement);
    bank.statement(statement);
  }

  private StatementLine line(BankEntry entry, @Nullable BankDetail only) {
    String reference =
        entry.bankReference() != null ? entry.bankReference() : entry.entryReference();
    if (reference == null && only != null) {
      reference = only.bankReference() != null ? only.bankReference() : only.transactionId();
    }
    String state = entry.reversal() ? "RVSL" : returned ? "RTR" : "BOOK";
    return new StatementLine(
        Objects.requireNonNullElse(reference, ""),
        null,
        only == null || only.endToEndId() == null ? "" : only.endToEndId(),
        null,
        LineKind.TRANSFER,
        state,
        entry.amount(),
        0,
        entry.currency(),
        entry.occurredAt(),
        entry.entryNo());
  }
}
