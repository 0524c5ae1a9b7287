package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.codec.PublishedSchemas;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.stream.ledger.rule.Change;
import dev.settle.stream.ledger.rule.ChangeReader;
import dev.settle.stream.ledger.rule.Orders;
import dev.settle.stream.ledger.rule.RefusedChangeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short cut must say what the codec and the rules say, or nothing. */
class OrderChangeDecoderTest {
  private static final AvroCodec<PaymentChange> CODEC = AvroCodec.of(PaymentChange.class);

  private final OrderChangeDecoder decoder = new OrderChangeDecoder();

  @Test
  void shouldReadOrdinaryChangesAsTheRulesDo() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      PaymentChange change = ordinary(random);
      byte[] bytes = CODEC.encode(change);
      assertThat(decoder.decode(bytes, change.getOrderId()))
          .isNotNull()
          .isEqualTo(ChangeReader.read(change, change.getOrderId()));
    }
  }

  @Test
  void shouldNeverSayOtherThanTheRulesOfSpoiltBytes() {
    Random random = new Random(12);
    int read = 0;
    for (int i = 0; i < 60_000; i++) {
      PaymentChange change = ordinary(random);
      byte[] bytes = spoil(CODEC.encode(change), random);
      Change shortCut = decoder.decode(bytes, change.getOrderId());
      if (shortCut != null) {
        read++;
        assertThat(shortCut).isEqualTo(byTheRules(bytes, change.getOrderId()));
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void shouldLeaveToTheRulesWhatTheyWouldRefuseOrWhatIsNoOrder() {
    PaymentChange good = ordinary(new Random(1));
    String key = good.getOrderId();
    assertThat(decoder.decode(CODEC.encode(good), key)).isNotNull();
    assertThat(decoder.decode(CODEC.encode(good), key + "x")).isNull();
    assertThat(decoder.decode(new byte[0], key)).isNull();

    assertThat(decode(row -> row.setKind("GIFT"))).isNull();
    assertThat(decode(row -> row.setCurrency("cny"))).isNull();
    assertThat(decode(row -> row.setCurrency("CNYX"))).isNull();
    assertThat(decode(row -> row.setVersion(0))).isNull();
    assertThat(decode(row -> row.setPayerId("a:b"))).isNull();
    assertThat(decode(row -> row.setMerchantId(""))).isNull();
    assertThat(decode(row -> row.setMerchantId("m".repeat(65)))).isNull();
    assertThat(decode(row -> row.setOrderId("other"))).isNull();
    assertThat(decode(row -> row.setPaidAt(5_648_745_600_001L))).isNull();
    assertThat(decode(row -> row.setPaidAt(5_648_745_600_000L))).isNotNull();
    assertThat(decode(row -> row.setPaidAt(-1L))).isNull();

    good.setOp(Operation.DELETE);
    assertThat(decoder.decode(CODEC.encode(good), key)).isNull();
    good.setOp(Operation.UPDATE);
    good.setOrderAfter(null);
    assertThat(decoder.decode(CODEC.encode(good), key)).isNull();
    assertThat(
            decoder.decode(
                CODEC.encode(Orders.change(Orders.refundRow(key, "r", 1, "PENDING", 1))), key))
        .isNull();
  }

  @Test
  void shouldReadEveryPublishedVersionOfTheContract() throws Exception {
    var versions = PublishedSchemas.of("PaymentChange");
    assertThat(OrderChangeDecoder.versionsKnown()).isEqualTo(versions.size());
    PaymentChange change = ordinary(new Random(3));
    for (Schema version : versions) {
      byte[] bytes = asWrittenBy(version, change);
      assertThat(decoder.decode(bytes, change.getOrderId()))
          .isNotNull()
          .isEqualTo(byTheRules(bytes, change.getOrderId()));
    }
  }

  private interface Spoiler {
    void spoil(OrderRow row);
  }

  private @Nullable Change decode(Spoiler spoiler) {
    PaymentChange change = ordinary(new Random(1));
    spoiler.spoil(change.getOrderAfter());
    return decoder.decode(CODEC.encode(change), change.getOrderId());
  }

  private static @Nullable Change byTheRules(byte[] bytes, String key) {
    try {
      return ChangeReader.read(CODEC.decode(bytes), key);
    } catch (CodecException | RefusedChangeException e) {
      return null;
    }
  }

  private static byte[] spoil(byte[] bytes, Random random) {
    byte[] spoilt = bytes.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(spoilt, random.nextInt(spoilt.length + 1))
        : spoilt;
  }

  private static byte[] asWrittenBy(Schema version, PaymentChange change) throws IOException {
    Schema current = PaymentChange.getClassSchema();
    byte[] bytes = CODEC.encode(change);
    GenericRecord record =
        new org.apache.avro.generic.GenericDatumReader<GenericRecord>(current, version)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, 10, bytes.length - 10, null));
    ByteBuffer encoded = new BinaryMessageEncoder<>(new GenericData(), version).encode(record);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
    return out.toByteArray();
  }

  private static String any(Enum<?>[] values, Random random) {
    return values[random.nextInt(values.length)].name();
  }

  private static PaymentChange ordinary(Random random) {
    OrderRow row = Orders.row("o-" + random.nextInt(1_000_000), 1 + random.nextInt(5), "PENDING");
    row.setKind(any(OrderKind.values(), random));
    row.setChannel(any(Channel.values(), random));
    row.setStatus(any(OrderStatus.values(), random));
    row.setAmount(random.nextLong());
    row.setCurrency(random.nextBoolean() ? "CNY" : "USD");
    row.setChannelTxnId(random.nextBoolean() ? null : "交易-" + random.nextLong());
    row.setMerchantId(random.nextBoolean() ? null : "m_" + random.nextInt());
    row.setPayeeId(random.nextBoolean() ? null : "U" + random.nextInt(9));
    row.setDeviceId(random.nextBoolean() ? null : "d" + random.nextInt());
    row.setClientIp(random.nextBoolean() ? null : "::" + random.nextInt());
    row.setTraceParent(random.nextBoolean() ? null : "t" + random.nextInt());
    row.setPaidAt(random.nextBoolean() ? null : (long) random.nextInt(Integer.MAX_VALUE));
    PaymentChange change = Orders.change(row);
    change.setEntity(Entity.PAYMENT_ORDER);
    if (random.nextBoolean()) {
      change.setOrderBefore(OrderRow.newBuilder(row).setPaidAt(7L).build());
    }
    return change;
  }
}
