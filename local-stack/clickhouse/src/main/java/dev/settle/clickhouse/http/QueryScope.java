package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.EngineConnection;
import dev.settle.clickhouse.engine.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection set up for one request: database, settings, read-only mode. A session's connection
 * gets its own database and settings back at the end, since those of the URL hold for one query.
 */
final class QueryScope implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryScope.class);
  private static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
  private static final int UNKNOWN_SETTING = 115;
  private static final int READONLY = 164;

  private final EngineConnection connection;
  private final @Nullable Session session;
  private final List<String> undo = new ArrayList<>();

  private QueryScope(EngineConnection connection, @Nullable Session session) {
    this.connection = connection;
    this.session = session;
  }

  /** Opens a connection for the request, or takes its session. */
  static QueryScope open(QueryContext context, QueryRequest request)
      throws EngineException, IOException {
    RequestParameters parameters = request.parameters();
    QueryScope scope;
    if (parameters.text("session_id").isEmpty()) {
      scope = new QueryScope(context.engine().connect(), null);
    } else {
      Session session = context.sessions().take(request.user().name(), parameters);
      scope = new QueryScope(session.connection, session);
    }
    try {
      scope.setUp(request);
      return scope;
    } catch (EngineException | RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  EngineConnection connection() {
    return connection;
  }

  /** Leaves database and settings as the statement made them: it was USE or SET in a session. */
  void keepChanges() {
    undo.clear();
  }

  private void setUp(QueryRequest request) throws EngineException {
    String database = request.database();
    if (!database.isEmpty()) {
      if (session != null) {
        undo.add("USE " + identifier(connection.text("SELECT currentDatabase()")));
      }
      connection.execute("USE " + identifier(database));
    }
    Map<String, String> settings = request.parameters().settings();
    boolean isReadOnly = request.user().access() == Access.READ_ONLY;
    if (isReadOnly) {
      refuse(settings, "readonly");
      refuse(settings, "allow_ddl");
    } else if (session != null) {
      rememberSettings(settings);
    }
    if (!settings.isEmpty()) {
      connection.execute(assignments(settings));
    }
    if (isReadOnly && !connection.text("SELECT getSetting('readonly')").equals("1")) {
      // Last, since it forbids every further change. In a session it stays.
      connection.execute("SET readonly = 1");
    }
  }

  private static void refuse(Map<String, String> settings, String name) throws EngineException {
    if (settings.containsKey(name)) {
      throw new EngineException(
          READONLY, "Cannot modify '" + name + "' setting in readonly mode. (READONLY)");
    }
  }

  private void rememberSettings(Map<String, String> settings) throws EngineException {
    for (String name : settings.keySet()) {
      String row =
          connection.text(
              "SELECT changed, value FROM system.settings WHERE name = " + literal(name));
      int tab = row.indexOf('\t');
      if (tab > 0) {
        boolean isChanged = row.startsWith("1");
        String value = isChanged ? literal(row.substring(tab + 1)) : "DEFAULT";
        undo.add("SET " + name(name) + " = " + value);
      }
    }
  }

  private static String assignments(Map<String, String> settings) throws EngineException {
    StringJoiner all = new StringJoiner(", ", "SET ", "");
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      all.add(name(setting.getKey()) + " = " + literal(setting.getValue()));
    }
    return all.toString();
  }

  private static String name(String name) throws EngineException {
    if (!SETTING_NAME.matcher(name).matches()) {
      throw new EngineException(
          UNKNOWN_SETTING, "Unknown setting '" + name + "'. (UNKNOWN_SETTING)");
    }
    return name;
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String identifier(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  @Override
  public void close() {
    if (session == null) {
      connection.close();
      return;
    }
    try {
      for (String statement : undo) {
        connection.execute(statement);
      }
    } catch (EngineException e) {
      LOG.warn("a session could not get its settings back: {}", e.text());
    } finally {
      session.giveBack();
    }
  }
}
