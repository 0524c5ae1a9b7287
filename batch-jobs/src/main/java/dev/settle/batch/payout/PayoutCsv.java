package dev.settle.batch.payout;

import dev.settle.batch.report.CsvFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A batch for people and banks without XML: one payout a line, the control sum in the last. */
final class PayoutCsv {
  private PayoutCsv() {}

  /** The file, UTF-8. */
  static byte[] write(PaymentOrder order) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvFile csv = CsvFile.over(text)) {
      for (String name :
          new String[] {
            "batch",
            "execution_date",
            "debtor_account",
            "payout",
            "payee",
            "holder",
            "account",
            "bank",
            "currency",
            "amount",
            "remittance"
          }) {
        csv.text(name);
      }
      csv.end();
      for (PaymentOrder.Transfer transfer : order.transfers()) {
        PayeeAccount account = transfer.account();
        csv.text(order.id())
            .text(order.executionDate().toString())
            .text(order.payer().accountNo())
            .text(transfer.id())
            .text(transfer.payee())
            .text(account.holder())
            .text(account.number())
            .text(
                Objects.requireNonNullElse(
                    account.bic(), Objects.requireNonNullElse(account.clearingMember(), "")))
            .text(order.currency())
            .decimal(order.decimal(transfer.amount()))
            .text(transfer.remittance())
            .end();
      }
      csv.text(order.id())
          .text("TOTAL")
          .text(order.payer().accountNo())
          .number(order.transfers().size());
      for (int blank = 0; blank < 4; blank++) {
        csv.text("");
      }
      csv.text(order.currency()).decimal(order.decimal(order.sum())).text("").end();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
