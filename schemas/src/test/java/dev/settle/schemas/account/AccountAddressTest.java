package dev.settle.schemas.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.payment.Channel;
import java.util.stream.IntStream;
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
}
