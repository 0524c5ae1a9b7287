package dev.settle.stack.traffic;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payment service's database and how to come back to it after it was away.
 *
 * @param url JDBC address
 * @param user login
 * @param password its password
 * @param patience how long to try to reach it again before giving up
 */
public record PaymentDatabase(String url, String user, String password, Duration patience) {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentDatabase.class);
  private static final long BACKOFF_MIN_MS = 100;
  private static final long BACKOFF_MAX_MS = 3_000;
  private static final String CONNECT_TIMEOUT_S = "5";
  private static final String SOCKET_TIMEOUT_S = "120";

  /** Without the password. */
  @Override
  public String toString() {
    return url + " as " + user;
  }

  /** A new connection that commits by itself. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_S);
    properties.setProperty("socketTimeout", SOCKET_TIMEOUT_S);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "settle-traffic");
    return DriverManager.getConnection(url, properties);
  }

  /**
   * Connects, trying again with growing pauses.
   *
   * @throws TrafficException when it was not reachable for as long as the patience lasts
   * @throws SQLException when it answers but refuses, such as for a wrong password
   */
  public Connection connectPatiently() throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long pauseMs = BACKOFF_MIN_MS;
    while (true) {
      try {
        return connect();
      } catch (SQLException e) {
        if (!isConnectionLost(e)) {
          throw e;
        }
        if (System.nanoTime() >= deadline) {
          throw TrafficException.unreachable(
              "PostgreSQL at %s has not answered for %d s: is it running? (settle status)"
                  .formatted(url, patience.toSeconds()),
              e);
        }
        LOG.warn(
            "PostgreSQL at {} does not answer ({}); next try in {} ms",
            url,
            e.getMessage(),
            pauseMs);
        Thread.sleep(pauseMs);
        pauseMs = Math.min(BACKOFF_MAX_MS, pauseMs * 2);
      }
    }
  }

  /**
   * True for errors that say that the connection or the server is gone, or that the server is not
   * ready yet.
   */
  public static boolean isConnectionLost(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300"));
  }

  /** True for errors after which the same transaction may simply be tried again. */
  static boolean isWorthRetrying(SQLException e) {
    String state = e.getSQLState();
    return isConnectionLost(e) || "40001".equals(state) || "40P01".equals(state);
  }
}
