package dev.settle.dashboards.web;

import dev.settle.dashboards.explore.ExploreResult;
import dev.settle.dashboards.explore.Explorer;
import dev.settle.dashboards.explore.TableInfo;
import dev.settle.dashboards.query.BadParameterException;
import java.security.Principal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** An analyst's own SQL: run, as CSV, cancelled; and what tables there are. */
@RestController
final class ExploreController {
  /** A statement, and the id that its user may cancel it by. */
  record Statement(@Nullable UUID id, @Nullable String sql) {}

  /** Who asks, and in which zone the boards' "today" is. */
  record Me(String user, ZoneId zone) {}

  private final Explorer explorer;
  private final Clock clock;

  ExploreController(Explorer explorer, Clock clock) {
    this.explorer = explorer;
    this.clock = clock;
  }

  @GetMapping("/api/me")
  Me me(Principal user) {
    return new Me(user.getName(), clock.getZone());
  }

  @GetMapping("/api/explore/tables")
  List<TableInfo> tables() {
    return explorer.tables();
  }

  @PostMapping(path = "/api/explore", consumes = MediaType.APPLICATION_JSON_VALUE)
  ExploreResult run(Principal user, @RequestBody Statement statement) {
    return result(user, statement);
  }

  @PostMapping(path = "/api/explore/csv", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> csv(Principal user, @RequestBody Statement statement) {
    ExploreResult result = result(user, statement);
    ContentDisposition download = ContentDisposition.attachment().filename("explore.csv").build();
    return ResponseEntity.ok()
        .contentType(ApiController.CSV)
        .header(HttpHeaders.CONTENT_DISPOSITION, download.toString())
        .body(Csv.of(result));
  }

  @DeleteMapping("/api/explore/{id}")
  ResponseEntity<Void> cancel(Principal user, @PathVariable UUID id) {
    boolean stopped = explorer.cancel(user.getName(), id);
    return ResponseEntity.status(stopped ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND).build();
  }

  private ExploreResult result(Principal user, Statement statement) {
    UUID id = statement.id();
    String sql = statement.sql();
    if (id == null || sql == null) {
      throw new BadParameterException("'id' and 'sql' are needed");
    }
    return explorer.run(user.getName(), id, sql);
  }
}
