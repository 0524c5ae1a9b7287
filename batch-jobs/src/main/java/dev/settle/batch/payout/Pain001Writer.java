package dev.settle.batch.payout;

import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch as ISO 20022 pain.001.001.09 (CustomerCreditTransferInitiation, 2019): one group,
 * one payment information, UTF-8. In EUR as SEPA wants it (service level SEPA, charges SLEV); else
 * we bear the charges (DEBT), so that the payee gets the whole amount.
 */
final class Pain001Writer {
  static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
  private static final String CNAPS = "CNAPS";
  private static final String NO_BANK = "NOTPROVIDED";

  private final XMLStreamWriter xml;
  private final PaymentOrder order;
  private final boolean isSepa;
  private int depth;

  private Pain001Writer(XMLStreamWriter xml, PaymentOrder order) {
    this.xml = xml;
    this.order = order;
    this.isSepa = order.currency().equals("EUR");
  }

  /** The document. */
  static byte[] write(PaymentOrder order) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = new WstxOutputFactory().createXMLStreamWriter(out, "UTF-8");
      new Pain001Writer(xml, order).document();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write XML", e);
    }
    return out.toByteArray();
  }

  private void document() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("Document");
    xml.writeDefaultNamespace(NAMESPACE);
    depth++;
    open("CstmrCdtTrfInitn");
    open("GrpHdr");
    leaf("MsgId", order.id());
    leaf("CreDtTm", order.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    sums();
    party("InitgPty", order.payer().holder(), null, null);
    shut();
    paymentInformation();
    shut();
    shut();
    xml.writeEndDocument();
  }

  private void sums() throws XMLStreamException {
    leaf("NbOfTxs", Integer.toString(order.transfers().size()));
    leaf("CtrlSum", order.decimal(order.sum()));
  }

  private void paymentInformation() throws XMLStreamException {
    PayerAccount payer = order.payer();
    open("PmtInf");
    leaf("PmtInfId", order.id());
    leaf("PmtMtd", "TRF");
    // Booked one by one, each debit names its payout.
    leaf("BtchBookg", "false");
    sums();
    if (isSepa) {
      open("PmtTpInf");
      open("SvcLvl");
      leaf("Cd", "SEPA");
      shut();
      shut();
    }
    open("ReqdExctnDt");
    leaf("Dt", order.executionDate().toString());
    shut();
    party("Dbtr", payer.holder(), null, null);
    account(
        "DbtrAcct", payer.isIban() ? payer.accountNo() : null, payer.accountNo(), order.currency());
    bank("DbtrAgt", payer.bic(), payer.clearingMember());
    leaf("ChrgBr", isSepa ? "SLEV" : "DEBT");
    for (PaymentOrder.Transfer transfer : order.transfers()) {
      transfer(transfer);
    }
    shut();
  }

  private void transfer(PaymentOrder.Transfer transfer) throws XMLStreamException {
    PayeeAccount payee = transfer.account();
    open("CdtTrfTxInf");
    open("PmtId");
    leaf("EndToEndId", transfer.id());
    shut();
    open("Amt");
    indent();
    xml.writeStartElement("InstdAmt");
    xml.writeAttribute("Ccy", order.currency());
    xml.writeCharacters(order.decimal(transfer.amount()));
    xml.writeEndElement();
    shut();
    if (payee.bic() != null || payee.clearingMember() != null) {
      bank("CdtrAgt", payee.bic(), payee.clearingMember());
    }
    party("Cdtr", payee.holder(), payee.town(), payee.country());
    account("CdtrAcct", payee.iban(), payee.number(), null);
    open("RmtInf");
    leaf("Ustrd", transfer.remittance());
    shut();
    shut();
  }

  private void party(String name, String holder, @Nullable String town, @Nullable String country)
      throws XMLStreamException {
    open(name);
    leaf("Nm", holder);
    if (country != null) {
      open("PstlAdr");
      if (town != null) {
        leaf("TwnNm", town);
      }
      leaf("Ctry", country);
      shut();
    }
    shut();
  }

  private void account(String name, @Nullable String iban, String number, @Nullable String currency)
      throws XMLStreamException {
    open(name);
    open("Id");
    if (iban != null) {
      leaf("IBAN", iban);
    } else {
      open("Othr");
      leaf("Id", number);
      shut();
    }
    shut();
    if (currency != null) {
      leaf("Ccy", currency);
    }
    shut();
  }

  private void bank(String name, @Nullable String bic, @Nullable String clearingMember)
      throws XMLStreamException {
    open(name);
    open("FinInstnId");
    if (bic != null) {
      leaf("BICFI", bic);
    } else if (clearingMember != null) {
      open("ClrSysMmbId");
      open("ClrSysId");
      leaf("Cd", CNAPS);
      shut();
      leaf("MmbId", clearingMember);
      shut();
    } else {
      open("Othr");
      leaf("Id", NO_BANK);
      shut();
    }
    shut();
    shut();
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

  private void leaf(String name, String value) throws XMLStreamException {
    indent();
    xml.writeStartElement(name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  private void indent() throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
