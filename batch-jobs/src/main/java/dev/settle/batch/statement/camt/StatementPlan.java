package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.StatementRefusedException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the statements of a file must be: of the expected account and day, and of one account one
 * after the other, without a gap, each opening with what the one before closed with.
 */
final class StatementPlan {
  private static final int ACCOUNTS_MAX = 10_000;

  private record Last(BankStatement statement, @Nullable Long page) {}

  private final Expectation expectation;
  private final Map<String, Last> lasts = new HashMap<>();

  StatementPlan(Expectation expectation) {
    this.expectation = expectation;
  }

  /** Another document begins: the files of a zip are in no order. */
  void newFile() {
    lasts.clear();
  }

  /** Refuses a statement of another account than the expected. */
  void requireAccount(String account, XmlCursor xml) throws StatementRefusedException {
    if (expectation.merchant() != null && !expectation.merchant().equals(account)) {
      throw xml.refused(
          "Acct/Id",
          "'%s' where the statement must be of %s"
              .formatted(CamtReader.shown(account), expectation.merchant()));
    }
  }

  /**
   * Takes a statement that was read to its end.
   *
   * @param page its page number; null when it is not one of several pages
   */
  void take(BankStatement statement, @Nullable Long page, int digits, XmlCursor xml)
      throws StatementRefusedException {
    if (expectation.businessDate() != null
        && !expectation.businessDate().equals(statement.closingDate())) {
      throw xml.refused(
          "Bal/Dt",
          "closes on %s where the statement must be of %s"
              .formatted(statement.closingDate(), expectation.businessDate()));
    }
    Last before =
        lasts.put(statement.account() + " " + statement.currency(), new Last(statement, page));
    if (before != null) {
      requireNext(before, statement, page, xml);
      requireContinued(before.statement(), statement, digits, xml);
    } else if (lasts.size() > ACCOUNTS_MAX) {
      throw xml.refused("Acct", "more than " + ACCOUNTS_MAX + " accounts in one file");
    }
  }

  private static void requireNext(
      Last before, BankStatement statement, @Nullable Long page, XmlCursor xml)
      throws StatementRefusedException {
    Long last = before.statement().sequence();
    Long number = statement.sequence();
    if (last == null || number == null) {
      return;
    }
    boolean nextPage =
        number.equals(last) && page != null && before.page() != null && page == before.page() + 1;
    boolean newYear =
        number <= 1
            && statement.closingDate().getYear() > before.statement().closingDate().getYear();
    if (nextPage || newYear || number == last + 1) {
      return;
    }
    String cause =
        number > last + 1
            ? "a statement is missing between them"
            : "the statements are not one after the other";
    throw xml.refused(
        "ElctrncSeqNb",
        "%d follows %d of account %s: %s".formatted(number, last, statement.account(), cause));
  }

  private static void requireContinued(
      BankStatement before, BankStatement statement, int digits, XmlCursor xml)
      throws StatementRefusedException {
    if (before.closing() != statement.opening()) {
      throw xml.refused(
          "Bal",
          "statement %s opens with %s where statement %s of the same account closed with %s"
              .formatted(
                  statement.statementId(),
                  Decimals.plain(statement.opening(), digits),
                  before.statementId(),
                  Decimals.plain(before.closing(), digits)));
    }
  }
}
