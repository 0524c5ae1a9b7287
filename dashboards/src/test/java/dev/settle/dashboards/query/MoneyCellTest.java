package dev.settle.dashboards.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyCellTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0           | CNY | 0.00         | CNY 0.00
          5           | CNY | 0.05         | CNY 0.05
          -5          | CNY | -0.05        | CNY -0.05
          123456789   | CNY | 1234567.89   | CNY 1,234,567.89
          -123456     | EUR | -1234.56     | EUR -1,234.56
          123456      | JPY | 123456       | JPY 123,456
          1234567     | KWD | 1234.567     | KWD 1,234.567
          """)
  void shouldUseTheCurrencysOwnDigits(String minor, String currency, String decimal, String text) {
    MoneyCell cell = MoneyCell.of(new BigInteger(minor), currency);

    assertThat(cell).isEqualTo(new MoneyCell(Long.valueOf(minor), decimal, text));
  }

  @Test
  void shouldStayExactBeyondSixtyFourBits() {
    String digits = "170141183460469231731687303715884105727";

    MoneyCell cell = MoneyCell.of(new BigInteger(digits), "CNY");

    assertThat(cell.minor()).isEqualTo(digits);
    assertThat(cell.decimal()).isEqualTo("1701411834604692317316873037158841057.27");
    assertThat(cell.text()).isEqualTo("CNY 1,701,411,834,604,692,317,316,873,037,158,841,057.27");
  }

  @Test
  void shouldRefuseWhatHasNoMinorUnit() {
    assertThatThrownBy(() -> MoneyCell.of(BigInteger.ONE, "XAU"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MoneyCell.of(BigInteger.ONE, "nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
