package dev.settle.batch.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.payment.Channel;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgreedChannelTest {
  private static final AgreedChannel WECHAT =
      new AgreedChannel(
          Channel.WECHAT, Map.of("1902", "WECHAT_FUND_FLOW", "1901", "WECHAT_TRADE_BILL"), 0);

  @Test
  void shouldListAccountsByNumber() {
    assertThat(WECHAT.statementAccounts()).containsExactly("1901", "1902");
    assertThat(WECHAT.hasStatement()).isTrue();
    assertThat(new AgreedChannel(Channel.WALLET, Map.of(), 0).hasStatement()).isFalse();
  }

  @Test
  void shouldTakeAgreedFormatsAndWhatMustBeRefusedByItsReader() {
    assertThat(WECHAT.takes("WECHAT_FUND_FLOW")).isTrue();
    assertThat(WECHAT.takes(null)).isTrue();
    assertThat(WECHAT.takes("ALIPAY_TRADE_BILL")).isFalse();
  }

  @Test
  void shouldObjectToFilesOfOtherAccountsAndFormats() {
    assertThat(WECHAT.objectionTo(file("1901", "WECHAT_TRADE_BILL"))).isNull();
    assertThat(WECHAT.objectionTo(file("1901", "WECHAT_FUND_FLOW")))
        .isEqualTo("is a WECHAT_FUND_FLOW, agreed for merchant 1901 is WECHAT_TRADE_BILL");
    assertThat(WECHAT.objectionTo(file("1903", "WECHAT_TRADE_BILL")))
        .isEqualTo("is of merchant 1903, agreed are 1901, 1902");
    assertThat(WECHAT.objectionTo(file(null, "WECHAT_FUND_FLOW"))).contains("names no account");
  }

  private static StatementSummary file(@Nullable String merchant, String format) {
    return new StatementSummary(
        format, null, "WECHAT", merchant, LocalDate.parse("2026-11-22"), 1, "CNY", 1, 100, 0, 0, 0);
  }
}
