package dev.settle.stack.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** Reads {@code deploy/}, and what the programs it starts can be told. */
final class DeployFiles {
  static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
  static final Path DEPLOY = HOME.resolve("deploy");

  private DeployFiles() {}

  /** The documents of a file. */
  static List<Map<String, Object>> yaml(Path file) {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Object document : new Yaml().loadAll(text(file))) {
      documents.add(map(document));
    }
    return documents;
  }

  /** Something that must be a mapping; without it an empty one. */
  static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value != null) {
      assertThat(value).isInstanceOf(Map.class);
      ((Map<?, ?>) value).forEach((key, entry) -> map.put(String.valueOf(key), entry));
    }
    return map;
  }

  /** Something that must be a list; without it an empty one. */
  static List<Object> list(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    assertThat(value).isInstanceOf(List.class);
    return new ArrayList<>((List<?>) value);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every SETTLE_… that a program, the launcher or Grafana's provisioning reads. */
  static Set<String> understood() {
    Set<String> names = new TreeSet<>();
    List<Path> sources = new ArrayList<>(List.of(HOME.resolve("settle")));
    for (String module :
        List.of("cdc-connector", "batch-jobs", "dashboards", "stream-jobs", "local-stack/stack")) {
      sources.addAll(files(HOME.resolve(module).resolve("src/main"), ".java"));
    }
    sources.addAll(files(HOME.resolve("dashboards/src/main/resources/grafana"), ".yaml"));
    Pattern read = Pattern.compile("(?:env:|\\$\\{|getenv\\(\")(SETTLE_[A-Z_]+)");
    sources.forEach(
        file -> read.matcher(text(file)).results().map(m -> m.group(1)).forEach(names::add));
    return names;
  }

  /** The commands of the launcher. */
  static Set<String> commands() {
    return Pattern.compile("(?m)^    ([a-z| -]+)\\)$")
        .matcher(text(HOME.resolve("settle")))
        .results()
        .flatMap(match -> Stream.of(match.group(1).split(" \\| ", -1)))
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
