package dev.settle.stream.ledger;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.codec.PublishedSchemas;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.stream.ledger.rule.ChangeReader;
import dev.settle.stream.ledger.rule.OrderChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ordinary change of an order, of which there are most, straight from its bytes: without
 * the row before it and without an object for each field of the row after it. Whatever is not
 * ordinary (another table, a deletion, a field that would be refused, bytes that end too early, a
 * version of the contract that it does not know) it leaves to the codec and {@link ChangeReader},
 * which say what is wrong. So it never refuses, and what it accepts they accept with the same
 * result. Used by one thread.
 */
final class OrderChangeDecoder {
  private static final int HEADER_LENGTH = 10;
  private static final int ID_LENGTH_MAX = 64;
  private static final int CURRENCY_LENGTH = 3;

  /** As {@code FieldRules} has it: a later time is refused. */
  private static final long TIME_MAX = Instant.parse("2149-01-01T00:00:00Z").toEpochMilli();

  private static final int ORDER = symbol(Entity.getClassSchema(), Entity.PAYMENT_ORDER);
  private static final int INSERT = symbol(Operation.getClassSchema(), Operation.INSERT);
  private static final int UPDATE = symbol(Operation.getClassSchema(), Operation.UPDATE);
  private static final int SNAPSHOT = symbol(Operation.getClassSchema(), Operation.SNAPSHOT);

  /** Unions behind the order's rows, all null on an order, by version of the contract. */
  private static final int[] NULLS_BEFORE_CAPTURED_AT = {2, 2};

  private static final int[] NULLS_AFTER_CAPTURED_AT = {0, 3};

  private static final Words<OrderKind> KINDS = new Words<>(OrderKind.values());
  private static final Words<Channel> CHANNELS = new Words<>(Channel.values());
  private static final Words<OrderStatus> STATES = new Words<>(OrderStatus.values());

  private static final long[] FINGERPRINTS = fingerprints();

  private byte[] in = {};
  private int at;
  private boolean isOrdinary;
  private String lastCurrency = "";

  private static int symbol(Schema of, Enum<?> value) {
    return of.getEnumOrdinal(value.name());
  }

  private static long[] fingerprints() {
    List<Schema> published = PublishedSchemas.of("PaymentChange");
    return published.stream()
        .limit(NULLS_AFTER_CAPTURED_AT.length)
        .mapToLong(SchemaNormalization::parsingFingerprint64)
        .toArray();
  }

  /** Versions of the contract that it reads: the first so many. */
  static int versionsKnown() {
    return FINGERPRINTS.length;
  }

  /**
   * Reads a change.
   *
   * @param key the record's key
   * @return null when it is not an ordinary change of an order
   */
  @Nullable OrderChange decode(byte[] value, String key) {
    in = value;
    at = HEADER_LENGTH;
    isOrdinary = true;
    int version = version();
    if (version < 0 || !isId(key)) {
      return null;
    }
    require(number() == ORDER);
    long operation = number();
    require(operation == INSERT || operation == UPDATE || operation == SNAPSHOT);
    expect(key);
    expect(key);
    long lsn = number();
    number();
    number();
    skip(1);
    if (union()) {
      skipRow();
    }
    require(union());
    OrderChange change = isOrdinary ? row(key, lsn) : null;
    nulls(NULLS_BEFORE_CAPTURED_AT[version]);
    number();
    nulls(NULLS_AFTER_CAPTURED_AT[version]);
    return isOrdinary ? change : null;
  }

  private int version() {
    if (in.length < HEADER_LENGTH || in[0] != (byte) 0xC3 || in[1] != 1) {
      return -1;
    }
    long fingerprint = 0;
    for (int i = 9; i >= 2; i--) {
      fingerprint = (fingerprint << 8) | (in[i] & 0xFF);
    }
    for (int version = FINGERPRINTS.length - 1; version >= 0; version--) {
      if (FINGERPRINTS[version] == fingerprint) {
        return version;
      }
    }
    return -1;
  }

  private void skipRow() {
    skipTexts(3);
    skipOptionalTexts(4);
    skipTexts(1);
    number();
    number();
    skipTexts(1);
    number();
    skipOptionalTexts(3);
    number();
    if (union()) {
      number();
    }
    number();
  }

  private @Nullable OrderChange row(String key, long lsn) {
    expect(key);
    OrderKind kind = word(KINDS);
    Channel channel = word(CHANNELS);
    String channelTxnId = optionalText();
    String merchantId = optionalId();
    String payerId = optionalId();
    String payeeId = optionalId();
    String currency = currency();
    long amount = number();
    long refundedAmount = number();
    OrderStatus status = word(STATES);
    long version = number();
    skipOptionalTexts(2);
    String traceParent = optionalText();
    long createdAt = number();
    Long paidAt = null;
    if (union()) {
      long time = number();
      require(time >= 0 && time <= TIME_MAX);
      paidAt = time;
    }
    number();
    require(version >= 1);
    if (!isOrdinary || kind == null || channel == null || status == null) {
      isOrdinary = false;
      return null;
    }
    return new OrderChange(
        key,
        version,
        kind,
        channel,
        channelTxnId,
        merchantId,
        payerId,
        payeeId,
        currency,
        amount,
        refundedAmount,
        status,
        createdAt,
        paidAt,
        traceParent,
        lsn);
  }

  private void require(boolean ordinary) {
    if (!ordinary) {
      isOrdinary = false;
    }
  }

  private long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at >= in.length) {
        isOrdinary = false;
        return 0;
      }
      byte next = in[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    isOrdinary = false;
    return 0;
  }

  /** True for a value, false for null, in a union that begins with null; always in one byte. */
  private boolean union() {
    int begin = at;
    long index = number();
    require(at - begin == 1);
    require(index == 0 || index == 1);
    return index == 1;
  }

  private void nulls(int count) {
    for (int i = 0; i < count; i++) {
      require(number() == 0);
    }
  }

  private void skip(int count) {
    if (count < 0 || count > in.length - at) {
      isOrdinary = false;
      at = in.length;
    } else {
      at += count;
    }
  }

  /** Moves behind a text and returns its length; the text is then before {@link #at}. */
  private int text() {
    long length = number();
    int count = length > in.length ? -1 : (int) length;
    skip(count);
    return isOrdinary ? count : 0;
  }

  private void skipTexts(int count) {
    for (int i = 0; i < count; i++) {
      text();
    }
  }

  private void skipOptionalTexts(int count) {
    for (int i = 0; i < count; i++) {
      if (union()) {
        text();
      }
    }
  }

  /** The text must be this one, which has letters of ASCII only. */
  private void expect(String wanted) {
    int length = text();
    boolean same = length == wanted.length();
    for (int i = 0; same && i < length; i++) {
      same = in[at - length + i] == wanted.charAt(i);
    }
    require(same);
  }

  private @Nullable String optionalText() {
    if (!union()) {
      return null;
    }
    int length = text();
    return new String(in, at - length, length, StandardCharsets.UTF_8);
  }

  private @Nullable String optionalId() {
    if (!union()) {
      return null;
    }
    int length = text();
    boolean good = length >= 1 && length <= ID_LENGTH_MAX;
    for (int i = at - length; good && i < at; i++) {
      good = isOfId((char) (in[i] & 0xFF));
    }
    require(good);
    return new String(in, at - length, length, StandardCharsets.ISO_8859_1);
  }

  private static boolean isId(String id) {
    boolean good = !id.isEmpty() && id.length() <= ID_LENGTH_MAX;
    for (int i = 0; good && i < id.length(); i++) {
      good = isOfId(id.charAt(i));
    }
    return good;
  }

  private static boolean isOfId(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == '-';
  }

  /** Nearly every order has the currency of the one before: one string serves them all. */
  private String currency() {
    int length = text();
    boolean same = length == lastCurrency.length();
    for (int i = 0; same && i < length; i++) {
      same = in[at - length + i] == lastCurrency.charAt(i);
    }
    if (same && length == CURRENCY_LENGTH) {
      return lastCurrency;
    }
    boolean good = length == CURRENCY_LENGTH;
    for (int i = at - length; good && i < at; i++) {
      good = in[i] >= 'A' && in[i] <= 'Z';
    }
    require(good);
    lastCurrency = new String(in, at - length, length, StandardCharsets.ISO_8859_1);
    return lastCurrency;
  }

  private <E extends Enum<E>> @Nullable E word(Words<E> words) {
    int length = text();
    return words.find(in, at - length, at);
  }

  /** The names of an enum as bytes. */
  private static final class Words<E extends Enum<E>> {
    private final E[] values;
    private final byte[][] names;

    Words(E[] values) {
      this.values = values;
      this.names =
          Arrays.stream(values)
              .map(value -> value.name().getBytes(StandardCharsets.US_ASCII))
              .toArray(byte[][]::new);
    }

    @Nullable E find(byte[] in, int from, int to) {
      for (int i = 0; i < names.length; i++) {
        if (Arrays.equals(names[i], 0, names[i].length, in, from, to)) {
          return values[i];
        }
      }
      return null;
    }
  }
}
