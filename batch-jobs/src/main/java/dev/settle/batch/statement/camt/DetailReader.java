package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one {@code TxDtls}. */
final class DetailReader {
  private static final String FIELD = "Ntry/NtryDtls/TxDtls";

  private final XmlCursor xml;
  private final OwnCurrency money;
  private final Charges charges;
  private final Joined remittance = new Joined();
  private final Joined creditorReference = new Joined();
  private final Party debtor = new Party();
  private final Party creditor = new Party();
  private int direction;
  private @Nullable Long amount;
  private @Nullable Long transactionAmount;
  private @Nullable String endToEndId;
  private @Nullable String messageId;
  private @Nullable String paymentInformationId;
  private @Nullable String instructionId;
  private @Nullable String transactionId;
  private @Nullable String bankReference;
  private @Nullable String returnReason;

  /**
   * A reader of the detail that the cursor is at.
   *
   * @param direction the entry's, which the detail has too unless it says its own
   */
  DetailReader(XmlCursor xml, OwnCurrency money, Charges charges, int direction) {
    this.xml = xml;
    this.money = money;
    this.charges = charges;
    this.direction = direction;
  }

  BankDetail read(int entryNo, int detailNo) throws IOException, StatementRefusedException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Refs" -> references();
        case "Amt" -> amount = money.amountIfOwn(xml, FIELD + "/Amt");
        case "CdtDbtInd" -> direction = CamtFields.direction(xml, FIELD + "/CdtDbtInd");
        case "AmtDtls" -> amountDetails();
        case "Chrgs" -> charges.read(xml, FIELD + "/Chrgs");
        case "RltdPties" -> parties();
        case "RmtInf" -> remittanceInformation();
        case "RtrInf" -> returnInformation();
        default -> xml.skip();
      }
    }
    Party other = direction > 0 ? debtor : creditor;
    Long value = amount != null ? amount : transactionAmount;
    return new BankDetail(
        entryNo,
        detailNo,
        value == null ? null : Long.valueOf(direction * value),
        endToEndId,
        messageId,
        paymentInformationId,
        instructionId,
        transactionId,
        bankReference,
        other.name,
        other.account,
        remittance.text(),
        creditorReference.textOrNull(),
        returnReason);
  }

  private void references() throws IOException, StatementRefusedException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "EndToEndId" -> endToEndId = CamtFields.reference(xml);
        case "MsgId" -> messageId = CamtFields.reference(xml);
        case "PmtInfId" -> paymentInformationId = CamtFields.reference(xml);
        case "InstrId" -> instructionId = CamtFields.reference(xml);
        case "TxId" -> transactionId = CamtFields.reference(xml);
        case "AcctSvcrRef" -> bankReference = CamtFields.reference(xml);
        default -> xml.skip();
      }
    }
  }

  /** {@code TxAmt} is what moved; the instructed amount may differ by charges or be foreign. */
  private void amountDetails() throws IOException, StatementRefusedException {
    while (xml.nextChild()) {
      if (!xml.name().equals("TxAmt")) {
        xml.skip();
        continue;
      }
      while (xml.nextChild()) {
        if (xml.name().equals("Amt")) {
          transactionAmount = money.amountIfOwn(xml, FIELD + "/AmtDtls/TxAmt/Amt");
        } else {
          xml.skip();
        }
      }
    }
  }

  private void parties() throws IOException, StatementRefusedException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Dbtr" -> debtor.name = partyName();
        case "Cdtr" -> creditor.name = partyName();
        case "DbtrAcct" -> debtor.account = partyAccount();
        case "CdtrAcct" -> creditor.account = partyAccount();
        default -> xml.skip();
      }
    }
  }

  /** The name stands in the party itself, and in its {@code Pty} from .08 on. */
  private @Nullable String partyName() throws IOException, StatementRefusedException {
    String name = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Nm" -> name = xml.text();
        case "Pty" -> name = CamtFields.child(xml, "Nm");
        default -> xml.skip();
      }
    }
    return name;
  }

  /** Not refused for its form: it is the other side's, and what the bank was told. */
  private @Nullable String partyAccount() throws IOException, StatementRefusedException {
    String account = null;
    while (xml.nextChild()) {
      if (!xml.name().equals("Id")) {
        xml.skip();
        continue;
      }
      while (xml.nextChild()) {
        switch (xml.name()) {
          case "IBAN" -> account = xml.text();
          case "Othr" -> account = CamtFields.child(xml, "Id");
          default -> xml.skip();
        }
      }
    }
    return account;
  }

  private void remittanceInformation() throws IOException, StatementRefusedException {
    String field = FIELD + "/RmtInf";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Ustrd" -> remittance.add(xml.text(), xml, field);
        case "Strd" -> structured(field);
        default -> xml.skip();
      }
    }
  }

  private void structured(String field) throws IOException, StatementRefusedException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "CdtrRefInf" -> creditorReference.add(CamtFields.child(xml, "Ref"), xml, field);
        case "AddtlRmtInf" -> remittance.add(xml.text(), xml, field);
        default -> xml.skip();
      }
    }
  }

  private void returnInformation() throws IOException, StatementRefusedException {
    returnReason = "";
    while (xml.nextChild()) {
      if (xml.name().equals("Rsn")) {
        String code = CamtFields.codeOrProprietary(xml);
        returnReason = code == null ? "" : code;
      } else {
        xml.skip();
      }
    }
  }

  /** A side of the payment. */
  private static final class Party {
    private @Nullable String name;
    private @Nullable String account;
  }
}
