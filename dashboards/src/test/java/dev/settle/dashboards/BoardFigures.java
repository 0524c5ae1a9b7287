package dev.settle.dashboards;

import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.Unit;
import dev.settle.dashboards.query.MoneyCell;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a panel's table must show, worked out from its SQL without the server. */
final class BoardFigures {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<String>> LINE = new TypeReference<>() {};

  private final String clickHouseUrl;

  BoardFigures(String clickHouseUrl) {
    this.clickHouseUrl = clickHouseUrl;
  }

  /** The rows as texts, in the query's order. */
  List<List<String>> rows(Panel panel, Map<String, String> parameters)
      throws IOException, InterruptedException {
    String bound =
        parameters.entrySet().stream()
            .map(p -> "&param_" + p.getKey() + "=" + encoded(p.getValue()))
            .collect(Collectors.joining());
    String url =
        clickHouseUrl
            + "/?user=readonly&default_format=JSONCompactStringsEachRowWithNamesAndTypes"
            + bound;
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url))
                .POST(BodyPublishers.ofString(panel.sql()))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(panel.name() + ": " + answer.body());
    }
    List<List<String>> lines =
        answer.body().lines().map(line -> JSON.readValue(line, LINE)).toList();
    List<List<String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(2, lines.size())) {
      rows.add(row(panel, lines.get(0), lines.get(1), line));
    }
    return rows;
  }

  private static List<String> row(
      Panel panel, List<String> names, List<String> types, List<String> values) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String value = values.get(i);
      // How this format writes NULL.
      if (value.equals("ᴺᵁᴸᴸ")) {
        cells.add("");
      } else if (panel.units().get(names.get(i)) instanceof Unit.MoneyIn money) {
        String currency = values.get(names.indexOf(money.currencyColumn()));
        cells.add(MoneyCell.of(new BigInteger(value), currency).text());
      } else {
        cells.add(comparable(types.get(i), value));
      }
    }
    return cells;
  }

  /** The form in which ClickHouse's text and the page's are alike. */
  static String comparable(String type, String text) {
    if (type.contains("Decimal")) {
      return new BigDecimal(text).stripTrailingZeros().toPlainString();
    }
    return type.contains("DateTime")
        ? text.replaceFirst("(\\.\\d*?)0+$", "$1").replaceFirst("\\.$", "")
        : text;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
