package dev.settle.cdc;

import java.io.IOException;

/** A migrated PostgreSQL and an empty broker, which come up side by side. */
record TestServers(TestPostgres postgres, TestKafka kafka) implements AutoCloseable {
  static TestServers start() throws IOException, InterruptedException {
    TestServers servers = new TestServers(new TestPostgres(), new TestKafka());
    try {
      servers.kafka.launch();
      servers.postgres.start().migrate();
      servers.kafka.awaitUp();
      return servers;
    } catch (IOException | InterruptedException | RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  /** The connector between the two. */
  ConnectorProcess connector(String... flags) throws IOException {
    return new ConnectorProcess(postgres.url(), kafka.servers(), flags);
  }

  @Override
  public void close() throws IOException {
    try (kafka) {
      postgres.close();
    }
  }
}
