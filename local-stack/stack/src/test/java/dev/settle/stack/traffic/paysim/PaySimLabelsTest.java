package dev.settle.stack.traffic.paysim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaySimLabelsTest {
  private static final String HEADER =
      "step,action,amount,nameOrig,oldBalanceOrig,newBalanceOrig,nameDest,oldBalanceDest,newBalanceDest,"
          + "isFraud,isFlaggedFraud,isUnauthorizedOverdraft\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldLabelTheOrderOfEachRowAndNotWhatStandsBesideIt() throws IOException {
    Path file =
        log(
            HEADER
                // An opening balance and, as the sides are rounded apart, a cent of its own.
                + "1,TRANSFER,9,C1,10.00,0.00,C2,0.00,10.01,1,0,0\n"
                + "1,CASH_OUT,9,C2,10.01,0.01,M1,0.00,0.00,1,0,0\n"
                + "1,PAYMENT,9,C2,0.01,0.00,M1,0.00,0.00,0,0,0\n"
                + "1,TRANSFER,9,C1,0.00,0.00,C2,0.00,0.00,1,0,1\n");
    String log = PaySimLog.check(file, Long.MAX_VALUE).id();
    assertThat(PaySimLabels.read(file))
        .isEqualTo(
            Map.of(log + "-000000001", true, log + "-000000002", true, log + "-000000003", false));
  }

  @Test
  void shouldRefuseALogWithoutLabels() throws IOException {
    Path file =
        log(HEADER.replace("isFraud,", "") + "1,CASH_IN,9,C1,0.00,10.00,M1,0.00,0.00,0,0\n");
    assertThat(PaySimLog.check(file, 9).count(PaySimCount.ROWS)).isEqualTo(1);
    assertThatThrownBy(() -> PaySimLabels.read(file)).hasMessageContaining("no column isFraud");
  }

  private Path log(String content) throws IOException {
    return Files.writeString(folder.resolve("log.csv"), content);
  }
}
