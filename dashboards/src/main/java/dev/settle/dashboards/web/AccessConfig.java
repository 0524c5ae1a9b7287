package dev.settle.dashboards.web;

import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in. With neither a password nor a user header everyone is, which is for loopback only.
 *
 * @param host address that is listened on
 * @param password what HTTP basic authorization must carry; null: no password
 * @param userHeader header in which a reverse proxy names the user; null: there is no such proxy
 * @param trustedProxies addresses whose header is believed, others get nothing
 */
public record AccessConfig(
    String host,
    @Nullable String password,
    @Nullable String userHeader,
    Set<InetAddress> trustedProxies) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  /** Keeps its own copy of the set. */
  public AccessConfig {
    trustedProxies = Set.copyOf(trustedProxies);
  }

  /** On loopback, open to whoever is on this machine. */
  public static AccessConfig loopback() {
    return new AccessConfig("127.0.0.1", null, null, Set.of());
  }

  /** True for names and addresses that only this machine reaches. */
  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host);
  }

  /** True when only this machine reaches the server. */
  public boolean isLoopback() {
    return isLoopback(host);
  }

  /** Without the password. */
  @Override
  public String toString() {
    String who = password != null ? "with the password" : "everyone on this machine";
    return userHeader == null ? who : "users named by " + userHeader + " from " + trustedProxies;
  }
}
