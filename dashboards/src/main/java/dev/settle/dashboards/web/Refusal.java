package dev.settle.dashboards.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A filter's answer, in the form of every other error. */
final class Refusal {
  private static final JsonMapper JSON = new JsonMapper();

  private Refusal() {}

  static void send(HttpServletResponse response, HttpStatus status, String code, String message)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(new ErrorView(code, message)));
  }
}
