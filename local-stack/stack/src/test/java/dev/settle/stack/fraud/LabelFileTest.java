package dev.settle.stack.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.stack.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void shouldReadLabels() throws IOException {
    assertThat(read("\uFEFForder_id,is_fraud\r\na,true\n\"b,c\",0\nd, 1 \nd,1\n"))
        .isEqualTo(Map.of("a", true, "b,c", false, "d", true));
  }

  @Test
  void shouldNameFileLineAndCause() {
    assertRefused("a,true\n", "labels.csv, line 1: the header must be order_id,is_fraud");
    assertRefused("order_id,is_fraud\na,maybe\n", "line 2: is_fraud 'maybe' is none of true");
    assertRefused("order_id,is_fraud\na,1\n,1\n", "line 3: order_id must have 1 to 200");
    assertRefused("order_id,is_fraud\na\n", "line 2: has 1 fields, not two");
    assertRefused("order_id,is_fraud\na,1\nb,1\na,0\n", "line 4: order a was labelled otherwise");
    assertRefused("order_id,is_fraud\n", "there is no label in it");
    assertRefused("", "there is no label in it");
  }

  private void assertRefused(String content, String cause) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOfSatisfying(TrafficException.class, e -> assertThat(e.exitCode()).isEqualTo(65))
        .hasMessageContaining(cause);
  }

  private Map<String, Boolean> read(String content) throws IOException {
    return LabelFile.read(Files.writeString(folder.resolve("labels.csv"), content));
  }
}
