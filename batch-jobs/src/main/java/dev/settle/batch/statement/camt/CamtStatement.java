package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementFormat;
import dev.settle.batch.statement.StatementHead;
import dev.settle.batch.statement.StatementReader;
import java.util.regex.Pattern;

/**
 * ISO 20022 bank statements, {@code camt.053.001.02} to {@code .14}. No other format is XML, so any
 * document with a prolog is taken for one: the reader says what it is instead.
 */
public final class CamtStatement implements StatementFormat {
  /** Name of the format. */
  public static final String NAME = "CAMT_053";

  private static final Pattern BEGIN =
      Pattern.compile(
          "^\\s*(<\\?xml[\\s?]|<!--|<!DOCTYPE\\s(?!\\s*(?i:html))|<([\\w.-]+:)?Document[\\s>])");
  private static final Pattern WEB_PAGE = Pattern.compile("(?i)<!DOCTYPE\\s+html|<html[\\s>]");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(StatementHead head) {
    return head.parts().stream().anyMatch(CamtStatement::isDocument);
  }

  @Override
  public StatementReader reader(Expectation expectation, LineConsumer consumer) {
    return new CamtReader(expectation, consumer, BankConsumer.NONE);
  }

  private static boolean isDocument(StatementHead.Part part) {
    String text = part.text(XmlEncoding.seen(part.bytes()).charset());
    boolean enveloped = text.stripLeading().startsWith("<") && text.contains("camt.053");
    return (enveloped || BEGIN.matcher(text).find()) && !WEB_PAGE.matcher(text).find();
  }
}
