package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.EngineException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.Fields;

/**
 * The parameters of a request's URL by what they are: the front's own, settings of the query, and
 * values of {@code {name:Type}} placeholders ({@code param_name}).
 *
 * @param control the front's own
 * @param settings all others; the engine says whether it knows them
 * @param placeholders values by name, in ClickHouse's escaped text form
 */
record RequestParameters(
    Map<String, String> control, Map<String, String> settings, Map<String, String> placeholders) {
  private static final String PLACEHOLDER_PREFIX = "param_";
  private static final Set<String> CONTROL =
      Set.of(
          "query",
          "database",
          "default_format",
          "query_id",
          "user",
          "password",
          "role",
          "quota_key",
          "stacktrace",
          "compress",
          "decompress",
          "buffer_size",
          "wait_end_of_query",
          "session_id",
          "session_timeout",
          "session_check",
          "close_session",
          "client_protocol_version");

  static RequestParameters of(Fields fields) {
    Map<String, String> control = new LinkedHashMap<>();
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, String> placeholders = new LinkedHashMap<>();
    for (Fields.Field field : fields) {
      String name = field.getName();
      String value = field.getValue() == null ? "" : field.getValue();
      if (CONTROL.contains(name)) {
        control.put(name, value);
      } else if (name.startsWith(PLACEHOLDER_PREFIX)) {
        placeholders.put(name.substring(PLACEHOLDER_PREFIX.length()), value);
      } else {
        settings.put(name, value);
      }
    }
    return new RequestParameters(control, settings, placeholders);
  }

  String text(String name) {
    return control.getOrDefault(name, "");
  }

  boolean isOn(String name) {
    String value = text(name);
    return value.equals("1") || value.equalsIgnoreCase("true");
  }

  boolean isSettingOn(String name) {
    String value = settings.getOrDefault(name, "0");
    return value.equals("1") || value.equalsIgnoreCase("true");
  }

  /** A number, or {@code ifMissing}. */
  int number(String name, int ifMissing) throws EngineException {
    String value = text(name);
    if (value.isEmpty()) {
      return ifMissing;
    }
    try {
      return Integer.parseUnsignedInt(value);
    } catch (NumberFormatException e) {
      throw new EngineException(
          72, "Parameter " + name + " is not a number: '" + value + "'. (CANNOT_PARSE_NUMBER)");
    }
  }
}
