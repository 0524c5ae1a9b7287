package dev.settle.batch.statement.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.csv.StrictUtf8.RefusedWhileReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file by RFC 4180 with a header: comma, quotation marks, line ends within quoted fields.
 * Read as a stream in constant memory; fields are bound by the header's names. Refused: other
 * encodings, NUL, a repeated column, a record of another number of fields, an open quotation at the
 * end, and records longer than any real one.
 */
public final class CsvTable {
  private static final int FIELDS_MAX = 512;
  private static final int FIELD_CHARACTERS_MAX = 64 * 1024;
  private static final int RECORD_CHARACTERS_MAX = 256 * 1024;

  private final StrictUtf8 text;
  private final CloseableIterator<CsvRecord> records;
  private final Map<String, Integer> columns = new HashMap<>();
  private final String lastColumn;
  private final int size;
  private @Nullable CsvRecord record;

  /**
   * Reads the header. Does not close the stream.
   *
   * @throws StatementRefusedException when there is none, or it names a column twice
   */
  public CsvTable(InputStream in) throws IOException, StatementRefusedException {
    text = new StrictUtf8(in);
    CsvRecordHandler handler =
        CsvRecordHandler.builder()
            .maxFields(FIELDS_MAX)
            .maxFieldSize(FIELD_CHARACTERS_MAX)
            .maxRecordSize(RECORD_CHARACTERS_MAX)
            .build();
    records =
        CsvReader.builder()
            .fieldSeparator(',')
            .quoteCharacter('"')
            .acceptCharsAfterQuotes(false)
            .skipEmptyLines(true)
            .ignoreDifferentFieldCount(true)
            .maxBufferSize(RECORD_CHARACTERS_MAX)
            .build(handler, text)
            .iterator();
    CsvRecord header = read();
    if (header == null) {
      throw new StatementRefusedException("the file is empty");
    }
    size = header.getFieldCount();
    lastColumn = header.getField(size - 1).strip();
    for (int i = 0; i < size; i++) {
      String name = header.getField(i).strip();
      if (columns.put(name, i) != null) {
        throw new StatementRefusedException(1, name, "the header names this column twice");
      }
    }
  }

  /** Goes to the next record; false after the last. */
  public boolean next() throws IOException, StatementRefusedException {
    CsvRecord next = read();
    if (next == null) {
      return false;
    }
    record = next;
    if (record.getFieldCount() != size) {
      throw new StatementRefusedException(
          line(),
          null,
          record.getFieldCount()
              + " fields where the header has "
              + size
              + (record.getFieldCount() < size ? ": the record is cut" : ""));
    }
    return true;
  }

  /** Line on which the current record begins, from 1. */
  public int line() {
    return Math.toIntExact(current().getStartingLineNumber());
  }

  /** True when the header has the column. */
  public boolean has(String column) {
    return columns.containsKey(column);
  }

  /**
   * Requires columns.
   *
   * @throws StatementRefusedException naming the first that the header lacks
   */
  public void require(Iterable<String> names) throws StatementRefusedException {
    for (String name : names) {
      if (!has(name)) {
        throw new StatementRefusedException(1, name, "the header lacks this required column");
      }
    }
  }

  /** The current record's field of a column, without the blanks around it; empty without column. */
  public String get(String column) {
    Integer position = columns.get(column);
    return position == null ? "" : current().getField(position).strip();
  }

  /** As {@link #get} of a column that must not be empty. */
  public String required(String column) throws StatementRefusedException {
    String value = get(column);
    if (value.isEmpty()) {
      throw new StatementRefusedException(line(), column, "is empty");
    }
    return value;
  }

  /**
   * Requires, after the last record, that the file was not cut within an id: {@code order-12} is as
   * good an id as {@code order-123}, and so is none. Where the last column holds one of these the
   * last record must have its line end, which is otherwise not asked for.
   */
  public void requireWholeEnd(Collection<String> ids) throws StatementRefusedException {
    if (!text.atLineEnd() && ids.contains(lastColumn)) {
      throw new StatementRefusedException(
          line(), lastColumn, "the file ends within this field, without a line end: it is cut off");
    }
  }

  private CsvRecord current() {
    if (record == null) {
      throw new IllegalStateException("there is no current record: ask next first");
    }
    return record;
  }

  private @Nullable CsvRecord read() throws IOException, StatementRefusedException {
    try {
      if (records.hasNext()) {
        return records.next();
      }
    } catch (UncheckedIOException e) {
      throw refusalOf(e.getCause());
    } catch (CsvParseException e) {
      throw new StatementRefusedException(causeOf(e)); // it names the line
    }
    if (text.withinQuotes()) {
      throw new StatementRefusedException(
          text.line(), null, "the file ends within a quoted field: it is cut off");
    }
    return null;
  }

  private static StatementRefusedException refusalOf(@Nullable IOException cause)
      throws IOException {
    if (cause instanceof RefusedWhileReading refused) {
      return refused.refusal();
    }
    throw cause == null ? new IOException("the parser gave no cause") : cause;
  }

  private static String causeOf(CsvParseException e) {
    StringBuilder causes = new StringBuilder("not CSV: ").append(e.getMessage());
    Throwable cause = e.getCause();
    if (cause != null) {
      causes.append(": ").append(cause.getMessage());
    }
    return causes.toString();
  }
}
