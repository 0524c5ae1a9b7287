package dev.settle.stream.fraud.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.payment.OrderKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOfTest {
  @Test
  void shouldMakeOneKeyOfItsFieldsInWhateverOrder() {
    FraudEvent event = Events.event("o1", 5, 7, OrderKind.TIP, "u1", "", "d|1%");
    String key = "payer|device|channel:u1|d%7C1%25|WECHAT";
    assertThat(
            KeyOf.fields(List.of(KeyField.CHANNEL, KeyField.DEVICE, KeyField.PAYER)).keysOf(event))
        .containsExactly(key);
    assertThat(KeyOf.nameOf(key)).isEqualTo("payer|device|channel");
  }

  @Test
  void shouldGiveNoKeyWhenAFieldIsMissing() {
    assertThat(
            KeyOf.fields(List.of(KeyField.PAYER, KeyField.PAYEE))
                .keysOf(Events.purchase("o1", 5, 7)))
        .isEmpty();
  }

  @Test
  void shouldGiveATransferToBothWallets() {
    FraudEvent transfer = Events.event("o1", 5, 7, OrderKind.TRANSFER, "u1", "u2", "");
    FraudEvent topUp = Events.event("o2", 5, 7, OrderKind.TOP_UP, "", "u2", "");
    FraudEvent withdrawal = Events.event("o3", 5, 7, OrderKind.WITHDRAWAL, "u2", "", "");

    assertThat(KeyOf.WALLET.keysOf(transfer)).containsExactly("wallet:u1", "wallet:u2");
    assertThat(KeyOf.WALLET.keysOf(topUp)).containsExactly("wallet:u2");
    assertThat(KeyOf.WALLET.keysOf(withdrawal)).containsExactly("wallet:u2");
    assertThat(KeyOf.WALLET.keysOf(Events.purchase("o4", 5, 7))).isEmpty();
    assertThat(KeyOf.comesIn(transfer, "wallet:u2")).isTrue();
    assertThat(KeyOf.comesIn(transfer, "wallet:u1")).isFalse();
    assertThat(KeyOf.comesIn(withdrawal, "wallet:u2")).isFalse();
  }
}
