package dev.settle.batch.payout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Café Zürich GmbH & Co. KG | Cafe Zurich GmbH + Co. KG",
        "Łódź Straße Ærø | Lodz Strasse AEro",
        "O’Neill–Smith_1 | O'Neill-Smith-1",
        "ＡＢＣ | ABC",
      })
  void shouldWriteSepaNamesInItsLatinLetters(String name, String written) {
    assertThat(PaymentText.of(name, "EUR", 70)).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"北京小店", "Кафе", "Shop <b>", "Shop 🙂", "Shop\u0000", "Shop\u202E", " ", ""})
  void shouldNotWriteInEurosWhatHasNoLatinLetters(String name) {
    assertThat(PaymentText.of(name, "EUR", 70)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"北京小店（海淀）", "𠮷野家", "A & B <C>", "Кафе 7"})
  void shouldWriteAnyScriptInOtherCurrencies(String name) {
    assertThat(PaymentText.of(name, "CNY", 140)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"小店🙂", "小\u0001店", "小\u202E店", "\uD83D", "小\uFFFE店", "小\u2028店", "小\uE000店"})
  void shouldNotWriteWhatIsNoWriting(String name) {
    assertThat(PaymentText.of(name, "CNY", 140)).isEmpty();
  }

  @Test
  void shouldCountCharactersAndNotCutNames() {
    assertThat(PaymentText.of("𠮷".repeat(140), "CNY", 140)).isPresent();
    assertThat(PaymentText.of("店".repeat(141), "CNY", 140)).isEmpty();
    assertThat(PaymentText.of("ß".repeat(36), "EUR", PaymentText.nameCharactersMax("EUR")))
        .as("72 letters when written")
        .isEmpty();
  }
}
