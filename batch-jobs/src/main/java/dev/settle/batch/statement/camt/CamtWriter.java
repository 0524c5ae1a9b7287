package dev.settle.batch.statement.camt;

import com.ctc.wstx.stax.WstxOutputFactory;
import dev.settle.batch.statement.Decimals;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes bank statements as a bank would, in UTF-8, indented, for tests and the demo. It writes
 * what it is told, also what does not add up, so that a reader can be shown to refuse it.
 *
 * <p>Order of calls: for each statement {@link #begin}, its entries, {@link #end}; then {@link
 * #close}.
 */
public final class CamtWriter implements AutoCloseable {
  private final CamtVersion version;
  private final XMLStreamWriter xml;
  private int depth;
  private int digits;

  /**
   * Begins a document.
   *
   * @param out not closed by this
   * @param messageId id of the message, at most 35 characters
   * @param createdAt when the bank made it
   */
  public CamtWriter(
      CamtVersion version, OutputStream out, String messageId, OffsetDateTime createdAt)
      throws IOException {
    this.version = version;
    try {
      xml = new WstxOutputFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("Document");
      xml.writeDefaultNamespace(version.namespace());
      depth++;
      open("BkToCstmrStmt");
      open("GrpHdr");
      leaf("MsgId", messageId);
      leaf("CreDtTm", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(createdAt));
      shut();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write XML", e);
    }
  }

  /** Begins a statement: what it is, its balances and the totals of its entries. */
  public void begin(BankStatement statement) throws IOException {
    digits = Currency.getInstance(statement.currency()).getDefaultFractionDigits();
    try {
      open("Stmt");
      leaf("Id", statement.statementId());
      leafIfAny("ElctrncSeqNb", statement.sequence());
      leaf("CreDtTm", statement.closingDate() + "T23:59:59Z");
      open("Acct");
      open("Id");
      account(statement.account());
      shut();
      leaf("Ccy", statement.currency());
      shut();
      String currency = statement.currency();
      balance("OPBD", statement.openingDate(), statement.opening(), currency);
      balance("CLBD", statement.closingDate(), statement.closing(), currency);
      summary(statement);
    } catch (XMLStreamException e) {
      throw new IOException("cannot write XML", e);
    }
  }

  /**
   * Writes a booked entry.
   *
   * @param details its details; {@link BankEntry#details} is not looked at
   */
  public void entry(BankEntry entry, List<BankDetail> details) throws IOException {
    try {
      open("Ntry");
      leafIfAny("NtryRef", entry.entryReference());
      amount("Amt", entry.amount(), entry.currency());
      direction(entry.amount());
      if (entry.reversal()) {
        leaf("RvslInd", "true");
      }
      state();
      date("BookgDt", entry.bookingDate(), entry.bookedAt());
      if (entry.valueDate() != null) {
        date("ValDt", entry.valueDate(), null);
      }
      leafIfAny("AcctSvcrRef", entry.bankReference());
      transactionCode(entry.transactionCode());
      if (!details.isEmpty()) {
        details(entry, details);
      }
      if (!entry.information().isEmpty()) {
        leaf("AddtlNtryInf", entry.information());
      }
      shut();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write XML", e);
    }
  }

  /** Ends the statement. */
  public void end() throws IOException {
    try {
      shut();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write XML", e);
    }
  }

  /** Ends the document. */
  @Override
  public void close() throws IOException {
    try {
      while (depth > 0) {
        shut();
      }
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write XML", e);
    }
  }

  private void balance(String type, LocalDate date, long amount, String currency)
      throws XMLStreamException {
    open("Bal");
    open("Tp");
    open("CdOrPrtry");
    leaf("Cd", type);
    shut();
    shut();
    amount("Amt", amount, currency);
    direction(amount);
    date("Dt", date, null);
    shut();
  }

  private void summary(BankStatement statement) throws XMLStreamException {
    long net = Math.subtractExact(statement.creditAmount(), statement.debitAmount());
    open("TxsSummry");
    open("TtlNtries");
    leaf("NbOfNtries", statement.creditCount() + statement.debitCount());
    leaf("Sum", plain(Math.addExact(statement.creditAmount(), statement.debitAmount())));
    if (version == CamtVersion.V02) {
      leaf("TtlNetNtryAmt", plain(Math.absExact(net)));
      direction(net);
    } else {
      open("TtlNetNtry");
      leaf("Amt", plain(Math.absExact(net)));
      direction(net);
      shut();
    }
    shut();
    total("TtlCdtNtries", statement.creditCount(), statement.creditAmount());
    total("TtlDbtNtries", statement.debitCount(), statement.debitAmount());
    shut();
  }

  private void total(String name, long count, long sum) throws XMLStreamException {
    open(name);
    leaf("NbOfNtries", count);
    leaf("Sum", plain(sum));
    shut();
  }

  private void state() throws XMLStreamException {
    if (version.nestsCodes()) {
      open("Sts");
      leaf("Cd", "BOOK");
      shut();
    } else {
      leaf("Sts", "BOOK");
    }
  }

  /** {@code PMNT/RCDT/ESCT} is of the ISO's list; any other word is the bank's own. */
  private void transactionCode(String code) throws XMLStreamException {
    open("BkTxCd");
    String[] parts = code.split("/", -1);
    if (parts.length == 3) {
      open("Domn");
      leaf("Cd", parts[0]);
      open("Fmly");
      leaf("Cd", parts[1]);
      leaf("SubFmlyCd", parts[2]);
      shut();
      shut();
    } else if (!code.isEmpty()) {
      open("Prtry");
      leaf("Cd", code);
      shut();
    }
    shut();
  }

  private void details(BankEntry entry, List<BankDetail> details) throws XMLStreamException {
    open("NtryDtls");
    if (details.size() > 1) {
      open("Btch");
      leaf("NbOfTxs", details.size());
      shut();
    }
    for (BankDetail detail : details) {
      detail(entry, detail);
    }
    shut();
  }

  private void detail(BankEntry entry, BankDetail detail) throws XMLStreamException {
    open("TxDtls");
    references(detail);
    Long amount = detail.amount();
    if (amount != null) {
      if (version.detailsHaveAmount()) {
        amount("Amt", amount, entry.currency());
        direction(amount);
      } else {
        open("AmtDtls");
        open("TxAmt");
        amount("Amt", amount, entry.currency());
        shut();
        shut();
      }
    }
    boolean credit = (amount == null ? entry.amount() : amount) >= 0;
    party(detail, credit ? "Dbtr" : "Cdtr");
    remittance(detail);
    String reason = detail.returnReason();
    if (reason != null) {
      open("RtrInf");
      if (!reason.isEmpty()) {
        open("Rsn");
        leaf("Cd", reason);
        shut();
      }
      shut();
    }
    shut();
  }

  private void references(BankDetail detail) throws XMLStreamException {
    open("Refs");
    leafIfAny("MsgId", detail.messageId());
    leafIfAny("AcctSvcrRef", detail.bankReference());
    leafIfAny("PmtInfId", detail.paymentInformationId());
    leafIfAny("InstrId", detail.instructionId());
    leaf("EndToEndId", detail.endToEndId() == null ? "NOTPROVIDED" : detail.endToEndId());
    leafIfAny("TxId", detail.transactionId());
    shut();
  }

  private void party(BankDetail detail, String side) throws XMLStreamException {
    open("RltdPties");
    String name = detail.counterparty();
    if (name != null) {
      open(side);
      if (version.nestsCodes()) {
        open("Pty");
        leaf("Nm", name);
        shut();
      } else {
        leaf("Nm", name);
      }
      shut();
    }
    String number = detail.counterpartyAccount();
    if (number != null) {
      open(side + "Acct");
      open("Id");
      account(number);
      shut();
      shut();
    }
    shut();
  }

  private void remittance(BankDetail detail) throws XMLStreamException {
    String reference = detail.creditorReference();
    if (detail.remittance().isEmpty() && reference == null) {
      return;
    }
    open("RmtInf");
    if (!detail.remittance().isEmpty()) {
      leaf("Ustrd", detail.remittance());
    }
    if (reference != null) {
      open("Strd");
      open("CdtrRefInf");
      leaf("Ref", reference);
      shut();
      shut();
    }
    shut();
  }

  private void account(String number) throws XMLStreamException {
    if (number.matches("[A-Z]{2}[0-9]{2}[A-Za-z0-9]{1,30}")) {
      leaf("IBAN", number);
    } else {
      open("Othr");
      leaf("Id", number);
      shut();
    }
  }

  private void amount(String name, long signed, String currency) throws XMLStreamException {
    indent();
    xml.writeStartElement(name);
    xml.writeAttribute("Ccy", currency);
    xml.writeCharacters(plain(Math.absExact(signed)));
    xml.writeEndElement();
  }

  private void direction(long signed) throws XMLStreamException {
    leaf("CdtDbtInd", signed < 0 ? "DBIT" : "CRDT");
  }

  private void date(String name, LocalDate date, @Nullable OffsetDateTime at)
      throws XMLStreamException {
    open(name);
    if (at == null) {
      leaf("Dt", date);
    } else {
      leaf("DtTm", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at));
    }
    shut();
  }

  private String plain(long minor) {
    return Decimals.plain(minor, digits);
  }

  private void open(String name) throws XMLStreamException {
    indent();
    xml.writeStartElement(name);
    depth++;
  }

  private void shut() throws XMLStreamException {
    depth--;
    indent();
    xml.writeEndElement();
  }

  private void leafIfAny(String name, @Nullable Object value) throws XMLStreamException {
    if (value != null) {
      leaf(name, value);
    }
  }

  private void leaf(String name, Object value) throws XMLStreamException {
    indent();
    xml.writeStartElement(name);
    xml.writeCharacters(value.toString());
    xml.writeEndElement();
  }

  private void indent() throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
