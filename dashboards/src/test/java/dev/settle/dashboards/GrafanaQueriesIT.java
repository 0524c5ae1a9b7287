package dev.settle.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.dashboards.board.Board;
import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.Parameter;
import dev.settle.dashboards.board.ParameterType;
import dev.settle.dashboards.grafana.GrafanaExport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The exported dashboards' queries on the real engine, as Grafana's read-only login sends them. */
class GrafanaQueriesIT {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final LocalDate FROM = LocalDate.of(2026, 11, 1);
  private static final LocalDate TO = LocalDate.of(2026, 11, 30);
  private static final Map<String, String> DATES =
      Map.of("as_of", "2026-11-30", "day", "2026-11-20", "business_date", "2026-11-21");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):([a-z:]+)}");
  private static final Pattern EDGE = Pattern.compile("now([+-]\\d+)?d?/d");
  private static final List<String> ATTACKS =
      List.of(
          "' OR 1=1 --",
          "\\' OR 1=1 --",
          "\\",
          "''",
          "') UNION ALL SELECT * FROM settlement.ledger_entry --",
          "%27 OR 1=1 --",
          "${__from}",
          "{a,b}",
          "商户 +&?#");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private static EngineProcess engine;

  /** A panel, the queries that were made of it, and the variables of its dashboard. */
  record Exported(Panel panel, JsonNode table, List<JsonNode> drawing, JsonNode model) {
    @Override
    public String toString() {
      return panel.board() + "/" + panel.name();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    engine = KnownDays.start();
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<Exported> panels() {
    Boards boards = Boards.read(Boards.PACKED);
    Map<String, String> files = GrafanaExport.files(boards, ZONE);
    List<Exported> all = new ArrayList<>();
    for (Board board : boards.all()) {
      JsonNode model = JSON.readTree(files.get("dashboards/" + board.name() + ".json"));
      for (Panel panel : board.panels()) {
        List<JsonNode> drawing = new ArrayList<>();
        JsonNode table = null;
        for (JsonNode candidate : model.get("panels")) {
          if (!candidate.get("title").asString().equals(panel.title())) {
            continue;
          }
          if (candidate.get("type").asString().equals("table")) {
            table = candidate;
          } else {
            drawing.add(candidate);
          }
        }
        all.add(new Exported(panel, Objects.requireNonNull(table), drawing, model));
      }
    }
    return all;
  }

  static Stream<Exported> drawings() {
    return panels().stream().filter(panel -> !panel.drawing().isEmpty());
  }

  static Stream<Exported> texts() {
    return panels().stream()
        .filter(
            e -> e.panel().parameters().stream().anyMatch(p -> p.type() == ParameterType.STRING));
  }

  @ParameterizedTest
  @MethodSource("panels")
  void shouldRunWithTheDefaultsOfEveryVariable(Exported exported) throws Exception {
    Map<String, String> defaults = defaults(exported.model());
    JsonNode time = exported.model().get("time");

    for (JsonNode panel : all(exported)) {
      String sql = interpolate(panel, edge(time.get("from")), edge(time.get("to")), defaults);
      assertThat(run(sql, "")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("panels")
  void shouldGiveTheRowsOfThePanelItself(Exported exported) throws Exception {
    Map<String, String> values = known(exported);

    assertThat(run(interpolate(exported.table(), values), ""))
        .isEqualTo(run(exported.panel().sql(), bound(exported.panel(), values)));
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void shouldDrawWhatThePanelSums(Exported exported) throws Exception {
    Map<String, String> values = known(exported);
    String drawn = interpolate(exported.drawing().get(0), values);
    String bound = bound(exported.panel(), values);

    for (String y : exported.panel().chart().y()) {
      assertThat(run("SELECT sum(" + y + ") AS s FROM (" + drawn + ")", ""))
          .isEqualTo(
              run("SELECT sum(" + y + ") AS s FROM (" + exported.panel().sql() + ")", bound));
    }
    if (exported.drawing().get(0).get("type").asString().equals("timeseries")) {
      String x = exported.panel().chart().x();
      assertThat(run("SELECT DISTINCT toTypeName(" + x + ") AS t FROM (" + drawn + ")", ""))
          .containsPattern("t\nDate");
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void shouldTakeAnyTextForATextAsBindingDoes(Exported exported) throws Exception {
    for (String attack : ATTACKS) {
      Map<String, String> values = known(exported);
      exported.panel().parameters().stream()
          .filter(p -> p.type() == ParameterType.STRING)
          .forEach(p -> values.put(variable(exported, p), attack));
      String bound = bound(exported.panel(), values);

      assertThat(run(interpolate(exported.table(), values), ""))
          .as(attack)
          .isEqualTo(run(exported.panel().sql(), bound));
      for (JsonNode drawing : exported.drawing()) {
        assertThat(run(interpolate(drawing, values), "")).as(attack).isNotEmpty();
      }
    }
    assertThat(engine.query("SELECT count() > 0 FROM settlement.ledger_entry")).isEqualTo("1");
  }

  @Test
  void shouldNotRelyOnDoubledQuotesWhichABackslashDefeats() throws Exception {
    // What Grafana's sqlstring format makes of \' OR 1 --
    String sql = "SELECT 'all' AS rows WHERE 'user:1' = '\\'' OR 1 --'";

    assertThat(run("SELECT count() AS n FROM (" + sql + "\n)", "")).isEqualTo("n\n1\n");
  }

  private static List<JsonNode> all(Exported exported) {
    return Stream.concat(Stream.of(exported.table()), exported.drawing().stream()).toList();
  }

  /** A text box's value; of a query the first row, which Grafana takes when nothing is chosen. */
  private static Map<String, String> defaults(JsonNode model)
      throws IOException, InterruptedException {
    Map<String, String> values = new HashMap<>();
    for (JsonNode variable : model.get("templating").get("list")) {
      boolean box = variable.get("type").asString().equals("textbox");
      values.put(
          variable.get("name").asString(),
          box
              ? variable.get("current").get("value").asString()
              : run(variable.get("query").asString(), "")
                  .lines()
                  .skip(1)
                  .findFirst()
                  .orElseThrow());
    }
    return values;
  }

  private static Instant edge(JsonNode text) {
    Matcher matcher = EDGE.matcher(text.asString());
    assertThat(matcher.matches()).as(text.asString()).isTrue();
    long days = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
    return LocalDate.now(ZONE).plusDays(days).atStartOfDay(ZONE).toInstant();
  }

  /** Values by variable for which the data has rows. */
  private static Map<String, String> known(Exported exported)
      throws IOException, InterruptedException {
    Map<String, String> values = defaults(exported.model());
    for (Parameter parameter : exported.panel().parameters()) {
      if (DATES.containsKey(parameter.name())) {
        values.put(variable(exported, parameter), DATES.get(parameter.name()));
      }
    }
    return values;
  }

  private static String variable(Exported exported, Parameter parameter) {
    String own = parameter.name() + "_" + exported.panel().name().replace('-', '_');
    String sql = exported.table().get("targets").get(0).get("rawSql").asString();
    return sql.contains("${" + own + ":") ? own : parameter.name();
  }

  /** The panel's own parameters with the same values. */
  private static String bound(Panel panel, Map<String, String> values) {
    StringBuilder query = new StringBuilder();
    for (Parameter parameter : panel.parameters()) {
      String own = parameter.name() + "_" + panel.name().replace('-', '_');
      String value =
          switch (parameter.name()) {
            case "from" -> FROM.toString();
            case "to" -> TO.toString();
            default ->
                Objects.requireNonNull(
                    values.containsKey(own) ? values.get(own) : values.get(parameter.name()));
          };
      // A bound value is read as a field of tab separated text.
      query
          .append("&param_")
          .append(parameter.name())
          .append('=')
          .append(URLEncoder.encode(value.replace("\\", "\\\\"), StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  private static String interpolate(JsonNode panel, Map<String, String> values) {
    return interpolate(
        panel,
        FROM.atStartOfDay(ZONE).toInstant(),
        TO.plusDays(1).atStartOfDay(ZONE).minusSeconds(1).toInstant(),
        values);
  }

  private static String interpolate(
      JsonNode panel, Instant from, Instant to, Map<String, String> values) {
    return VARIABLE
        .matcher(panel.get("targets").get(0).get("rawSql").asString())
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    switch (match.group(2)) {
                      case "date:seconds" ->
                          Long.toString(
                              (match.group(1).equals("__from") ? from : to).getEpochSecond());
                      case "percentencode" ->
                          percentEncoded(
                              Objects.requireNonNull(values.get(match.group(1)), match.group(1)));
                      default -> throw new IllegalArgumentException(match.group());
                    }));
  }

  /** JavaScript's encodeURIComponent, and {@code !'()*} also: Grafana's strict one. */
  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%7E", "~")
        .replace("*", "%2A");
  }

  private static String run(String sql, String bound) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(
                    URI.create(
                        engine.httpUrl()
                            + "/?user=readonly&default_format=TabSeparatedWithNames"
                            + bound))
                .POST(BodyPublishers.ofString(sql))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as("%s%n%s", response.body(), sql).isEqualTo(200);
    return response.body();
  }
}
