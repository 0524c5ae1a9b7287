package dev.settle.schemas.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.payment.Channel;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountAddressTest {
  @Test
  void shouldSpreadAHotAccountOverAllItsShardsEvenly() {
    String account = AccountAddress.channel(Channel.WECHAT);
    int[] counts = new int[AccountAddress.HOT_SHARDS];
    IntStream.range(0, 80_000).forEach(i -> counts[AccountAddress.shardOf(account, "o-" + i)]++);
    assertThat(IntStream.of(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_000, 11_000));
  }

  @Test
  void shouldKeepTheShardOfAnOrderForEver() {
    // Written down once: a change here would tear a live ledger's running balances apart.
    assertThat(AccountAddress.shardOf("channel:WECHAT", "order-1")).isEqualTo(3);
    assertThat(AccountAddress.shardOf("channel:ALIPAY", "order-1")).isEqualTo(3);
  }

  @Test
  void shouldKeepOrdinaryAccountsInOneShard() {
    assertThat(AccountAddress.shardOf(AccountAddress.user("7"), "order-1")).isZero();
    assertThat(AccountAddress.shardOf(AccountAddress.merchantPending("7"), "order-1")).isZero();
  }

  @Test
  void shouldKnowItsChartOfAccounts() {
    assertThat(
            Stream.of(
                "user:7",
                "user:7:frozen",
                "merchant:m-1",
                "merchant:m-1:pending",
                "merchant:m-1:frozen",
                "partner:p_2",
                "bank:icbc",
                "channel:ADYEN",
                "platform:suspense"))
        .allMatch(AccountAddress::isValid);
    assertThat(
            Stream.of(
                "",
                "user:",
                "user:7:pending",
                "user:7:frozen:frozen",
                "merchant:a b",
                "channel:WALLET",
                "channel:CASH",
                "platform:other",
                "partner:p:frozen",
                " user:7"))
        .noneMatch(AccountAddress::isValid);
  }

  @Test
  void shouldCallAvailableOnlyWhatCanBeSpent() {
    assertThat(Stream.of("user:7", "merchant:m-1")).allMatch(AccountAddress::isAvailable);
    assertThat(Stream.of("user:7:frozen", "merchant:m:pending", "channel:WECHAT", "bank:b"))
        .noneMatch(AccountAddress::isAvailable);
  }
}
