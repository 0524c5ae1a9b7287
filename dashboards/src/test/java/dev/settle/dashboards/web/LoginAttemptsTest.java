package dev.settle.dashboards.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {
  private Instant now = Instant.parse("2026-11-20T00:00:00Z");
  private final LoginAttempts attempts = new LoginAttempts(() -> now);

  @Test
  void shouldMakeAnAddressWaitAfterTenWrongPasswordsAndNoOther() {
    for (int i = 0; i < LoginAttempts.WRONG_MAX; i++) {
      assertThat(attempts.mustWait("10.0.0.1")).isFalse();
      attempts.wrong("10.0.0.1");
    }

    assertThat(attempts.mustWait("10.0.0.1")).isTrue();
    assertThat(attempts.mustWait("10.0.0.2")).isFalse();
  }

  @Test
  void shouldLetItTryAgainAfterAMinute() {
    for (int i = 0; i < LoginAttempts.WRONG_MAX; i++) {
      attempts.wrong("10.0.0.1");
    }

    now = now.plus(LoginAttempts.WINDOW).plus(Duration.ofMillis(1));

    assertThat(attempts.mustWait("10.0.0.1")).isFalse();
    attempts.wrong("10.0.0.1");
    assertThat(attempts.mustWait("10.0.0.1")).isFalse();
  }
}
