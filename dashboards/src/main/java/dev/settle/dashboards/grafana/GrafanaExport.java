package dev.settle.dashboards.grafana;

import dev.settle.dashboards.board.Board;
import dev.settle.dashboards.board.Boards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Grafana's provisioning for the boards: the same boards give the same bytes. */
public final class GrafanaExport {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();
  private static final List<String> PROVISIONING =
      List.of("provisioning/datasources/settle.yaml", "provisioning/dashboards/settle.yaml");

  private GrafanaExport() {}

  /**
   * Every file by its path below the folder.
   *
   * @param zone whose days the boards mean
   * @throws IllegalArgumentException when a query holds what Grafana would take for a variable
   */
  public static Map<String, String> files(Boards boards, ZoneId zone) {
    Map<String, String> files = new LinkedHashMap<>();
    PROVISIONING.forEach(name -> files.put(name, Resources.text(name)));
    for (Board board : boards.all()) {
      files.put(
          "dashboards/" + board.name() + ".json", text(new BoardDashboard(board, zone).model()));
    }
    files.put("dashboards/metrics.json", text(MetricsDashboard.model(JSON)));
    return files;
  }

  private static String text(Map<String, Object> model) {
    return JSON.writeValueAsString(model) + "\n";
  }

  /**
   * Writes them; files of the same name are replaced, others are left alone.
   *
   * @throws IOException when the folder cannot be written
   */
  public static void write(Map<String, String> files, Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }
}
