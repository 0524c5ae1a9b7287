package dev.settle.stack.fraud;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.settle.stack.traffic.TrafficException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Labels as a CSV file: a header {@code order_id,is_fraud}, then a line an order. */
public final class LabelFile {
  /** Labels of a file at most. */
  static final int LABELS_MAX = 5_000_000;

  private static final List<String> HEADER = List.of("order_id", "is_fraud");
  private static final int ORDER_ID_LENGTH_MAX = 200;

  private LabelFile() {}

  /**
   * Reads a file whole before anything is made of it.
   *
   * @throws TrafficException exit code 65 naming file, line and cause
   */
  public static Map<String, Boolean> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw TrafficException.usage(file + ": no such file");
    }
    Map<String, Boolean> labels = new TreeMap<>();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(text)) {
      boolean isHeader = true;
      for (CsvRecord record : records) {
        if (isHeader) {
          requireHeader(file, record);
          isHeader = false;
        } else {
          add(file, record, labels);
        }
      }
    } catch (CsvParseException | UncheckedIOException | CharacterCodingException e) {
      throw TrafficException.refused(file + ": cannot be read as CSV in UTF-8: " + e.getMessage());
    }
    if (labels.isEmpty()) {
      throw TrafficException.refused(file + ": there is no label in it");
    }
    return labels;
  }

  private static void requireHeader(Path file, CsvRecord record) {
    List<String> names =
        record.getFields().stream().map(name -> name.replace("\uFEFF", "").strip()).toList();
    if (!names.equals(HEADER)) {
      throw refuse(file, record, "the header must be order_id,is_fraud, not " + names);
    }
  }

  private static void add(Path file, CsvRecord record, Map<String, Boolean> labels) {
    if (record.getFieldCount() != HEADER.size()) {
      throw refuse(file, record, "has " + record.getFieldCount() + " fields, not two");
    }
    String order = record.getField(0).strip();
    if (order.isEmpty() || order.length() > ORDER_ID_LENGTH_MAX) {
      throw refuse(file, record, "order_id must have 1 to " + ORDER_ID_LENGTH_MAX + " characters");
    }
    boolean isFraud = flag(file, record);
    Boolean before = labels.put(order, isFraud);
    if (before != null && before != isFraud) {
      throw refuse(file, record, "order " + order + " was labelled otherwise before in the file");
    }
    if (labels.size() > LABELS_MAX) {
      throw refuse(file, record, "more than " + LABELS_MAX + " labels: cut the file");
    }
  }

  private static boolean flag(Path file, CsvRecord record) {
    String text = record.getField(1).strip();
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw refuse(file, record, "is_fraud '" + text + "' is none of true, false, 1, 0");
    };
  }

  private static TrafficException refuse(Path file, CsvRecord record, String cause) {
    return TrafficException.refused(
        "%s, line %d: %s".formatted(file, record.getStartingLineNumber(), cause));
  }
}
