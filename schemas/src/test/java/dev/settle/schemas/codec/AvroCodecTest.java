package dev.settle.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.avro.PaymentChange;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AvroCodecTest {
  private final AvroCodec<LedgerEntry> codec = AvroCodec.of(LedgerEntry.class);

  @Test
  void shouldReadBackWhatItWrote() throws CodecException {
    assertThat(codec.decode(codec.encode(entry()))).isEqualTo(entry());
  }

  @Test
  void shouldRefuseCutForeignAndUnknownBytesWithTheirSize() {
    byte[] whole = codec.encode(entry());
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(whole, whole.length - 1)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("LedgerEntry of " + (whole.length - 1) + " bytes");
    assertThatThrownBy(() -> codec.decode(new byte[0])).isInstanceOf(CodecException.class);
    assertThatThrownBy(
            () ->
                codec.decode("{\"json\": true}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> AvroCodec.of(PaymentChange.class).decode(whole))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void shouldRefuseRatherThanAllocateWhatDamagedLengthsAsk() {
    byte[] damaged = codec.encode(entry());
    Arrays.fill(damaged, 10, 18, (byte) 0xff);
    assertThatThrownBy(() -> codec.decode(damaged)).isInstanceOf(CodecException.class);

    // The first string claims to be 1 GiB long, which is a legal length.
    byte[] claim = Arrays.copyOf(codec.encode(entry()), 15);
    System.arraycopy(new byte[] {-128, -128, -128, -128, 8}, 0, claim, 10, 5);
    assertThatThrownBy(() -> codec.decode(claim)).isInstanceOf(CodecException.class);
  }

  private static LedgerEntry entry() {
    return LedgerEntry.newBuilder()
        .setAccount("user:1")
        .setShard(0)
        .setCurrency("CNY")
        .setSequence(1)
        .setAmount(-100)
        .setBalanceAfter(-100)
        .setJournalId("order:1:paid")
        .setLeg(0)
        .setCounterAccount("merchant:1:pending")
        .setCause("PAYMENT")
        .setKind("PURCHASE")
        .setChannel("WALLET")
        .setOrderId("1")
        .setMerchantId("1")
        .setEventTime(1_700_000_000_000L)
        .setBookedAt(1_700_000_000_001L)
        .setBusinessDate(LocalDate.of(2026, 11, 22))
        .setSourceLsn(42)
        .build();
  }
}
