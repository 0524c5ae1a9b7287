package dev.settle.batch.payout;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what people do with payouts, each in a transaction of its own. An approval orders the
 * payouts from the ledger in the same transaction, so there is never one without the other; what
 * PostgreSQL's rules refuse ends the command with 65.
 */
public final class PayoutDesk {
  private final Connection postgres;
  private final Payouts payouts;
  private final PayoutEvents events;

  /** A desk over this connection, which stays open and is left in auto-commit. */
  public PayoutDesk(Connection postgres) {
    this.postgres = postgres;
    this.payouts = new Payouts(postgres);
    this.events = new PayoutEvents(postgres);
  }

  /**
   * A payout that is due and was not proposed.
   *
   * @param why for a person
   */
  public record LeftOut(Payout payout, String why) {}

  /** What was proposed, and what not. */
  public record Proposal(List<PayoutBatch> batches, List<LeftOut> leftOut) {}

  /**
   * Puts what is due in a currency and in no batch into as few batches as the limit allows.
   *
   * @param accountNo our account
   * @param due the last due day
   * @throws BatchException 65 without an account of ours or a limit in force
   */
  public Proposal propose(String currency, String accountNo, LocalDate due, String maker) {
    return PayoutWork.transact(
        postgres,
        () -> {
          requirePayer(accountNo, currency);
          PayoutLimit limit = requireLimit(currency);
          List<BatchItem> payable = new ArrayList<>();
          List<LeftOut> leftOut = new ArrayList<>();
          for (Payouts.Candidate candidate : payouts.candidates(currency, due)) {
            PayeeAccount account = candidate.account();
            String why = whyNot(candidate, limit);
            if (why != null || account == null) {
              leftOut.add(new LeftOut(candidate.payout(), String.valueOf(why)));
            } else {
              payable.add(new BatchItem(candidate.payout(), account));
            }
          }
          List<PayoutBatch> batches = new ArrayList<>();
          for (List<BatchItem> items : BatchPlan.cut(payable, limit)) {
            batches.add(write(currency, accountNo, due, items, maker));
          }
          return new Proposal(batches, leftOut);
        });
  }

  /**
   * What an approval did.
   *
   * @param batch as it stands
   * @param ordered how many payouts were ordered now; 0 when it was approved before
   */
  public record Approval(PayoutBatch batch, int ordered) {}

  /**
   * Approves a batch and orders its payouts from the ledger. Approving again orders nothing again.
   *
   * @param checker another person than the maker
   * @throws BatchException 65 when it does not wait for a decision, the checker is its maker, or it
   *     does not hold any more: a limit, a bank account, a payout that is held
   */
  public Approval approve(String batchId, String checker, @Nullable String comment) {
    return PayoutWork.transact(
        postgres,
        () -> {
          PayoutBatch batch = payouts.batch(batchId);
          if (batch.isApproved()) {
            return new Approval(batch, 0);
          }
          requireProposed(batch);
          if (batch.maker().equalsIgnoreCase(checker)) {
            throw BatchException.refused(
                "batch %s: %s proposed it and cannot approve it; another person has to"
                    .formatted(batchId, batch.maker()));
          }
          // What the bank cannot be told is not ordered either.
          PaymentOrder.of(batch, payouts.items(batchId), Instant.now(), payouts.today());
          int ordered = order(batchId, checker);
          events.ofBatch("APPROVE", batchId, checker, comment);
          return new Approval(payouts.batch(batchId), ordered);
        });
  }

  /**
   * Turns down a batch, whose payouts are open again; its maker may withdraw it so.
   *
   * @throws BatchException 65 when it does not wait for a decision
   */
  public void reject(String batchId, String by, String reason) {
    PayoutWork.transact(
        postgres,
        () -> {
          requireProposed(payouts.batch(batchId));
          events.ofBatch("REJECT", batchId, by, reason);
          return batchId;
        });
  }

  /** Keeps a payout out of batches, or a batch that has it from being approved. */
  public void hold(String payoutId, String by, String reason) {
    ofPayout("HOLD", payoutId, by, reason);
  }

  /** Takes a hold back. */
  public void resume(String payoutId, String by, String reason) {
    ofPayout("RESUME", payoutId, by, reason);
  }

  /**
   * What a file of an approved batch says.
   *
   * @throws BatchException 65 when the batch is not approved
   */
  public PaymentOrder order(String batchId) throws SQLException {
    PayoutBatch batch = payouts.batch(batchId);
    Instant approvedAt = batch.decidedAt();
    LocalDate approvedOn = batch.decidedOn();
    if (!batch.isApproved() || approvedAt == null || approvedOn == null) {
      throw BatchException.refused(
          "batch %s is %s; only an approved batch gets a file".formatted(batchId, batch.state()));
    }
    return PaymentOrder.of(batch, payouts.items(batchId), approvedAt, approvedOn);
  }

  /** Puts on record that files are given out. */
  void recordFiles(String batchId, String by, List<PayoutFiles.Written> files) {
    PayoutWork.transact(
        postgres,
        () -> {
          for (PayoutFiles.Written file : files) {
            events.file(batchId, by, String.valueOf(file.path().getFileName()), file.sha256());
          }
          return batchId;
        });
  }

  private void ofPayout(String action, String payoutId, String by, String reason) {
    PayoutWork.transact(
        postgres,
        () -> {
          events.ofPayout(action, payoutId, by, reason);
          return payoutId;
        });
  }

  private PayerAccount requirePayer(String accountNo, String currency) throws SQLException {
    return payouts
        .payer(accountNo, currency)
        .orElseThrow(
            () ->
                BatchException.refused(
                    "payments.bank_account has no account %s in force of %s with a holder: insert it, or update its holder and bic"
                        .formatted(accountNo, currency)));
  }

  private PayoutLimit requireLimit(String currency) throws SQLException {
    return payouts
        .limit(currency)
        .orElseThrow(
            () ->
                BatchException.refused(
                    "no payout limit is in force for %s: insert one into payments.payout_limit (currency, effective_from, per_batch, per_payout, payouts_max, agreed_by)"
                        .formatted(currency)));
  }

  private static @Nullable String whyNot(Payouts.Candidate candidate, PayoutLimit limit) {
    Payout payout = candidate.payout();
    PayeeAccount account = candidate.account();
    if (payout.state().equals("HELD")) {
      return "it is held";
    }
    if (account == null) {
      return "%s has no bank account for %s (payments.payee_bank_account)"
          .formatted(payout.payee(), payout.currency());
    }
    if (payout.amount() > limit.perPayout()) {
      return "it is above the limit of one payout (payments.payout_limit)";
    }
    return PaymentOrder.problem(payout, account);
  }

  private PayoutBatch write(
      String currency, String accountNo, LocalDate due, List<BatchItem> items, String maker)
      throws SQLException {
    String id = BatchId.of(accountNo, due, items, payouts.attempts(items.get(0).payout().id()));
    long sum = items.stream().mapToLong(item -> item.payout().amount()).reduce(0, Math::addExact);
    try (PreparedStatement insert =
        postgres.prepareStatement(
            "INSERT INTO batch.payout_batch (batch_id, currency, account_no, due, payouts, amount) VALUES (?, ?, ?, ?::date, ?, ?)")) {
      insert.setString(1, id);
      insert.setString(2, currency);
      insert.setString(3, accountNo);
      insert.setString(4, due.toString());
      insert.setInt(5, items.size());
      insert.setLong(6, sum);
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        postgres.prepareStatement(
            "INSERT INTO batch.payout_batch_item (batch_id, item_no, payout_id, account_from) VALUES (?, ?, ?, ?::date)")) {
      for (int i = 0; i < items.size(); i++) {
        insert.setString(1, id);
        insert.setInt(2, i + 1);
        insert.setString(3, items.get(i).payout().id());
        insert.setString(4, items.get(i).account().from().toString());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    events.ofBatch("PROPOSE", id, maker, null);
    return payouts.batch(id);
  }

  private int order(String batchId, String checker) throws SQLException {
    try (PreparedStatement insert =
        postgres.prepareStatement(SqlResource.read("payout/order.sql"))) {
      insert.setString(1, checker);
      insert.setString(2, batchId);
      return insert.executeUpdate();
    }
  }

  private static void requireProposed(PayoutBatch batch) {
    if (!batch.state().equals("PROPOSED")) {
      throw BatchException.refused(
          "batch %s waits for no decision: it is %s by %s"
              .formatted(batch.id(), batch.state(), batch.checker()));
    }
  }
}
