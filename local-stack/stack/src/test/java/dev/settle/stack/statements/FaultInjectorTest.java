package dev.settle.stack.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.wechat.BillLayout;
import dev.settle.schemas.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {
  private static final ChannelStatement WECHAT = new WechatStatement(BillLayout.ALL, true);
  private static final ChannelStatement ALIPAY = new AlipayStatement();

  @Test
  void shouldInjectTheSameFaultsFromTheSameSeed() {
    List<ChannelLine> sound = sound(100, 20);
    assertThat(new FaultInjector(5, WECHAT).inject(sound, 12))
        .isEqualTo(new FaultInjector(5, WECHAT).inject(sound, 12));
    assertThat(new FaultInjector(5, WECHAT).inject(sound, 12))
        .isNotEqualTo(new FaultInjector(6, WECHAT).inject(sound, 12));
  }

  @Test
  void shouldLeaveASoundBillSoundWhenNoFaultIsAskedFor() {
    List<ChannelLine> sound = sound(10, 2);
    FaultInjector.Faulty faulty = new FaultInjector(5, WECHAT).inject(sound, 0);
    assertThat(faulty.faults()).isEmpty();
    assertThat(faulty.lines()).containsExactlyInAnyOrderElementsOf(sound);
  }

  @Test
  void shouldSpoilEachLineOnceWithEachKindOnPaymentsAndRefunds() {
    List<ChannelLine> sound = sound(100, 20);
    FaultInjector.Faulty faulty = new FaultInjector(5, WECHAT).inject(sound, 12);
    assertThat(faulty.faults()).hasSize(12).extracting(Fault::kind).containsAll(FaultKind.OF_LINES);
    assertThat(
            new HashSet<>(
                faulty.faults().stream().map(fault -> fault.orderId() + fault.refundId()).toList()))
        .hasSize(12);
    assertThat(faulty.faults())
        .anyMatch(fault -> fault.refundId().isEmpty())
        .anyMatch(fault -> !fault.refundId().isEmpty());
    // 2 missing, 2 extra, 2 doubled; the other six stand changed in their places.
    assertThat(faulty.lines()).hasSize(120 - 2 + 2 + 2);
    List<ChannelLine> changed = new ArrayList<>(faulty.lines());
    changed.removeAll(sound);
    assertThat(changed).hasSize(8);
  }

  @Test
  void shouldEndWhenEveryLineHasItsFault() {
    assertThat(new FaultInjector(5, WECHAT).inject(sound(2, 1), 9).faults())
        .extracting(Fault::kind)
        .containsExactly(FaultKind.MISSING_LINE, FaultKind.EXTRA_LINE, FaultKind.WRONG_AMOUNT);
    assertThat(new FaultInjector(5, WECHAT).inject(sound(0, 0), 9).faults()).isEmpty();
  }

  @Test
  void shouldInjectOnlyWhatTheFormatShows() {
    FaultInjector.Faulty faulty = new FaultInjector(5, ALIPAY).inject(sound(100, 20), 30);
    assertThat(faulty.faults())
        .hasSize(30)
        .noneMatch(fault -> fault.kind() == FaultKind.WRONG_STATUS)
        .anyMatch(fault -> fault.kind() == FaultKind.DUPLICATE_LINE && !fault.refundId().isEmpty())
        .allMatch(fault -> fault.sender().equals("ALIPAY"))
        .anyMatch(fault -> !fault.refundId().isEmpty());
  }

  private static List<ChannelLine> sound(int payments, int refunds) {
    List<ChannelLine> lines = new ArrayList<>();
    Instant at = Instant.parse("2026-03-05T04:00:00Z");
    for (int i = 0; i < payments; i++) {
      lines.add(payment(at, i, 1_000 + i));
    }
    for (int i = 0; i < refunds; i++) {
      lines.add(
          ChannelLine.refund(
              payment(at, i, 1_000 + i),
              at,
              "503" + i,
              "r-" + i,
              Money.ofMinor(500 + i, "CNY"),
              at));
    }
    return lines;
  }

  private static ChannelLine payment(Instant at, int number, long amount) {
    return ChannelLine.payment(
        at,
        at,
        "4200202603050000%012d".formatted(number),
        "o-" + number,
        "u",
        "p",
        Money.ofMinor(amount, "CNY"),
        6_000);
  }
}
