package dev.settle.batch.clickhouse;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A database that lives as long as one answer, with empty tables of its own made like some of the
 * database settlement: what works on those works on these instead, and everything else is read
 * where it is. The login may create and drop databases, as the migrations do. One that was left
 * behind by a kill is dropped by the first that is opened {@value #LEFT_HOURS} hours later, which
 * is longer than any answer may take.
 */
public final class ScratchDatabase implements AutoCloseable {
  private static final int LEFT_HOURS = 24;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ClickHouse server;
  private final String name;
  private final ClickHouse clickHouse;

  private ScratchDatabase(ClickHouse server, String name, Set<String> own) {
    this.server = server;
    this.name = name;
    this.clickHouse = server.withTablesOf(name, own);
  }

  /**
   * Makes the database.
   *
   * @param prefix of its name, the same for everyone who makes such databases
   * @param likeThose tables of settlement of which it has empty ones
   * @param more tables that it has besides, by their CREATE TABLE
   */
  public static ScratchDatabase open(
      ClickHouse server, String prefix, Set<String> likeThose, Map<String, String> more) {
    dropLeft(server, prefix);
    byte[] random = new byte[4];
    RANDOM.nextBytes(random);
    String name =
        prefix + "_" + SECOND.format(Instant.now()) + "_" + HexFormat.of().formatHex(random);
    Set<String> own = new HashSet<>(likeThose);
    own.addAll(more.keySet());
    server.run("CREATE DATABASE " + name, Map.of());
    ScratchDatabase scratch = new ScratchDatabase(server, name, own);
    try {
      likeThose.forEach(
          table ->
              server.run(
                  "CREATE TABLE %s.%s AS settlement.%s".formatted(name, table, table), Map.of()));
      more.values().forEach(create -> scratch.clickHouse.run(create, Map.of()));
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
    return scratch;
  }

  /** The server with this database's tables in the place of settlement's. */
  public ClickHouse clickHouse() {
    return clickHouse;
  }

  @Override
  public void close() {
    drop(server, name);
  }

  private static void dropLeft(ClickHouse server, String prefix) {
    String oldest = prefix + "_" + SECOND.format(Instant.now().minus(Duration.ofHours(LEFT_HOURS)));
    List<String> left =
        server
            .rows(
                "SELECT name FROM system.databases WHERE match(name, {made:String}) AND name < {oldest:String}",
                Map.of("made", "^" + prefix + "_[0-9]{14}_[0-9a-f]{8}$", "oldest", oldest))
            .stream()
            .map(row -> row.getString("name"))
            .toList();
    left.forEach(name -> drop(server, name));
  }

  private static void drop(ClickHouse server, String name) {
    server.run("DROP DATABASE IF EXISTS " + name + " SYNC", Map.of());
  }
}
