package dev.settle.stream.landing.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClickHouseExceptionTest {
  @Test
  void shouldTakeUnknownTablesColumnsAndUsersAsPermanent() {
    assertThat(ClickHouseException.refused(404, 60, "UNKNOWN_TABLE").isPermanent()).isTrue();
    assertThat(ClickHouseException.refused(500, 16, "NO_SUCH_COLUMN").isPermanent()).isTrue();
    assertThat(ClickHouseException.refused(403, 516, "AUTHENTICATION").isPermanent()).isTrue();
    assertThat(ClickHouseException.refused(401, 0, "a proxy").isPermanent()).isTrue();
  }

  @Test
  void shouldTakeLoadAndShutdownAsPassing() {
    assertThat(ClickHouseException.refused(500, 252, "TOO_MANY_PARTS").isPermanent()).isFalse();
    assertThat(ClickHouseException.refused(500, 241, "MEMORY_LIMIT").isPermanent()).isFalse();
    assertThat(ClickHouseException.refused(503, 0, "a proxy").isPermanent()).isFalse();
    assertThat(ClickHouseException.refused(429, 0, "a proxy").isPermanent()).isFalse();
  }

  @Test
  void shouldTellWhereNoAnswerCameFromWithoutThePassword() {
    ClickHouseAddress address =
        new ClickHouseAddress(URI.create("http://127.0.0.1:1"), "landing", "secret");
    ClickHouseException e = ClickHouseException.unanswered(address, new IOException("refused"));
    assertThat(e.isPermanent()).isFalse();
    assertThat(e.code()).isEqualTo(ClickHouseException.NO_ANSWER);
    assertThat(e).hasMessageContaining("http://127.0.0.1:1 as landing: refused");
    assertThat(e.getMessage()).doesNotContain("secret");
  }

  @Test
  void shouldDoubleTheWaitUpToTheLongest() {
    RetryPolicy policy = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), 1000);
    assertThat(policy.waitAfter(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(policy.waitAfter(3)).isEqualTo(Duration.ofMillis(400));
    assertThat(policy.waitAfter(7)).isEqualTo(Duration.ofSeconds(5));
    assertThat(policy.waitAfter(999)).isEqualTo(Duration.ofSeconds(5));
  }
}
