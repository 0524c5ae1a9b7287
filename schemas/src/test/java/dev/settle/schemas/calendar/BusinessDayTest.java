package dev.settle.schemas.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.payment.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BusinessDayTest {
  @ParameterizedTest
  @CsvSource({
    "WECHAT,2026-11-22T15:59:59.999Z,2026-11-22",
    "WECHAT,2026-11-22T16:00:00.000Z,2026-11-23",
    "UNIONPAY,2026-12-31T14:59:59.999Z,2026-12-31",
    "UNIONPAY,2026-12-31T15:00:00.000Z,2027-01-01",
    "STRIPE,2026-11-22T23:59:59.999Z,2026-11-22",
    "ADYEN,2026-11-22T23:00:00.000Z,2026-11-23",
    "ADYEN,2026-07-22T22:00:00.000Z,2026-07-23",
  })
  void shouldTakeTheDateOfTheChannelsZoneAndCutOff(Channel channel, Instant at, LocalDate date) {
    assertThat(BusinessDay.dateOf(channel, at.toEpochMilli())).isEqualTo(date);
  }

  @ParameterizedTest
  @EnumSource
  void shouldCoverEveryInstantByExactlyTheDayOfItsDate(Channel channel) {
    for (LocalDate date = LocalDate.of(2026, 1, 1);
        date.getYear() == 2026;
        date = date.plusDays(1)) {
      BusinessDay day = BusinessDay.of(channel, date);
      assertThat(BusinessDay.dateOf(channel, day.start().toEpochMilli())).isEqualTo(date);
      assertThat(BusinessDay.dateOf(channel, day.end().toEpochMilli() - 1)).isEqualTo(date);
      assertThat(BusinessDay.of(channel, date.plusDays(1)).start()).isEqualTo(day.end());
      assertThat(day.contains(day.start())).isTrue();
      assertThat(day.contains(day.end())).isFalse();
    }
  }

  @Test
  void shouldFollowTheClockChangeOfItsZone() {
    BusinessDay shortDay = BusinessDay.of(Channel.ADYEN, LocalDate.of(2026, 3, 29));
    assertThat(Duration.between(shortDay.start(), shortDay.end())).isEqualTo(Duration.ofHours(23));
  }
}
