package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one {@code Ntry} and gives its details away while it reads. */
final class EntryReader {
  /** Only BOOK has moved the balance; the others are announced (PDNG, FUTR) or told (INFO). */
  private static final Set<String> STATES = Set.of("BOOK", "PDNG", "INFO", "FUTR");

  private final XmlCursor xml;
  private final OwnCurrency money;
  private final BankConsumer consumer;
  private final int entryNo;
  private final int line;
  private final Charges charges;
  private final Charges detailCharges;
  private final BatchCheck batches;
  private @Nullable Long amount;
  private @Nullable Integer direction;
  private @Nullable String state;
  private @Nullable CamtDate booking;
  private @Nullable CamtDate value;
  private @Nullable String entryReference;
  private @Nullable String bankReference;
  private String transactionCode = "";
  private String information = "";
  private boolean reversal;
  private int details;

  /** A reader of the entry that the cursor is at. */
  EntryReader(XmlCursor xml, OwnCurrency money, BankConsumer consumer, int entryNo) {
    this.xml = xml;
    this.money = money;
    this.consumer = consumer;
    this.entryNo = entryNo;
    this.line = xml.line();
    this.charges = new Charges(money);
    this.detailCharges = new Charges(money);
    this.batches = new BatchCheck(money);
  }

  /** Reads it to its end; the details of a booked one go to the consumer. */
  void read() throws IOException, StatementRefusedException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "NtryRef" -> entryReference = CamtFields.reference(xml);
        case "Amt" ->
            amount = CamtFields.once(amount, money.amount(xml, "Ntry/Amt"), xml, "Ntry/Amt");
        case "CdtDbtInd" ->
            direction =
                CamtFields.once(
                    direction, CamtFields.direction(xml, "Ntry/CdtDbtInd"), xml, "Ntry/CdtDbtInd");
        case "RvslInd" -> reversal = CamtFields.flag(xml, "Ntry/RvslInd");
        case "Sts" -> state = CamtFields.once(state, stateOf(), xml, "Ntry/Sts");
        case "BookgDt" -> booking = CamtDate.choice(xml, "Ntry/BookgDt");
        case "ValDt" -> value = CamtDate.choice(xml, "Ntry/ValDt");
        case "AcctSvcrRef" -> bankReference = CamtFields.reference(xml);
        case "BkTxCd" -> transactionCode = BankCode.read(xml);
        case "Chrgs" -> charges.read(xml, "Ntry/Chrgs");
        case "NtryDtls" -> entryDetails();
        case "AddtlNtryInf" -> information = xml.text();
        default -> xml.skip();
      }
    }
    requireWhole();
    requireDetailsAddUp();
  }

  /** True when it has moved the balance. */
  boolean booked() {
    return "BOOK".equals(state);
  }

  /** 1 for a credit, -1 for a debit. */
  int direction() {
    return Objects.requireNonNull(direction);
  }

  /** Signed minor units. */
  long signed() {
    return direction() * Objects.requireNonNull(amount);
  }

  /** The booking date that the bank gives; null when it gives none. */
  @Nullable CamtDate booking() {
    return booking;
  }

  int line() {
    return line;
  }

  /** The entry; of one without a booking date that date is the value date. */
  BankEntry entry(int statementNo, String account) throws StatementRefusedException {
    CamtDate booked = booking != null ? booking : value;
    if (booked == null) {
      throw new StatementRefusedException(
          line, "Ntry/BookgDt", "a booked entry without booking date and value date");
    }
    return new BankEntry(
        entryNo,
        statementNo,
        account,
        Objects.requireNonNull(money.code()),
        signed(),
        reversal,
        booked.date(),
        booked.at(),
        value == null ? null : value.date(),
        entryReference,
        bankReference,
        transactionCode,
        information,
        details);
  }

  /** Text up to .06, {@code Cd} or {@code Prtry} later. */
  private String stateOf() throws IOException, StatementRefusedException {
    String text = xml.textOrOnlyChild();
    if (!STATES.contains(text)) {
      throw xml.refused(
          "Ntry/Sts", "'" + CamtReader.shown(text) + "' is none of BOOK, PDNG, INFO and FUTR");
    }
    return text;
  }

  private void entryDetails() throws IOException, StatementRefusedException {
    requireWhole();
    batches.begin();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Btch" -> batches.read(xml, direction());
        case "TxDtls" -> {
          details = Math.incrementExact(details);
          BankDetail detail =
              new DetailReader(xml, money, detailCharges, direction()).read(entryNo, details);
          batches.add(detail.amount());
          if (booked()) {
            consumer.detail(detail);
          }
        }
        default -> xml.skip();
      }
    }
    batches.end(xml);
  }

  private void requireWhole() throws StatementRefusedException {
    String lacks = amount == null ? "Amt" : direction == null ? "CdtDbtInd" : "Sts";
    if (amount == null || direction == null || state == null) {
      throw new StatementRefusedException(line, "Ntry/" + lacks, "the entry lacks it");
    }
  }

  /** Charges that the bank took out of the sum explain a difference, and nothing else does. */
  private void requireDetailsAddUp() throws StatementRefusedException {
    Long sum = batches.sum();
    if (sum == null || sum == signed()) {
      return;
    }
    long charged = charges.sum() != 0 ? charges.sum() : detailCharges.sum();
    if (Math.addExact(sum, charged) != signed()) {
      throw new StatementRefusedException(
          line,
          "Ntry/NtryDtls",
          "its details add up to %s where the entry is %s"
              .formatted(
                  Decimals.plain(sum, money.digits()), Decimals.plain(signed(), money.digits())));
    }
  }
}
