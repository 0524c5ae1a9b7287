package dev.settle.stream.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RowEncoderTest {
  /** 1795420800000 as Int64. */
  private static final String NOON = le(Records.NOON_MS);

  @Test
  void shouldWriteALedgerEntryColumnByColumn() throws CodecException {
    TableRow row =
        encode(new LedgerEntryEncoder(), Records.encode(Records.entry("user:1", 3, -50)));
    assertThat(HexFormat.of().formatHex(row.bytes))
        .isEqualTo(
            text("user:1")
                + text("CNY")
                + "0000"
                + le(3)
                + le(-50)
                + le(-150)
                + text("order:o-3:paid")
                + "0100"
                + text("channel:WECHAT")
                + text("PAYMENT")
                + text("PURCHASE")
                + text("WECHAT")
                + "00"
                + text("420003")
                + "01"
                + text("o-3")
                + "01"
                + "00"
                + text("m-1")
                + NOON
                + le(Records.NOON_MS + 5)
                + "2c51" // 20,780 days
                + le(77)
                + "01");
    assertThat(row.partition).isEqualTo(202611);
  }

  @Test
  void shouldWriteAnOrderColumnByColumn() throws CodecException {
    TableRow row =
        encode(
            new PaymentEventEncoder(), Records.encode(Records.order("o-1", 4, Operation.UPDATE)));
    assertThat(HexFormat.of().formatHex(row.bytes))
        .isEqualTo(
            text("o-1")
                + text("PAYMENT_ORDER")
                + text("o-1")
                + le(4)
                + text("UPDATE")
                + text("PURCHASE")
                + text("WECHAT")
                + "00"
                + text("42")
                + "00"
                + text("m-1")
                + "00"
                + text("u-1")
                + "01"
                + text("CNY")
                + le(1234)
                + le(34)
                + text("PARTIALLY_REFUNDED")
                + "00"
                + text("d")
                + "00"
                + text("10.0.0.1")
                + "01"
                + NOON
                + "00"
                + le(Records.NOON_MS + 1)
                + le(Records.NOON_MS + 2)
                + le(100)
                + le(7)
                + le(Records.NOON_MS + 3)
                + le(Records.NOON_MS + 4));
    assertThat(row.entity).isEqualTo("O/o-1");
  }

  @Test
  void shouldRankVersionsAndADeletionAfterTheLast() throws CodecException {
    PaymentEventEncoder encoder = new PaymentEventEncoder();
    List<Long> ranks =
        List.of(
            encode(encoder, Records.encode(Records.order("o", 1, Operation.INSERT))).rank,
            encode(encoder, Records.encode(Records.order("o", 2, Operation.UPDATE))).rank,
            encode(encoder, Records.encode(Records.order("o", 2, Operation.DELETE))).rank,
            encode(encoder, Records.encode(Records.order("o", 3, Operation.UPDATE))).rank);
    assertThat(ranks).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void shouldTellARefundFromAnOrderOfTheSameId() throws CodecException {
    PaymentEventEncoder encoder = new PaymentEventEncoder();
    assertThat(encode(encoder, Records.encode(Records.refund("x", "o", 1))).entity)
        .isNotEqualTo(
            encode(encoder, Records.encode(Records.order("x", 1, Operation.INSERT))).entity);
  }

  @Test
  void shouldKeepTheOriginalOfARefusedChangeAsBase64() throws CodecException {
    TableRow row =
        encode(
            new QuarantineEncoder(),
            Records.encode(Records.refused("q1", new byte[] {(byte) 0xC3, 0, (byte) 0xFF})));
    assertThat(HexFormat.of().formatHex(row.bytes))
        .startsWith(text("MALFORMED") + text("q1") + text("not readable"))
        .contains("01" + text("wwD/") + "01" + text("payments.changes") + "03000000" + le(12));
  }

  @Test
  void shouldSplitReferenceDataByTable() throws CodecException {
    byte[] merchant = Records.encode(Records.merchant("m-1", 2, 50, false));
    byte[] account = Records.encode(Records.channelAccount(1, 60, false));
    assertThat(new ChannelAccountEncoder().encode(merchant)).isNull();
    assertThat(new MerchantEncoder().encode(account)).isNull();
    assertThat(HexFormat.of().formatHex(encode(new MerchantEncoder(), merchant).bytes))
        .isEqualTo(text("m-1") + le(2) + le(50) + text("Tea house") + text("CNY") + "0100" + NOON);
    TableRow row = encode(new ChannelAccountEncoder(), account);
    // An open end is kept as the last day that Date holds.
    assertThat(HexFormat.of().formatHex(row.bytes))
        .startsWith(text("WECHAT") + text("19/00") + "e64f" + le(1) + le(60) + "00ffff");
    assertThat(row.partition).isEqualTo(TableSpec.UNPARTITIONED);
    assertThat(row.rank).isEqualTo(60);
  }

  @Test
  void shouldFindADeletedAccountByItsKey() throws CodecException {
    TableRow row =
        encode(new ChannelAccountEncoder(), Records.encode(Records.channelAccount(9, 61, true)));
    assertThat(HexFormat.of().formatHex(row.bytes))
        .startsWith(text("WECHAT") + text("19/00") + "e64f" + le(Long.MAX_VALUE) + le(61));
  }

  @Test
  void shouldRefuseWhatIsNoRecordOrLacksItsRow() {
    PaymentEventEncoder encoder = new PaymentEventEncoder();
    assertThatThrownBy(() -> encoder.encode(new byte[] {1, 2, 3}))
        .isInstanceOf(CodecException.class);
    var noRow = Records.order("o", 1, Operation.UPDATE);
    noRow.setOrderAfter(null);
    assertThatThrownBy(() -> encoder.encode(Records.encode(noRow)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("carries no order row");
    assertThatThrownBy(
            () -> encoder.encode(Records.encode(Records.order("o", -1, Operation.UPDATE))))
        .hasMessageContaining("-1 is not a version");
  }

  private static TableRow encode(RowEncoder<?> encoder, byte[] value) throws CodecException {
    return Objects.requireNonNull(encoder.encode(value));
  }

  private static String text(String text) {
    return HexFormat.of().toHexDigits((byte) text.length())
        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String le(long value) {
    return HexFormat.of().formatHex(new RowBinary().int64(value).toByteArray());
  }
}
