package dev.settle.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.stack.kafka.KafkaServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void shouldPutEveryValueInItsPlace() throws IOException {
    String text =
        Template.render(
            KafkaServer.class, "server.properties", Map.of("port", "1", "controller.port", "2"));
    assertThat(text)
        .contains("listeners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2")
        .contains("transaction.max.timeout.ms=900000")
        .contains("auto.create.topics.enable=false")
        .doesNotContain("${");
  }

  @Test
  void shouldRefuseANameWithoutAValue() {
    assertThatThrownBy(
            () -> Template.render(KafkaServer.class, "server.properties", Map.of("port", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("controller.port");
  }
}
