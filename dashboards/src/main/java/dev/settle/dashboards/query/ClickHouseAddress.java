package dev.settle.dashboards.query;

/**
 * Where ClickHouse is and as whom it is read.
 *
 * @param url such as {@code http://127.0.0.1:18123}
 * @param user a login that may only read
 * @param password empty: none
 */
public record ClickHouseAddress(String url, String user, String password) {
  /** Without the password. */
  @Override
  public String toString() {
    return user + " at " + url;
  }
}
