package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
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
    windows.put("r", window);
    windows.clearAt(9);
    byte[] written = write(WINDOWS, windows);
    // Format, timer, one rule; kind, version, shape.
    assertThat(HexFormat.of().formatHex(written)).startsWith("01" + "12" + "02" + "0272" + "0102");
    // Not crossed, no values; one pane with its index and four figures; one event, the first id.
    assertThat(HexFormat.of().formatHex(written))
        .endsWith("0000" + "02" + "02" + "020e000e" + "02" + "b817" + "00" + "026f");
    assertThat(write(WINDOWS, WINDOWS.copy(windows))).isEqualTo(written);
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
      windows.put(KeyWindows.nameOf(id, ""), window);
    }
    byte[] written = write(WINDOWS, windows);
    assertThat(new String(written, StandardCharsets.ISO_8859_1).split("a-long-id", -1)).hasSize(2);
    KeyWindows read = WINDOWS.deserialize(new DataInputDeserializer(written));
    assertThat(write(WINDOWS, read)).isEqualTo(written);
  }

  @Test
  void shouldSayThatALaterReleaseWroteTheState() {
    assertThatThrownBy(() -> WINDOWS.deserialize(new DataInputDeserializer(new byte[] {2, 1})))
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
