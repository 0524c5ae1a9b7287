package dev.settle.dashboards.web;

import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.query.BadParameterException;
import dev.settle.dashboards.query.ClickHouseReader;
import dev.settle.dashboards.query.PanelResult;
import dev.settle.dashboards.query.PanelRunner;
import dev.settle.dashboards.query.QueryException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The boards, a panel's result as JSON or CSV, and health. Named queries only, nothing writes. */
@RestController
final class ApiController {
  static final MediaType CSV = MediaType.parseMediaType("text/csv; charset=UTF-8");

  private final Boards boards;
  private final PanelRunner runner;
  private final ClickHouseReader clickHouse;
  private final Clock clock;

  ApiController(Boards boards, PanelRunner runner, ClickHouseReader clickHouse, Clock clock) {
    this.clock = clock;
    this.boards = boards;
    this.runner = runner;
    this.clickHouse = clickHouse;
  }

  @GetMapping("/api/boards")
  List<BoardView> boards() {
    LocalDate today = LocalDate.now(clock);
    return boards.all().stream().map(board -> BoardView.of(board, today)).toList();
  }

  @GetMapping("/api/query/{board}/{name}")
  ResponseEntity<PanelResult> query(
      @PathVariable String board,
      @PathVariable String name,
      @RequestParam MultiValueMap<String, String> parameters) {
    return ResponseEntity.ok().body(runner.run(panel(board, name), single(parameters)));
  }

  @GetMapping("/api/csv/{board}/{name}")
  ResponseEntity<String> csv(
      @PathVariable String board,
      @PathVariable String name,
      @RequestParam MultiValueMap<String, String> parameters) {
    PanelResult result = runner.run(panel(board, name), single(parameters));
    ContentDisposition download =
        ContentDisposition.attachment().filename(board + "-" + name + ".csv").build();
    return ResponseEntity.ok()
        .contentType(CSV)
        .header(HttpHeaders.CONTENT_DISPOSITION, download.toString())
        .body(Csv.of(result));
  }

  @GetMapping("/health")
  ResponseEntity<Map<String, String>> health() {
    try {
      clickHouse.check();
      return ResponseEntity.ok(Map.of("status", "UP"));
    } catch (QueryException e) {
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
          .body(Map.of("status", "DOWN", "reason", String.valueOf(e.getMessage())));
    }
  }

  private Panel panel(String board, String name) {
    Panel panel = boards.find(board, name);
    if (panel == null) {
      throw new UnknownPanelException(board, name);
    }
    return panel;
  }

  private static Map<String, String> single(MultiValueMap<String, String> parameters) {
    Map<String, String> single = new HashMap<>();
    parameters.forEach(
        (name, values) -> {
          if (values.size() != 1) {
            throw new BadParameterException("'" + name + "' is given " + values.size() + " times");
          }
          single.put(name, values.get(0));
        });
    return single;
  }
}
