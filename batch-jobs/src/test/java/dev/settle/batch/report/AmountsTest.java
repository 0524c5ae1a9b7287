package dev.settle.batch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void shouldShowEachCurrencyWithItsOwnDigits() {
    assertThat(Amounts.withCode(123_456_789L, "CNY")).isEqualTo("CNY 1,234,567.89");
    assertThat(Amounts.withCode(-5L, "CNY")).isEqualTo("CNY -0.05");
    assertThat(Amounts.withCode(1_234_567L, "JPY")).isEqualTo("JPY 1,234,567");
    assertThat(Amounts.withCode(1_234_567L, "KWD")).isEqualTo("KWD 1,234.567");
    assertThat(Amounts.plain(-123_450L, "CNY")).isEqualTo("-1234.50");
    assertThat(Amounts.plain(0L, "JPY")).isEqualTo("0");
  }

  @Test
  void shouldBeExactBeyondWhatADoubleHolds() {
    BigInteger large = new BigInteger("170141183460469231731687303715884105727");
    assertThat(Amounts.plain(large, "CNY")).isEqualTo("1701411834604692317316873037158841057.27");
    assertThat(Amounts.grouped(large, "CNY"))
        .isEqualTo("1,701,411,834,604,692,317,316,873,037,158,841,057.27");
  }

  @Test
  void shouldRefuseWhatIsNoCurrencyWithMinorUnits() {
    assertThatThrownBy(() -> Amounts.plain(1, "XAU")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Amounts.plain(1, "???")).isInstanceOf(IllegalArgumentException.class);
  }
}
