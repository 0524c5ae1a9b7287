package dev.settle.stack.process;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory {@code run}: one JSON file a component, replaced atomically so that a reader never
 * sees half of one.
 */
public final class RunDirectory {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  private final Path directory;

  /** Uses the given directory, which is made when first written to. */
  public RunDirectory(Path directory) {
    this.directory = directory;
  }

  /** The directory itself. */
  public Path path() {
    return directory;
  }

  /**
   * Reads a component's record; empty when there is none or a crash of the machine left an
   * unreadable one.
   */
  public Optional<ComponentRecord> read(String component) throws IOException {
    String text;
    try {
      text = Files.readString(file(component), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (text.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(decode(JSON.readTree(text)));
  }

  /** Writes a component's record in place of the previous one. */
  public void write(ComponentRecord record) throws IOException {
    AtomicFiles.write(file(record.component()), encode(record).toPrettyString() + "\n");
  }

  /** Forgets a component. */
  public void delete(String component) throws IOException {
    Files.deleteIfExists(file(component));
  }

  private Path file(String component) {
    return directory.resolve(component + ".json");
  }

  private static ObjectNode encode(ComponentRecord record) {
    ObjectNode node = JSON.createObjectNode();
    node.put("component", record.component());
    node.put("port", record.port());
    ProcessIdentity process = record.process();
    if (process != null) {
      node.put("pid", process.pid());
      node.put("start_ticks", process.startTicks());
      node.put("boot_id", process.bootId());
    }
    Instant startedAt = record.startedAt();
    node.put("started_at", startedAt == null ? null : startedAt.toString());
    node.put("restarts", record.restarts());
    node.put("failure", record.failure());
    ArrayNode command = node.putArray("command");
    record.command().forEach(command::add);
    return node;
  }

  private static ComponentRecord decode(JsonNode node) {
    @Nullable ProcessIdentity process =
        node.hasNonNull("pid")
            ? new ProcessIdentity(
                node.get("pid").asLong(),
                node.get("start_ticks").asLong(),
                node.get("boot_id").asText())
            : null;
    List<String> command = new ArrayList<>();
    node.path("command").forEach(argument -> command.add(argument.asText()));
    return new ComponentRecord(
        node.path("component").asText(),
        node.path("port").asInt(),
        process,
        List.copyOf(command),
        node.hasNonNull("started_at") ? Instant.parse(node.get("started_at").asText()) : null,
        node.path("restarts").asInt(),
        node.hasNonNull("failure") ? node.get("failure").asText() : null);
  }
}
