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
  }

  @Test
  void shouldGiveNoKeyWhenAFieldIsMissing() {
    assertThat(
            KeyOf.fields(List.of(KeyField.PAYER, KeyField.PAYEE))
                .keysOf(Events.purchase("o1", 5, 7)))
        .isEmpty();
  }

  @Test
  void shouldKeepTogetherWhatTheSamePaymentsTouch() {
    FraudEvent transfer = Events.event("o1", 5, 7, OrderKind.TRANSFER, "u1", "u2", "d|1");
    int both = Home.PAYER | Home.PAYEE;
    assertThat(KeyOf.fields(List.of(KeyField.PAYER)).homeKind(false)).isEqualTo("user");
    assertThat(KeyOf.fields(List.of(KeyField.PAYEE, KeyField.CHANNEL)).homeKind(false))
        .isEqualTo("user");
    assertThat(KeyOf.WALLET.homesOf(transfer, both, false))
        .containsExactly(new Home("user:u1", Home.PAYER), new Home("user:u2", Home.PAYEE));
    KeyOf device = KeyOf.fields(List.of(KeyField.CHANNEL, KeyField.DEVICE));
    assertThat(device.homesOf(transfer, device.sidesOf(transfer), false))
        .containsExactly(new Home("device:d%7C1", Home.PAYER));
    assertThat(device.partOf(transfer, false)).isEqualTo("WALLET");
    KeyOf many = KeyOf.fields(List.of(KeyField.PAYER, KeyField.PAYEE));
    assertThat(many.homesOf(transfer, Home.PAYER, false))
        .containsExactly(new Home("payer|payee:u1|u2", Home.PAYER));
    assertThat(many.homesOf(transfer, Home.PAYER, true))
        .containsExactly(new Home("user:u1", Home.PAYER));
    assertThat(many.partOf(transfer, true)).isEqualTo("u2");
    assertThat(Home.kindOf("payer|payee:u1|u2")).isEqualTo(many.homeKind(false));
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
