package dev.settle.stream.fraud.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
  /** A purchase of 1000 by u1 over WECHAT on device d1. */
  private static final FraudEvent EVENT = Events.purchase("o1", 5, 1_000);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "amount >= 1000                                     ; true",
        "amount > 1000                                      ; false",
        "amount <= 999                                      ; false",
        "amount < 1001 && amount != 7                       ; true",
        "amount == 1000                                     ; true",
        "amount in [1, 1000]                                ; true",
        "kind == 'PURCHASE'                                 ; true",
        "kind != \"PURCHASE\"                               ; false",
        "kind in ['TIP', 'TRANSFER']                        ; false",
        "!(kind in ['TIP', 'TRANSFER'])                     ; true",
        "channel == 'WECHAT' && (payer == 'x' || amount > 5) ; true",
        "ip.startsWith('10.0.')                             ; true",
        "payee == ''                                        ; true",
        "currency == 'CNY' && merchant == 'm1' && device == 'd1' ; true",
        "amount > -1                                        ; true"
      })
  void shouldAnswer(String filter, boolean answer) throws Exception {
    assertThat(Filter.parse(filter).test(EVENT)).isEqualTo(answer);
  }

  @Test
  void shouldTakeEveryEventWhenEmpty() throws Exception {
    assertThat(Filter.parse("  ").test(EVENT)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "amount >=              ; 1:10: mismatched input '<EOF>' expecting {",
        "amount >= && 5         ; 1:11: extraneous input",
        "amount > 'x'           ; 1:8: found no matching overload",
        "amont > 5              ; 1:1: undeclared reference to 'amont'",
        "amount                 ; expected type 'bool' but found 'int'",
        "kind == 'TIPP'         ; character 9: a filter needs one of [PURCHASE, TIP, TOP_UP",
        "channel in ['WECHAT', 'PIGEON'] ; character 23: a filter needs one of",
        "amount + 1 > 5         ; character 8: a filter needs a field",
        "5 < amount             ; a field, with the constant after it",
        "amount < 9223372036854775808 ; For input string",
        "payer == payee         ; a filter needs a text there",
        "payer < 'a'            ; == or != between texts",
        "payer.matches('.*')    ; a comparison, in, startsWith",
        "size(payer) > 5        ; a field, with the constant after it",
        "[1].exists(x, x == amount) ; 1:11: undeclared reference to 'exists'",
        "true                   ; a comparison"
      })
  void shouldSayWhereItIsWrongAndWhatWasExpected(String filter, String why) {
    assertThatThrownBy(() -> Filter.parse(filter))
        .isInstanceOf(FilterException.class)
        .hasMessageContaining(why);
  }
}
