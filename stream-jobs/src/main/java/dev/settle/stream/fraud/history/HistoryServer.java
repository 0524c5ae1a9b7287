package dev.settle.stream.fraud.history;

import java.net.URI;

/**
 * Where ClickHouse's HTTP interface is and who asks.
 *
 * @param url such as {@code http://127.0.0.1:18123}
 * @param user user name
 * @param password may be empty; never printed
 */
public record HistoryServer(URI url, String user, String password) {
  /** Without the password. */
  @Override
  public String toString() {
    return url.toString();
  }
}
