package dev.settle.stack.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serial;

/** Flink answered a request with an error. */
public final class FlinkRestException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private static final int LINES_SHOWN = 12;

  private final int status;

  FlinkRestException(String request, int status, String body) {
    super(request + " was answered with " + status + ": " + reason(body));
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The causes out of Flink's answer, which is a stack trace in a JSON list. */
  private static String reason(String body) {
    JsonNode errors;
    try {
      errors = new ObjectMapper().readTree(body).path("errors");
    } catch (JsonProcessingException e) {
      return body.strip();
    }
    StringBuilder reason = new StringBuilder();
    for (JsonNode error : errors) {
      error
          .asText()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("... "))
          .limit(LINES_SHOWN)
          .forEach(line -> reason.append(reason.isEmpty() ? "" : "\n  ").append(line));
    }
    return reason.isEmpty() ? body.strip() : reason.toString();
  }
}
