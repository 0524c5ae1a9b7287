package dev.settle.stream.ledger.rule;

import static dev.settle.schemas.payment.Channel.ALIPAY;
import static dev.settle.schemas.payment.Channel.WECHAT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosedDaysTest {
  private final ClosedDays days = new ClosedDays();

  @Test
  void shouldKeepTheNaturalDayWhileItIsOpen() {
    assertThat(days.openDay(WECHAT, 20, 500)).isEqualTo(20);
    days.close(WECHAT, 19, 400);
    assertThat(days.openDay(WECHAT, 20, 500)).isEqualTo(20);
  }

  @Test
  void shouldTakeTheFirstOpenDayForWhatIsCommittedBehindTheClosing() {
    days.close(WECHAT, 20, 400);
    assertThat(days.openDay(WECHAT, 20, 399)).isEqualTo(20);
    assertThat(days.openDay(WECHAT, 20, 401)).isEqualTo(21);
    assertThat(days.openDay(WECHAT, 3, 401)).isEqualTo(21);
    assertThat(days.openDay(ALIPAY, 20, 401)).isEqualTo(20);
  }

  @Test
  void shouldGoByTheClosingsThatWereThereWhenTheChangeWasCommitted() {
    days.close(WECHAT, 20, 400);
    days.close(WECHAT, 21, 500);
    days.close(WECHAT, 22, 600);
    assertThat(days.openDay(WECHAT, 20, 450)).isEqualTo(21);
    assertThat(days.openDay(WECHAT, 20, 550)).isEqualTo(22);
    assertThat(days.openDay(WECHAT, 22, 550)).isEqualTo(22);
    assertThat(days.openDay(WECHAT, 1, 650)).isEqualTo(23);
  }

  @Test
  void shouldNotReopenADayWhenAnEarlierOneIsClosedLater() {
    days.close(WECHAT, 22, 400);
    days.close(WECHAT, 20, 500);
    assertThat(days.openDay(WECHAT, 20, 600)).isEqualTo(23);
    assertThat(days.openDay(WECHAT, 20, 450)).isEqualTo(23);
    assertThat(days.openDay(WECHAT, 20, 399)).isEqualTo(20);
  }
}
