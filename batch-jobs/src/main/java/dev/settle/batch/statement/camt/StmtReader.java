package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads one {@code Stmt} and verifies what it declares. */
final class StmtReader {
  private final XmlCursor xml;
  private final StatementPlan plan;
  private final CamtSummary summary;
  private final BankConsumer consumer;
  private final int line;
  private final int statementNo;
  private final OwnCurrency money = new OwnCurrency();
  private final Balances balances = new Balances(money);
  private final DeclaredTotals totals = new DeclaredTotals(money);
  private final Tally booked = new Tally();
  private final Tally all = new Tally();
  private final BookingDates dates = new BookingDates();
  private @Nullable String id;
  private @Nullable Long sequence;
  private @Nullable Long page;
  private @Nullable String account;

  /** A reader of the statement that the cursor is at. */
  StmtReader(XmlCursor xml, StatementPlan plan, CamtSummary summary, BankConsumer consumer) {
    this.xml = xml;
    this.plan = plan;
    this.summary = summary;
    this.consumer = consumer;
    this.line = xml.line();
    this.statementNo = summary.nextStatement();
  }

  void read() throws IOException, StatementRefusedException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Id" -> id = CamtFields.once(id, xml.text(), xml, "Stmt/Id");
        case "StmtPgntn" -> page = pageNumber();
        case "ElctrncSeqNb" ->
            sequence =
                CamtFields.once(
                    sequence, CamtFields.number(xml, "ElctrncSeqNb"), xml, "ElctrncSeqNb");
        case "FrToDt" -> period();
        case "Acct" -> account();
        case "Bal" -> balances.read(xml);
        case "TxsSummry" -> totals.read(xml);
        case "Ntry" -> entry();
        default -> xml.skip();
      }
    }
    finish();
  }

  private @Nullable Long pageNumber() throws IOException, StatementRefusedException {
    Long number = null;
    while (xml.nextChild()) {
      if (xml.name().equals("PgNb")) {
        number = CamtFields.number(xml, "StmtPgntn/PgNb");
      } else {
        xml.skip();
      }
    }
    return number;
  }

  private void period() throws IOException, StatementRefusedException {
    LocalDate from = null;
    LocalDate to = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "FrDtTm" -> from = CamtDate.time(xml, "FrToDt/FrDtTm").date();
        case "ToDtTm" -> to = CamtDate.time(xml, "FrToDt/ToDtTm").date();
        default -> xml.skip();
      }
    }
    dates.period(from, to);
  }

  private void account() throws IOException, StatementRefusedException {
    String found = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Id" -> found = CamtFields.account(xml, "Acct/Id");
        case "Ccy" -> money.take(xml.text(), xml, "Acct/Ccy");
        default -> xml.skip();
      }
    }
    if (found == null || found.isEmpty()) {
      throw xml.refused("Acct/Id", "holds neither IBAN nor another number");
    }
    account = CamtFields.once(account, found, xml, "Acct");
    plan.requireAccount(found, xml);
  }

  private void entry() throws IOException, StatementRefusedException {
    if (account == null) {
      throw xml.refused("Ntry", "stands before the account (Acct) that it is of");
    }
    EntryReader reader = new EntryReader(xml, money, consumer, summary.nextEntry());
    reader.read();
    all.add(reader.signed(), reader.direction());
    if (!reader.booked()) {
      return;
    }
    booked.add(reader.signed(), reader.direction());
    if (reader.booking() != null) {
      dates.add(reader.booking().date(), reader.line());
    }
    consumer.entry(reader.entry(statementNo, account));
  }

  private void finish() throws IOException, StatementRefusedException {
    if (id == null || id.isEmpty() || account == null) {
      throw new StatementRefusedException(
          line, "Stmt", "lacks " + (account == null ? "Acct" : "Id") + ", which says what it is");
    }
    Balances.Balance opening = balances.opening(xml);
    Balances.Balance closing = balances.closing(xml);
    String currency = money.code();
    if (currency == null) {
      throw new IllegalStateException("a balance has a currency");
    }
    if (opening.date().isAfter(closing.date())) {
      throw xml.refused(
          "Bal/Dt", "opens on %s, after it closes on %s".formatted(opening.date(), closing.date()));
    }
    totals.verify(booked, all);
    requireBalance(opening.amount(), closing.amount());
    dates.verify(closing.date());
    BankStatement statement =
        new BankStatement(
            statementNo,
            id,
            sequence,
            account,
            currency,
            opening.date(),
            opening.amount(),
            closing.date(),
            closing.amount(),
            booked.creditCount(),
            booked.creditAmount(),
            booked.debitCount(),
            booked.debitAmount());
    plan.take(statement, page, money.digits(), xml);
    consumer.statement(statement);
  }

  private void requireBalance(long opening, long closing) throws StatementRefusedException {
    long expected = Math.addExact(opening, booked.net());
    if (expected != closing) {
      throw xml.refused(
          "Bal",
          "opens with %s and books %s, so it must close with %s; it says %s"
              .formatted(plain(opening), plain(booked.net()), plain(expected), plain(closing)));
    }
  }

  private String plain(long minor) {
    return Decimals.plain(minor, money.digits());
  }
}
