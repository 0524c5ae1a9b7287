package dev.settle.stream.landing.clickhouse;

import java.io.Serializable;
import java.net.URI;

/**
 * Where ClickHouse's HTTP interface is and who asks.
 *
 * @param url such as {@code http://127.0.0.1:18123}, without a path or query
 * @param user user name
 * @param password may be empty; never printed
 */
public record ClickHouseAddress(URI url, String user, String password) implements Serializable {
  /** Without the password. */
  @Override
  public String toString() {
    return url + " as " + user;
  }
}
