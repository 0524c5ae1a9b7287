package dev.settle.batch.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementCycleTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long FROM_2025_02 = 1_738_368_000L;
  private static final long TO_2026_12 = 1_796_083_200L;

  private final SettlementCycle china = china(1, "17:00");

  @ParameterizedTest
  @CsvSource({
    // An ordinary Wednesday, around the cut-off.
    "2026-11-25T16:59:59.999999999+08:00, 2026-11-25, 2026-11-26",
    "2026-11-25T17:00:00+08:00,           2026-11-26, 2026-11-27",
    // From Friday's cut-off to Monday's: one window, due on Tuesday.
    "2026-11-27T17:00:00+08:00,           2026-11-30, 2026-12-01",
    "2026-11-28T12:00:00+08:00,           2026-11-30, 2026-12-01",
    "2026-11-30T16:59:59+08:00,           2026-11-30, 2026-12-01",
    // Saturday 14 February is worked and has its window; the festival ends on the 23rd.
    "2026-02-13T17:00:00+08:00,           2026-02-14, 2026-02-24",
    "2026-02-14T17:00:00+08:00,           2026-02-24, 2026-02-25",
    "2026-02-18T00:00:00+08:00,           2026-02-24, 2026-02-25",
    // A Sunday that is worked.
    "2026-09-19T09:00:00+08:00,           2026-09-20, 2026-09-21"
  })
  void shouldPutAnInstantIntoTheWindowThatClosesNext(
      OffsetDateTime at, LocalDate day, LocalDate due) {
    SettlementWindow window = china.windowOf(at.toInstant());

    assertThat(window.day()).isEqualTo(day);
    assertThat(window.due()).isEqualTo(due);
    assertThat(at.toInstant()).isBetween(window.from(), window.to());
    assertThat(at.toInstant()).isNotEqualTo(window.to());
  }

  @Test
  void shouldReachFromCutOffToCutOffOverClosedDays() {
    assertThat(china.windowOf(LocalDate.parse("2026-02-24")))
        .isEqualTo(
            new SettlementWindow(
                LocalDate.parse("2026-02-24"),
                Instant.parse("2026-02-14T09:00:00Z"),
                Instant.parse("2026-02-24T09:00:00Z"),
                LocalDate.parse("2026-02-25")));
  }

  @ParameterizedTest
  @CsvSource({"0, 2026-09-30", "1, 2026-10-08", "2, 2026-10-09", "3, 2026-10-10", "4, 2026-10-12"})
  void shouldBeDueSoManyBankingDaysAfterTheWindowsDay(int bankingDays, LocalDate due) {
    assertThat(china(bankingDays, "17:00").windowOf(LocalDate.parse("2026-09-30")).due())
        .isEqualTo(due);
  }

  @Test
  void shouldTakeMidnightAsTheEndOfTheDay() {
    SettlementWindow window = china(1, "00:00").windowOf(Instant.parse("2026-11-25T15:59:59Z"));

    assertThat(window.day()).isEqualTo("2026-11-25");
    assertThat(window.to()).isEqualTo("2026-11-25T16:00:00Z");
    assertThat(china(1, "00:00").windowOf(window.to()).day()).isEqualTo("2026-11-26");
  }

  /** Sunday 29 March 2026 has 23 hours in Berlin, Sunday 25 October 25. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-30, 2026-03-27T16:00:00Z, 2026-03-30T15:00:00Z",
    "2026-10-26, 2026-10-23T15:00:00Z, 2026-10-26T16:00:00Z"
  })
  void shouldCloseAtTheSameLocalTimeInSummerAndInWinter(LocalDate day, Instant from, Instant to) {
    SettlementCycle cycle =
        new SettlementCycle(BankingCalendar.target(), 2, LocalTime.of(17, 0), BERLIN);

    assertThat(cycle.windowOf(day).from()).isEqualTo(from);
    assertThat(cycle.windowOf(day).to()).isEqualTo(to);
    assertThat(cycle.windowOf(to.minusNanos(1)).day()).isEqualTo(day);
    assertThat(cycle.windowOf(to).day()).isEqualTo(day.plusDays(1));
  }

  @Test
  void shouldCloseWhenTheClockLeapsOverTheCutOff() {
    SettlementCycle cycle = everyDay("02:30");

    Instant leap = Instant.parse("2026-03-29T01:00:00Z");
    assertThat(cycle.windowOf(LocalDate.parse("2026-03-29")).to()).isEqualTo(leap);
    assertThat(cycle.windowOf(leap.minusMillis(1)).day()).isEqualTo("2026-03-29");
    assertThat(cycle.windowOf(leap).day()).isEqualTo("2026-03-30");
  }

  @Test
  void shouldCloseAtTheFirstOfTwoCutOffsAndStayClosed() {
    SettlementCycle cycle = everyDay("02:30");

    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    // 02:15 for the second time: an earlier local time, a later instant.
    Instant secondQuarter = Instant.parse("2026-10-25T01:15:00Z");
    assertThat(cycle.windowOf(LocalDate.parse("2026-10-25")).to()).isEqualTo(first);
    assertThat(cycle.windowOf(first.minusMillis(1)).day()).isEqualTo("2026-10-25");
    assertThat(cycle.windowOf(secondQuarter).day()).isEqualTo("2026-10-26");
  }

  /** Every instant is in exactly one window, and windows follow each other without a gap. */
  @Property(tries = 2000)
  void shouldLeaveNoGapAndNoOverlap(
      @ForAll @LongRange(min = FROM_2025_02, max = TO_2026_12) long second,
      @ForAll @IntRange(max = 1439) int cutOffMinute,
      @ForAll boolean berlin) {
    SettlementCycle cycle =
        new SettlementCycle(
            berlin ? BankingCalendar.target() : BankingCalendar.mainlandChina(),
            1,
            LocalTime.ofSecondOfDay(cutOffMinute * 60L),
            berlin ? BERLIN : SHANGHAI);

    Instant at = Instant.ofEpochSecond(second);
    SettlementWindow window = cycle.windowOf(at);
    SettlementWindow next = cycle.windowOf(window.to());

    assertThat(window.from()).isBeforeOrEqualTo(at);
    assertThat(window.to()).isAfter(at);
    assertThat(next.from()).isEqualTo(window.to());
    assertThat(cycle.windowOf(window.from())).isEqualTo(window);
    assertThat(next.day()).isAfter(window.day());
    assertThat(window.due()).isAfter(window.day());
  }

  @Test
  void shouldRefuseAWindowOnAClosedDayAndOneThatIsDueInAnUnknownYear() {
    assertThatThrownBy(() -> china.windowOf(LocalDate.parse("2026-10-01")))
        .isInstanceOf(BatchException.class)
        .hasMessage("no settlement window closes on 2026-10-01: no banking day of CHINA");
    assertThatThrownBy(() -> china.windowOf(LocalDate.parse("2026-12-31")))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("add the notice for 2027");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 32})
  void shouldRefuseACycleThatMakesNoSense(int bankingDays) {
    assertThatThrownBy(() -> china(bankingDays, "17:00"))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("N must be 0 to 31");
  }

  private static SettlementCycle china(int bankingDays, String cutOff) {
    return new SettlementCycle(
        BankingCalendar.mainlandChina(), bankingDays, LocalTime.parse(cutOff), SHANGHAI);
  }

  /** The clock changes on Sundays, on which neither bank is open. */
  private static SettlementCycle everyDay(String cutOff) {
    BankingCalendar open =
        new BankingCalendar() {
          @Override
          public String name() {
            return "OPEN";
          }

          @Override
          public boolean isBankingDay(LocalDate date) {
            return true;
          }
        };
    return new SettlementCycle(open, 1, LocalTime.parse(cutOff), BERLIN);
  }
}
