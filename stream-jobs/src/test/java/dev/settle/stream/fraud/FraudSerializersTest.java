package dev.settle.stream.fraud;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.fraud.window.Finding;
import dev.settle.stream.fraud.window.RuleWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class FraudSerializersTest {
  private static final FraudEventSerializer EVENTS = new FraudEventSerializer();
  private static final KeyWindowsSerializer WINDOWS = new KeyWindowsSerializer();

  @Test
  void shouldReadAnEventAsItWasWritten() throws IOException {
    FraudEvent event = Events.refund("o1#3", 1_700_000_000_000L, 1_000_000_000_000_000L);
    assertThat(EVENTS.deserialize(new DataInputDeserializer(write(EVENTS, event))))
        .isEqualTo(event);
  }

  /** The bytes are in savepoints: what was written once must be read for ever. */
  @Test
  void shouldKeepTheFormat() throws IOException {
    assertThat(HexFormat.of().formatHex(write(EVENTS, Events.purchase("o", 5, 7))))
        .isEqualTo(
            "01"
                + "000000"
                + "026f"
                + "06434e59"
                + "0e"
                + "047531"
                + "00"
                + "046d31"
                + "046431"
                + "1031302e302e302e31"
                + "0a");

    FraudRule rule = Rules.rule(Rules.count("r"));
    RuleWindow window = RuleWindow.of(rule);
    window.accept(rule, "payer:u1", Events.purchase("o", 1_500, 7), 1_500);
    KeyWindows windows = new KeyWindows();
    windows.put(RuleCode.of("r"), "", window);
    windows.clearAt(9);
    byte[] written = write(WINDOWS, windows);
    // Format, timer, one rule; kind, version, shape.
    assertThat(HexFormat.of().formatHex(written))
        .startsWith("02" + "12" + "02" + "454349e422f05297" + "00" + "0102");
    // Not crossed, no values; one pane with its index and four figures; one event, the first.
    assertThat(HexFormat.of().formatHex(written))
        .endsWith("0000" + "02" + "02" + "020e000e" + "02" + "00" + "026f" + "b817");
    assertThat(write(WINDOWS, WINDOWS.copy(windows))).isEqualTo(written);
  }

  /**
   * What the first release wrote: two purchases in a window with a part, in one that counts
   * merchants and in a sequence; money that came into a wallet, of which a little is gone.
   */
  @Test
  void shouldGoOnWithTheFirstFormat() throws IOException {
    byte[] first =
        HexFormat.of()
            .parseHex(
                "01d08c0108"
                    + "1e636f756e747c6d317c574543484154010281d384ba0300000402020e000e04021200"
                    + "1204b81700046f31d00f02046f32"
                    + "1064697374696e6374010292dee9f20e00010402020e000e040212001204b81700d00f02"
                    + "02046d3188270a"
                    + "736d616c6c0202bb97ce3904b81700d00f02"
                    + "08706173730302f6d396ac0702d00f0404696e80897ac8010202f02e06066f7574");
    KeyWindows read = WINDOWS.deserialize(new DataInputDeserializer(first));
    assertThat(read.clearingAt()).isEqualTo(9_000);
    assertThat(read.size()).isEqualTo(4);

    FraudRuleRow merchants = Rules.count("distinct");
    merchants.setAggregate("DISTINCT_COUNT");
    merchants.setDistinctField("merchant");
    merchants.setThreshold(1L);
    assertThat(next(read, merchants, "", Events.purchase("o3", 3_500, 7)).value()).isEqualTo(1);
    assertThat(next(read, Rules.count("count"), "m1|WECHAT", Events.purchase("o3", 3_500, 7)))
        .returns(List.of("o1", "o2", "o3"), Finding::eventIds)
        .returns(3L, Finding::value);
    assertThat(next(read, Rules.smallThenLarge("small"), "", Events.purchase("o3", 3_500, 1_000)))
        .returns(List.of("o1", "o2", "o3"), Finding::eventIds)
        .returns(1_500L, Finding::windowFrom);
    FraudEvent out = Events.event("out2", 3_500, 900_000, OrderKind.WITHDRAWAL, "u1", "", "d1");
    assertThat(next(read, Rules.passThrough("pass"), "", out))
        .returns(List.of("in", "out", "out2"), Finding::eventIds)
        .returns(1_000L, Finding::windowFrom);
  }

  private static Finding next(KeyWindows read, FraudRuleRow row, String part, FraudEvent event) {
    FraudRule rule = Rules.rule(row);
    RuleWindow window = requireNonNull(read.get(RuleCode.of(rule.id()), part));
    assertThat(window.isOf(rule, 1)).isTrue();
    String key = row.getRuleId().equals("pass") ? "wallet:u1" : "payer:u1";
    return requireNonNull(window.accept(rule, key, event, event.time()));
  }

  @Test
  void shouldKnowWhatWasReadByTheBytesOfAnyRelease() throws IOException {
    PartitionProgress.Serializer serializer = new PartitionProgress.Serializer();
    // Partition 2, offset 7, newest commit 90 s at position 7; of format 1 with its ids and
    // commits.
    String first =
        "01" + "04" + "0e" + "a0fe0a" + "0e" + "04" + "046f31" + "a0fe0a" + "046f32" + "d0ee0a";
    PartitionProgress progress =
        serializer.deserialize(new DataInputDeserializer(HexFormat.of().parseHex(first)));
    byte[] written = write(serializer, progress);
    assertThat(HexFormat.of().formatHex(written))
        .startsWith("02" + "04" + "0e" + "a0fe0a" + "0e" + "0000000000015f90" + "04")
        .contains("2352da7280f1decc3acf1ba84eb945c9")
        .endsWith("00");
    for (PartitionProgress known :
        List.of(progress, serializer.deserialize(new DataInputDeserializer(written)))) {
      assertThat(known.offset()).isEqualTo(7);
      assertThat(known.isRepeated(captured("o1"))).isTrue();
      assertThat(known.isRepeated(captured("o2"))).isTrue();
      assertThat(known.isRepeated(captured("o3"))).isFalse();
      assertThat(known.isRepeated(captured("o3"))).isTrue();
    }
  }

  private static CapturedEvent captured(String id) {
    return new CapturedEvent(Events.purchase(id, 90_000, 5), 2, 8, 8, 90_000, false);
  }

  @Test
  void shouldReadEveryKindAndChannelAsItWasWritten() throws IOException {
    for (OrderKind kind : OrderKind.values()) {
      for (Channel channel : Channel.values()) {
        FraudEvent event =
            new FraudEvent(
                "o", "o", false, kind, channel, "EUR", 1, "u", "v", "m", "d", "127.0.0.1", 5);
        assertThat(EVENTS.deserialize(new DataInputDeserializer(write(EVENTS, event))))
            .isEqualTo(event);
      }
    }
  }

  @Test
  void shouldWriteAnIdOfSeveralWindowsOnce() throws IOException {
    KeyWindows windows = new KeyWindows();
    FraudEvent event = Events.purchase("a-long-id-of-an-order", 1_500, 7);
    for (String id : List.of("one", "two", "three")) {
      FraudRule rule = Rules.rule(Rules.count(id));
      RuleWindow window = RuleWindow.of(rule);
      window.accept(rule, "payer:u1", event, 1_500);
      windows.put(RuleCode.of(id), "", window);
    }
    byte[] written = write(WINDOWS, windows);
    assertThat(new String(written, StandardCharsets.ISO_8859_1).split("a-long-id", -1)).hasSize(2);
    KeyWindows read = WINDOWS.deserialize(new DataInputDeserializer(written));
    assertThat(write(WINDOWS, read)).isEqualTo(written);
  }

  @Test
  void shouldSayThatALaterReleaseWroteTheState() {
    assertThatThrownBy(() -> WINDOWS.deserialize(new DataInputDeserializer(new byte[] {3, 1})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("later release");
  }

  @Test
  void shouldTakeOverItsOwnState() {
    assertThat(
            WINDOWS
                .snapshotConfiguration()
                .resolveSchemaCompatibility(new KeyWindowsSerializer().snapshotConfiguration())
                .isCompatibleAsIs())
        .isTrue();
    assertThat(EVENTS.snapshotConfiguration().restoreSerializer()).isEqualTo(EVENTS);
  }

  @Test
  void shouldSerialiseRecordsInFlightAsPojo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(EncodedRecord.class);
  }

  private static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }
}
