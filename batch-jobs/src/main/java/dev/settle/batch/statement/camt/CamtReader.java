package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementPackage;
import dev.settle.batch.statement.StatementPart;
import dev.settle.batch.statement.StatementReader;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.StatementSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads bank statements of ISO 20022, {@code BankToCustomerStatement}, {@code camt.053.001.02} to
 * {@code .14}, as a stream in constant memory. Source: the message definition reports and schemas
 * of <a href="https://www.iso20022.org">iso20022.org</a>, and how the German (DK), Swiss (SIX) and
 * Dutch (NVB) guidelines fill them. A zip may hold several documents, as banks deliver one an
 * account. Austrian banks (STUZZA) use a namespace of their own for the same elements; networks
 * deliver the document within an envelope, beside a business application header ({@code head.001}):
 * see {@link XmlCursor#document}.
 *
 * <p>What differs between versions: {@code Sts} is text up to .06 and {@code Sts/Cd} later, the
 * name of a party moves into {@code Pty}, totals' net amounts are nested from .03 on, charges from
 * .04 on. The elements that matter here are otherwise the same, so one reader takes them all, by
 * the elements that are there.
 *
 * <p>Canonical lines: one a booked {@code Ntry}, of kind TRANSFER, since a bank does not know what
 * a payment is for. Its batch's details go to the {@link BankConsumer}. See {@link BankLines}.
 *
 * <p>Verified: opening balance plus booked entries is the closing balance; the totals of {@code
 * TxsSummry}; details add up to their entry; a batch's number and sum; one currency a statement;
 * dates within the statement; one statement after the other of an account, without a gap in {@code
 * ElctrncSeqNb} and opening as the one before closed.
 */
public final class CamtReader implements StatementReader {
  private static final Pattern NAMESPACE =
      Pattern.compile(
          "(?:urn:iso:std:iso:20022:tech:xsd:|ISO:)(camt\\.053\\.001\\.(?:0[2-9]|1[0-4]))"
              + "(?::APC:STUZZA:payments:\\d{3})?");

  private final CamtSummary summary = new CamtSummary();
  private final StatementPlan plan;
  private final BankConsumer consumer;

  /**
   * A reader of one file.
   *
   * @param expectation the account and the day that every statement of the file must be of
   * @param lines takes the canonical lines
   * @param bank takes statements, entries and details
   */
  public CamtReader(Expectation expectation, LineConsumer lines, BankConsumer bank) {
    this.plan = new StatementPlan(expectation);
    this.consumer = new BankLines(lines, bank, summary);
  }

  @Override
  public void read(StatementPackage content) throws IOException, StatementRefusedException {
    boolean several = content.parts().size() > 1;
    for (StatementPart part : content.parts()) {
      try (InputStream in = part.open()) {
        readDocument(new XmlCursor(XmlText.of(in)));
      } catch (StatementRefusedException e) {
        throw several ? e.within(part.name()) : e;
      }
    }
  }

  @Override
  public StatementSummary summary() {
    return summary.toSummary();
  }

  private void readDocument(XmlCursor xml) throws IOException, StatementRefusedException {
    xml.document();
    Matcher version = NAMESPACE.matcher(xml.namespace());
    if (!version.matches()) {
      throw xml.refused(
          null,
          "<%s> of namespace '%s' is no bank statement: settle reads camt.053.001.02 to .14"
              .formatted(shown(xml.name()), shown(xml.namespace())));
    }
    summary.version(version.group(1));
    boolean any = false;
    plan.newFile();
    while (xml.nextChild()) {
      if (!xml.name().equals("BkToCstmrStmt")) {
        throw xml.refused(null, "<" + shown(xml.name()) + "> where <BkToCstmrStmt> must be");
      }
      while (xml.nextChild()) {
        if (xml.name().equals("Stmt")) {
          any = true;
          new StmtReader(xml, plan, summary, consumer).read();
        } else {
          xml.skip();
        }
      }
    }
    if (!any) {
      throw xml.refused("BkToCstmrStmt", "holds no statement (Stmt)");
    }
    xml.end();
  }

  static String shown(@Nullable String text) {
    String value = String.valueOf(text);
    return value.length() <= 80 ? value : value.substring(0, 80) + "…";
  }
}
