package dev.settle.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  private static final Currency CNY = Currency.getInstance("CNY");

  @ParameterizedTest
  @CsvSource({"12.34,CNY,1234", "-0.01,CNY,-1", "5,JPY,5", "1.234,BHD,1234", "12.3,CNY,1230"})
  void shouldReadMajorUnitsWithTheCurrencysOwnDigits(String text, String currency, long minor) {
    assertThat(Money.parse(text, Currency.getInstance(currency)).minor()).isEqualTo(minor);
  }

  @Test
  void shouldRefuseMoreDigitsThanTheCurrencyHas() {
    assertThatThrownBy(() -> Money.parse("0.001", CNY)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.parse("1.5", Currency.getInstance("JPY")))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void shouldThrowOnOverflowInsteadOfWrapping() {
    Money most = new Money(Long.MAX_VALUE, CNY);
    Money one = new Money(1, CNY);
    assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Money(Long.MIN_VALUE, CNY).negated())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.parse("92233720368547758.08", CNY))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void shouldRefuseToCombineCurrencies() {
    Money yuan = Money.ofMinor(1, "CNY");
    Money dollars = Money.ofMinor(1, "USD");
    assertThatThrownBy(() -> yuan.plus(dollars)).isInstanceOf(CurrencyMismatchException.class);
    assertThatThrownBy(() -> yuan.minus(dollars)).isInstanceOf(CurrencyMismatchException.class);
    assertThatThrownBy(() -> yuan.compareTo(dollars)).isInstanceOf(CurrencyMismatchException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10000,6000,60",
    "83,6000,0",
    "84,6000,1",
    "-10000,6000,-60",
    "9223372036854775807,1000000,9223372036854775807"
  })
  void shouldTakeARateInPartsPerMillionRoundingHalfUp(long minor, long ppm, long part) {
    assertThat(new Money(minor, CNY).atRate(ppm, RoundingMode.HALF_UP).minor()).isEqualTo(part);
  }

  @Test
  void shouldRefuseARateThatDoesNotDivideWhenNoRoundingIsAllowed() {
    assertThatThrownBy(() -> new Money(83, CNY).atRate(6000, RoundingMode.UNNECESSARY))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void shouldPrintMajorUnits() {
    assertThat(Money.ofMinor(-5, "CNY")).hasToString("CNY -0.05");
    assertThat(Money.ofMinor(1234, "CNY").toMajor()).isEqualTo(new BigDecimal("12.34"));
  }

  @Test
  void shouldRefuseACurrencyWithoutMinorUnit() {
    assertThatThrownBy(() -> Money.ofMinor(1, "XAU")).isInstanceOf(IllegalArgumentException.class);
  }
}
