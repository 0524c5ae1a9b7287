package dev.settle.stack.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of Flink's REST API that the launcher uses. */
public final class FlinkRest {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration GET_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CHANGE_TIMEOUT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

  /** For the API at this address, such as {@code http://127.0.0.1:18081}. */
  public FlinkRest(String url) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** The address. */
  public String url() {
    return url;
  }

  /**
   * Reads a resource.
   *
   * @throws FlinkRestException when Flink answers with an error
   * @throws IOException when it cannot be reached
   */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).timeout(GET_TIMEOUT).GET().build());
  }

  /** Posts JSON; see {@link #get(String)} for the errors. */
  public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(
        request(path)
            .timeout(CHANGE_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  /** Asks for a change of a resource; see {@link #get(String)} for the errors. */
  public JsonNode patch(String path) throws IOException, InterruptedException {
    return send(
        request(path).timeout(CHANGE_TIMEOUT).method("PATCH", BodyPublishers.noBody()).build());
  }

  /** Deletes a resource; see {@link #get(String)} for the errors. */
  public void delete(String path) throws IOException, InterruptedException {
    send(request(path).timeout(GET_TIMEOUT).DELETE().build());
  }

  /** Uploads a jar and returns the id under which the cluster keeps it. */
  public String upload(Path jar) throws IOException, InterruptedException {
    String boundary = "settle-" + UUID.randomUUID();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\nContent-Type: application/java-archive\r\n\r\n"
            .formatted(boundary, jar.getFileName());
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    JsonNode answer =
        send(
            request("/jars/upload")
                .timeout(CHANGE_TIMEOUT)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body)
                .build());
    String filename = answer.path("filename").asText();
    return filename.substring(filename.lastIndexOf('/') + 1);
  }

  /** All jobs that the cluster knows, the ended ones too. */
  public List<FlinkJob> jobs() throws IOException, InterruptedException {
    return FlinkJob.list(get("/jobs/overview").path("jobs"));
  }

  /** When the last checkpoint of a job was completed, and its id; null when it has none yet. */
  public @Nullable FlinkCheckpoint lastCheckpoint(String jobId)
      throws IOException, InterruptedException {
    JsonNode latest = get("/jobs/" + jobId + "/checkpoints").path("latest").path("completed");
    return latest.hasNonNull("id") ? FlinkCheckpoint.of(latest) : null;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() / 100 != 2) {
      throw new FlinkRestException(
          request.method() + " " + request.uri(), response.statusCode(), response.body());
    }
    return JSON.readTree(response.body());
  }
}
