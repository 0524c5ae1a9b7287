package dev.settle.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.dashboards.DashboardServer;
import dev.settle.dashboards.board.Board;
import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.PanelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GrafanaExportTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Pattern USED = Pattern.compile("\\$\\{(\\w+):");
  private static final Path ROOT = Path.of("..");

  static Stream<JsonNode> dashboards() {
    return GrafanaExport.files(Boards.read(Boards.PACKED), ZONE).entrySet().stream()
        .filter(file -> file.getKey().endsWith(".json"))
        .map(file -> JSON.readTree(file.getValue()));
  }

  @Test
  void shouldWriteOneDashboardForEachBoardWithEveryPanel() {
    Boards boards = Boards.read(Boards.PACKED);
    Map<String, String> files = GrafanaExport.files(boards, ZONE);

    assertThat(boards.all())
        .allSatisfy(
            board -> {
              JsonNode model = JSON.readTree(files.get("dashboards/" + board.name() + ".json"));
              List<String> tables = new ArrayList<>();
              model
                  .get("panels")
                  .forEach(
                      panel -> {
                        if (panel.get("type").asString().equals("table")) {
                          tables.add(panel.get("title").asString());
                        }
                      });
              assertThat(tables)
                  .containsExactlyElementsOf(board.panels().stream().map(Panel::title).toList());
              assertThat(model.get("uid").asString()).isEqualTo("settle-" + board.name());
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldHaveUniqueIdsOnAGridWithoutOverlaps(JsonNode model) {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : model.get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      JsonNode grid = panel.get("gridPos");
      int right = grid.get("x").asInt() + grid.get("w").asInt();
      assertThat(right).isBetween(1, 24);
      for (int x = grid.get("x").asInt(); x < right; x++) {
        for (int y = 0; y < grid.get("h").asInt(); y++) {
          assertThat(cells.add(x + "/" + (grid.get("y").asInt() + y)))
              .as("%s overlaps", panel.get("title"))
              .isTrue();
        }
      }
    }
    assertThat(cells).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldDefineEveryVariableThatAQueryUsesAndUseEveryOne(JsonNode model) {
    Set<String> defined = new HashSet<>();
    for (JsonNode variable : model.get("templating").get("list")) {
      assertThat(defined.add(variable.get("name").asString())).isTrue();
    }
    Set<String> used = new HashSet<>();
    for (JsonNode panel : model.get("panels")) {
      for (JsonNode target : panel.get("targets")) {
        if (target.has("rawSql")) {
          String sql = target.get("rawSql").asString();
          assertThat(sql).doesNotContainPattern("\\{\\w+:\\w+}(?!')").doesNotContain(":sqlstring");
          USED.matcher(sql).results().forEach(match -> used.add(match.group(1)));
        }
      }
    }
    used.removeAll(Set.of("__from", "__to"));

    assertThat(used).isEqualTo(defined);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldNameOnlyDataSourcesThatAreProvisioned(JsonNode model) {
    Map<String, Object> yaml =
        new Yaml().load(Resources.text("provisioning/datasources/settle.yaml"));
    List<String> uids = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(yaml.get("datasources")))
        .forEach(source -> uids.add(String.valueOf(((Map<?, ?>) source).get("uid"))));

    assertThat(model.findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(uids).contains(source.get("uid").asString()));
  }

  @Test
  void shouldTakeAddressesAndSecretsFromVariablesThatTheDocsName() throws IOException {
    String docs = Files.readString(ROOT.resolve("docs/grafana.md"));
    String files =
        Resources.text("provisioning/datasources/settle.yaml")
            + Resources.text("provisioning/dashboards/settle.yaml");

    assertThat(files).contains("password: ${SETTLE_CLICKHOUSE_READONLY_PASSWORD}");
    assertThat(Pattern.compile("\\$\\{(\\w+)}").matcher(files).results().map(m -> m.group(1)))
        .hasSize(6)
        .allSatisfy(name -> assertThat(docs).contains("`" + name + "`"));
  }

  @Test
  void shouldDrawOnlyMetricsThatAreDocumented() throws IOException {
    String documented = Files.readString(ROOT.resolve("docs/metrics.md"));
    Pattern name = Pattern.compile("\\b(?:flink|settle|http)_\\w+");

    assertThat(MetricsDashboard.metrics(JSON))
        .isNotEmpty()
        .allSatisfy(
            metric ->
                assertThat(name.matcher(metric.expr()).results().map(found -> found.group()))
                    .isNotEmpty()
                    .allSatisfy(found -> assertThat(documented).contains("`" + found + "`")));
  }

  @Test
  void shouldGiveAnotherDefaultAVariableOfItsOwn(@TempDir Path folder) throws IOException {
    Path board = Files.createDirectories(folder.resolve("sql/one"));
    panel(board, "a", "1", "rows UInt32 = 10");
    panel(board, "b", "2", "rows UInt32 = 20");
    panel(board, "c", "3", "rows UInt32 = 10");

    JsonNode model = export(folder.resolve("sql"), "one");

    assertThat(model.get("templating").get("list").findValuesAsString("name"))
        .containsExactly("rows", "rows_b");
    assertThat(model.get("panels").get(1).get("targets").get(0).get("rawSql").asString())
        .contains("toUInt32(decodeURLComponent('${rows_b:percentencode}'))");
    assertThat(model.get("panels").get(2).get("targets").get(0).get("rawSql").asString())
        .contains("'${rows:percentencode}'");
  }

  @Test
  void shouldRefuseAQueryThatGrafanaWouldChange() {
    Panel panel =
        PanelFile.read(
            "one", "a", "-- title: A\n-- question: A?\n-- chart: table\n\nSELECT '$__from' AS a");

    assertThatThrownBy(() -> new PanelQueries(panel, new Variables(board(), ZONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sql/one/a.sql");
  }

  @Test
  void shouldExportFromTheCommandLineAndFailWithoutAFolder(@TempDir Path folder)
      throws IOException {
    int exit =
        new CommandLine(new DashboardServer()).execute("export", "--grafana", folder.toString());

    assertThat(exit).isZero();
    assertThat(folder.resolve("provisioning/datasources/settle.yaml")).exists();
    assertThat(Files.readString(folder.resolve("dashboards/ledger.json")))
        .contains("Trial balance");
    assertThat(new CommandLine(new DashboardServer()).execute("export")).isEqualTo(2);
    assertThat(
            new CommandLine(new DashboardServer())
                .execute(
                    "export", "--grafana", folder.resolve("dashboards/ledger.json").toString()))
        .isEqualTo(1);
  }

  private static Board board() {
    return Boards.read(Boards.PACKED).all().get(0);
  }

  private static JsonNode export(Path sql, String board) {
    return JSON.readTree(
        GrafanaExport.files(Boards.read(sql.toUri().toString()), ZONE)
            .get("dashboards/" + board + ".json"));
  }

  private static void panel(Path board, String name, String position, String parameter)
      throws IOException {
    Files.writeString(
        board.resolve(name + ".sql"),
        """
        -- title: %s
        -- question: %s?
        -- chart: table
        -- parameter: %s | Rows
        -- position: %s

        SELECT number FROM numbers({rows:UInt32})
        """
            .formatted(name, name, parameter, position));
  }
}
