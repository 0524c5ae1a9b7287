package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.BatchException;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.statement.wechat.Bill;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** How the night is launched. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT extends NightHistory {
  private static final String DAY = "2026-11-22";

  @BeforeAll
  static void agreeAndPay() throws Exception {
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 1, 0, "2026-01-01");
    pipeline.payment("o-same", "t-same", 10_000, "CNY", DAY);
    pipeline.payment("o-amount", "t-amount", 10_000, "CNY", DAY);
    pipeline.payment("o-absent", "t-absent", 333, "CNY", DAY);
    pipeline.refund("r-same", "o-same", "t-same", "c-same", 4_000, 10_000, DAY);
    pipeline.payout("i-payout", 60, 9_940, DAY);
    write(
        DAY,
        new Bill(Bill.ALL_27, MERCHANT, DAY)
            .payment("t-same", "o-same", 10_000, 60)
            .payment("t-amount", "o-amount", 10_500, 63)
            .refund("t-same", "o-same", "c-same", "r-same", 4_000, -24, "SUCCESS")
            .text());
  }

  @Test
  @Order(1)
  void shouldLockOutASecondRunOfTheSameDayAndSayWhoHoldsIt() throws Exception {
    try (Connection other = postgres.getConnection();
        Statement lock = other.createStatement()) {
      lock.execute("SELECT pg_advisory_lock(hashtextextended('settle.nightly " + DAY + "', 0))");
      BatchException stopped = failing(DAY);

      assertThat(stopped.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
      assertThat(stopped)
          .hasMessageContaining("another run of " + DAY + " has not ended")
          .hasMessageContaining("PostgreSQL session");
    }
    assertThat(count("reconciliation_item", DAY)).isZero();
  }

  @Test
  @Order(2)
  void shouldTakeAFileThatIsThereUnderTwoNamesOnceAndSayWhatEachStepDid() throws Exception {
    Files.copy(
        statements.resolve("wechat").resolve(fileName(DAY)),
        statements.resolve("wechat").resolve("again-" + DAY + ".csv"));
    NightOptions options = options(DAY, null, false);
    try (NightProgress progress = NightProgress.silent()) {
      NightlyApplication.run(
          options, new Night(options, postgres, clickHouse, pipeline, LATER), postgres, progress);

      assertThat(progress.table())
          .contains("control totals agree")
          .contains("1 files, 3 lines")
          .contains("4 ledger rows, 3 lines, 2 breaks, residual 0")
          .contains("proofs hold");
    }
    assertThat(count("channel_statement_line", DAY)).isEqualTo(3);
  }
}
