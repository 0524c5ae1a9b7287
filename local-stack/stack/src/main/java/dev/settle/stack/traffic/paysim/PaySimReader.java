package dev.settle.stack.traffic.paysim;

import dev.settle.stack.traffic.TrafficException;
import dev.settle.stack.traffic.paysim.PaySimRow.Action;
import dev.settle.stack.traffic.paysim.PaySimRow.Side;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log, plain or gzipped, row by row. Columns are found by their names; a line that cannot
 * be read refuses the file with exit code 65, naming file, line and cause. Rows count from 1, lines
 * from 1 with the header.
 */
final class PaySimReader implements AutoCloseable {
  private static final int GZIP_MAGIC_0 = 0x1f;
  private static final int GZIP_MAGIC_1 = 0x8b;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int STEP_MAX = 1_000_000;
  private static final Pattern NAME = Pattern.compile("[CMB][A-Za-z0-9_-]{0,40}");
  private static final List<String> COLUMNS =
      List.of(
          "step",
          "action",
          "nameOrig",
          "oldBalanceOrig",
          "newBalanceOrig",
          "nameDest",
          "oldBalanceDest",
          "newBalanceDest",
          "isUnauthorizedOverdraft",
          "isFraud");

  /** The column with the labels, which a log may lack. */
  private static final int FRAUD = 9;

  private final Path file;
  private final MessageDigest digest;
  private final BufferedReader reader;
  private final int columns;
  private final int[] index;
  private long line = 1;

  /**
   * Opens a log and reads its header.
   *
   * @throws TrafficException when there is no such file or a column is missing
   */
  PaySimReader(Path file) throws IOException {
    this.file = file;
    this.digest = sha256();
    if (!Files.isRegularFile(file)) {
      throw TrafficException.refused(file + ": no such file");
    }
    InputStream content = new DigestInputStream(decompressed(file), digest);
    this.reader =
        new BufferedReader(
            new InputStreamReader(
                content,
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)),
            BUFFER_BYTES);
    try {
      String header = readLine();
      if (header == null) {
        throw refuse("the file is empty");
      }
      String[] names = split(header.startsWith("\uFEFF") ? header.substring(1) : header);
      this.columns = names.length;
      this.index = bind(names);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * The next row, or null at the end.
   *
   * @throws TrafficException when the line cannot be read as a row
   */
  @Nullable PaySimRow next() throws IOException {
    String text = readLine();
    if (text == null) {
      return null;
    }
    line++;
    String[] fields = split(text);
    if (fields.length != columns) {
      throw refuse("has " + fields.length + " fields, the header has " + columns);
    }
    boolean refused = flag(fields, 8);
    return new PaySimRow(
        line - 1,
        line,
        step(fields),
        action(fields),
        side(fields, 2),
        side(fields, 5),
        refused,
        hasLabels() && flag(fields, FRAUD));
  }

  /** True when the log says of each row whether it is fraud. */
  boolean hasLabels() {
    return index[FRAUD] >= 0;
  }

  /** SHA-256 of the uncompressed content, once {@link #next()} has returned null. */
  String contentSha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** An error that names this file and the line read last. */
  TrafficException refuse(String cause) {
    return TrafficException.refused(file + ", line " + line + ": " + cause);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private @Nullable String readLine() throws IOException {
    try {
      return reader.readLine();
    } catch (CharacterCodingException e) {
      throw TrafficException.refused(file + ", after line " + line + ": not UTF-8 text");
    } catch (EOFException | ZipException e) {
      throw TrafficException.refused(
          file + ", after line " + line + ": the gzip file is cut or damaged: " + e.getMessage());
    }
  }

  private int[] bind(String[] names) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (positions.put(names[i].strip(), i) != null) {
        throw refuse("the header names column '" + names[i] + "' twice");
      }
    }
    List<String> missing =
        COLUMNS.subList(0, FRAUD).stream().filter(name -> !positions.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw refuse(
          "the header lacks " + String.join(", ", missing) + "; it has " + Arrays.toString(names));
    }
    return COLUMNS.stream().mapToInt(name -> positions.getOrDefault(name, -1)).toArray();
  }

  private int step(String[] fields) {
    String text = fields[index[0]];
    try {
      int step = Integer.parseInt(text);
      if (step >= 1 && step <= STEP_MAX) {
        return step;
      }
    } catch (NumberFormatException e) {
      throw refuse("step '" + text + "' is not a whole number");
    }
    throw refuse("step " + text + " must be between 1 and " + STEP_MAX);
  }

  private Action action(String[] fields) {
    String text = fields[index[1]];
    for (Action action : Action.values()) {
      if (action.name().equals(text)) {
        return action;
      }
    }
    throw refuse("action '" + text + "' is none of " + Arrays.toString(Action.values()));
  }

  private Side side(String[] fields, int first) {
    String name = fields[index[first]];
    if (!NAME.matcher(name).matches()) {
      throw refuse("the account '" + name + "' is no client (C…), merchant (M…) or bank (B…)");
    }
    return new Side(name, cents(fields, first + 1), cents(fields, first + 2));
  }

  private long cents(String[] fields, int column) {
    String text = fields[index[column]];
    try {
      return new BigDecimal(text).movePointRight(2).longValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw refuse(
          COLUMNS.get(column) + " '" + text + "' is not an amount with at most two decimals");
    }
  }

  private boolean flag(String[] fields, int column) {
    String text = fields[index[column]];
    if (text.equals("0") || text.equals("1")) {
      return text.equals("1");
    }
    throw refuse(COLUMNS.get(column) + " '" + text + "' is neither 0 nor 1");
  }

  private static String[] split(String text) {
    return text.split(",", -1);
  }

  private static InputStream decompressed(Path file) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == GZIP_MAGIC_0 && raw.read() == GZIP_MAGIC_1;
      raw.reset();
      return gzip ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
    } catch (EOFException | ZipException e) {
      raw.close();
      throw TrafficException.refused(file + ": the gzip file is cut or damaged: " + e.getMessage());
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
