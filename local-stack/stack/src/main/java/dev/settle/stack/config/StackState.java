package dev.settle.stack.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a data directory remembers of the last {@code settle up}, in {@code stack.json}: its ports
 * and sizes, and which components should run. It is what the supervisor goes by.
 *
 * @param settings value by flag
 * @param wanted the components that should run
 */
public record StackState(Map<String, Integer> settings, Set<Component> wanted) {

  private static final String FILE = "stack.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies what it is given. */
  public StackState {
    settings = Map.copyOf(settings);
    wanted = Set.copyOf(wanted);
  }

  /** Where a data directory keeps it. */
  public static Path file(Path dataDir) {
    return dataDir.resolve(FILE);
  }

  /** Reads it; nothing remembered and nothing wanted when there is none. */
  public static StackState read(Path dataDir) throws IOException {
    String text;
    try {
      text = Files.readString(file(dataDir), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return new StackState(Map.of(), Set.of());
    }
    JsonNode node = JSON.readTree(text);
    Map<String, Integer> settings = new LinkedHashMap<>();
    node.path("settings")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asInt()));
    Set<Component> wanted = new LinkedHashSet<>();
    node.path("wanted").forEach(label -> wanted.add(Component.of(label.asText())));
    return new StackState(settings, wanted);
  }

  /** The settings of a configuration, with the components that should run. */
  public static StackState of(StackConfig config, Set<Component> wanted) {
    StackPorts ports = config.ports();
    Map<String, Integer> settings = new LinkedHashMap<>();
    settings.put("--postgres-port", ports.postgres());
    settings.put("--kafka-port", ports.kafka());
    settings.put("--kafka-controller-port", ports.kafkaController());
    settings.put("--clickhouse-port", ports.clickhouse());
    settings.put("--flink-port", ports.flink());
    settings.put("--flink-rpc-port", ports.flinkRpc());
    settings.put("--flink-blob-port", ports.flinkBlob());
    settings.put("--flink-metrics-port", ports.flinkMetrics());
    settings.put("--flink-taskmanager-metrics-port", ports.flinkTaskManagerMetrics());
    settings.put("--zookeeper-port", ports.zookeeper());
    settings.put("--cdc-health-port", ports.cdcHealth());
    settings.put("--dashboards-port", ports.dashboards());
    settings.put("--flink-slots", config.flinkTaskSlots());
    settings.put("--flink-taskmanager-memory", config.flinkTaskManagerMemoryMb());
    settings.put("--flink-checkpoint-interval", config.flinkCheckpointIntervalMs());
    return new StackState(settings, wanted);
  }

  /** As JSON text. */
  public String toJson() {
    ObjectNode node = JSON.createObjectNode();
    ObjectNode values = node.putObject("settings");
    settings.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> values.put(e.getKey(), e.getValue()));
    ArrayNode names = node.putArray("wanted");
    wanted.stream().sorted().forEach(component -> names.add(component.label()));
    return node.toPrettyString();
  }
}
