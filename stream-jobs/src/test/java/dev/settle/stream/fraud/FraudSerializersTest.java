package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.fraud.window.RuleWindow;
import java.io.IOException;
import java.util.HexFormat;
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
                + "026f"
                + "026f"
                + "00"
                + "105055524348415345"
                + "0c574543484154"
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
    windows.byRule.put("r", window);
    windows.clearingAt = 9;
    byte[] written = write(WINDOWS, windows);
    // Format, timer, one rule; kind, version, shape.
    assertThat(HexFormat.of().formatHex(written)).startsWith("01" + "12" + "02" + "0272" + "0102");
    // Not crossed; one pane with its index and four figures; one event; no values.
    assertThat(HexFormat.of().formatHex(written))
        .endsWith("00" + "02" + "02" + "020e000e" + "02" + "b817" + "026f" + "00");
    assertThat(write(WINDOWS, WINDOWS.copy(windows))).isEqualTo(written);
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
