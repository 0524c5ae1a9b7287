package dev.settle.batch.statement.camt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bank's document that a test changes and reads. */
record Doc(String text, Charset charset) {
  static final String GERMAN = "german-02.xml";
  static final String SWISS = "swiss-04.xml";
  static final String DUTCH = "dutch-02.xml";
  static final String PAGES = "pages-08.xml";

  /** What a reading gave. */
  record Reading(
      StatementCheck check,
      List<StatementLine> lines,
      List<BankStatement> statements,
      List<BankEntry> entries,
      List<BankDetail> details) {}

  static Doc of(String name) throws IOException {
    Charset charset = name.equals(SWISS) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    try (InputStream in = Doc.class.getResourceAsStream("/statement-corpus/CAMT_053/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new Doc(new String(in.readAllBytes(), charset), charset);
    }
  }

  /** The document with the first occurrence of a text replaced. */
  Doc with(String old, String replacement) {
    int at = text.indexOf(old);
    assertThat(at).as("'%s' stands in the document", old).isNotNegative();
    return new Doc(
        text.substring(0, at) + replacement + text.substring(at + old.length()), charset);
  }

  Doc in(Charset other) {
    return new Doc(text, other);
  }

  Reading read() throws IOException {
    return read(text.getBytes(charset), Expectation.none());
  }

  Reading read(Expectation expectation) throws IOException {
    return read(text.getBytes(charset), expectation);
  }

  /** Reads through the seam, and through the bank's reader: both must say the same. */
  static Reading read(byte[] bytes, Expectation expectation) throws IOException {
    Path file = Files.createTempFile("camt", ".xml");
    try {
      Files.write(file, bytes);
      List<StatementLine> lines = new ArrayList<>();
      StatementCheck check = StatementFiles.check(file, expectation, lines::add);
      Collected bank = new Collected();
      CamtReader reader = new CamtReader(expectation, LineConsumer.NONE, bank);
      assertThat(StatementFiles.check(file, reader)).isEqualTo(check);
      return new Reading(check, lines, bank.statements, bank.entries, bank.details);
    } finally {
      Files.delete(file);
    }
  }

  /** The reason that it is refused for, without the name of the temporary file. */
  String refusal() throws IOException {
    return refusal(Expectation.none());
  }

  String refusal(Expectation expectation) throws IOException {
    StatementCheck check = read(expectation).check();
    assertThat(check.accepted()).as("accepted").isFalse();
    return String.valueOf(check.reason()).substring(check.fileName().length() + 1);
  }

  /** Keeps everything. */
  static final class Collected implements BankConsumer {
    private final List<BankStatement> statements = new ArrayList<>();
    private final List<BankEntry> entries = new ArrayList<>();
    private final List<BankDetail> details = new ArrayList<>();

    @Override
    public void detail(BankDetail detail) {
      details.add(detail);
    }

    @Override
    public void entry(BankEntry entry) {
      entries.add(entry);
    }

    @Override
    public void statement(BankStatement statement) {
      statements.add(statement);
    }
  }
}
