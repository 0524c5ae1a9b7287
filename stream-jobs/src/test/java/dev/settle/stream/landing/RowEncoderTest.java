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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
                + "01"
                + "01"
                + "01"
                + "01"
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
                + le(Records.NOON_MS + 4)
                + le(0)
                + "01");
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
    assertThat(Records.row(new ChannelAccountEncoder(), merchant)).isNull();
    assertThat(Records.row(new MerchantEncoder(), account)).isNull();
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

  @ParameterizedTest
  @CsvSource({"HELD, 0", "CAPTURED, 10", "RELEASED, 20", "EXPIRED, 20"})
  void shouldTakeTheTimeOfAHoldFromItsStatus(String status, int afterNoonMs) throws CodecException {
    TableRow row =
        encode(new PaymentEventEncoder(), Records.encode(Records.hold("h-1", 2, status)));
    assertThat(HexFormat.of().formatHex(row.bytes))
        .contains(text(status) + "010101" + NOON + "00" + le(Records.NOON_MS + afterNoonMs))
        .endsWith(le(200) + "00" + le(Records.NOON_MS + 60));
    assertThat(row.entity).isEqualTo("H/h-1");
  }

  @Test
  void shouldTellInstructionsFromTheOtherChanges() throws CodecException {
    byte[] instruction = Records.encode(Records.instruction("i-1", Operation.INSERT));
    assertThat(Records.row(new PaymentEventEncoder(), instruction)).isNull();
    assertThat(
            Records.row(
                new InstructionEncoder(),
                Records.encode(Records.order("o-1", 1, Operation.INSERT))))
        .isNull();
    assertThat(HexFormat.of().formatHex(encode(new InstructionEncoder(), instruction).bytes))
        .startsWith(text("i-1") + text("CHANNEL_FEE") + text("WECHAT/2026-11-23") + "2c51")
        .contains(
            "02"
                + text("channel:WECHAT")
                + text("CNY")
                + le(60)
                + text("platform:channel-fees")
                + text("CNY")
                + le(-60));
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"UPDATE", "DELETE", "UNKNOWN"})
  void shouldRefuseAnyChangeOfAnInstruction(Operation op) {
    InstructionEncoder encoder = new InstructionEncoder();
    assertThatThrownBy(() -> encoder.encode(Records.instruction("i-1", op)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(op + " of instruction i-1 is no new instruction");
  }

  @Test
  void shouldRefuseAHoldOrInstructionWithoutItsRow() {
    var hold = Records.hold("h-1", 1, "HELD");
    hold.setHoldAfter(null);
    assertThatThrownBy(() -> new PaymentEventEncoder().encode(hold))
        .hasMessageContaining("carries no hold row");
    var instruction = Records.instruction("i-1", Operation.INSERT);
    instruction.setInstructionAfter(null);
    assertThatThrownBy(() -> new InstructionEncoder().encode(instruction))
        .hasMessageContaining("no new instruction");
  }

  @Test
  void shouldWriteWhatALateEntryBelongsTo() throws CodecException {
    TableRow row = encode(new LedgerEntryEncoder(), Records.encode(Records.lateEntry()));
    assertThat(HexFormat.of().formatHex(row.bytes))
        .endsWith(
            "00"
                + text("h-1")
                + "00"
                + text("i-1")
                + "00"
                + text("WECHAT/2026-11-22")
                + "00"
                + "2b51");
  }

  @Test
  void shouldWriteAlertsWithAndWithoutAnAccount() throws CodecException {
    assertThat(hex(encode(new AlertEncoder(), Records.encode(Records.alert("a")))))
        .startsWith(text("OVERDRAFT") + text("a") + text("WARNING"))
        .contains(
            "00" + text("user:1") + "000000" + "00" + text("CNY") + "00" + le(3) + "00" + le(-50));
    assertThat(hex(encode(new AlertEncoder(), Records.encode(Records.alertOfAJob("b")))))
        .endsWith(text("transaction lost") + "01".repeat(9) + le(Records.NOON_MS + 2));
  }

  @Test
  void shouldRefuseWhatIsNoRecordOrLacksItsRow() {
    PaymentEventEncoder encoder = new PaymentEventEncoder();
    assertThatThrownBy(() -> Records.row(encoder, new byte[] {1, 2, 3}))
        .isInstanceOf(CodecException.class);
    var noRow = Records.order("o", 1, Operation.UPDATE);
    noRow.setOrderAfter(null);
    assertThatThrownBy(() -> encoder.encode(noRow))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("carries no order row");
    assertThatThrownBy(() -> encoder.encode(Records.order("o", -1, Operation.UPDATE)))
        .hasMessageContaining("-1 is not a version");
  }

  private static TableRow encode(RowEncoder<?> encoder, byte[] value) throws CodecException {
    return Objects.requireNonNull(Records.row(encoder, value));
  }

  private static String hex(TableRow row) {
    return HexFormat.of().formatHex(row.bytes);
  }

  private static String text(String text) {
    return HexFormat.of().toHexDigits((byte) text.length())
        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String le(long value) {
    return HexFormat.of().formatHex(new RowBinary().int64(value).toByteArray());
  }
}
