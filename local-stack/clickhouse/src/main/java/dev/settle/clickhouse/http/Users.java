package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** The users of the front: the library has none. */
public final class Users {
  private static final int AUTHENTICATION_FAILED = 516;

  private final Map<String, Account> accounts;

  /**
   * A user.
   *
   * @param name the name, as sent by clients
   * @param access what it may do
   */
  public record User(String name, Access access) {}

  private record Account(User user, String password) {}

  /** One user with all rights and one that only reads. */
  public Users(String name, String password, String readOnlyName, String readOnlyPassword) {
    if (name.equals(readOnlyName)) {
      throw new IllegalArgumentException(
          "the read-only user must have a name of its own, not " + name);
    }
    accounts =
        Map.of(
            name, new Account(new User(name, Access.FULL), password),
            readOnlyName, new Account(new User(readOnlyName, Access.READ_ONLY), readOnlyPassword));
  }

  /**
   * The user of a request: from X-ClickHouse-User and -Key, basic authorization, or the parameters
   * user and password, in this order; "default" without a password if there is none of them.
   *
   * @throws EngineException 516 for an unknown user or a wrong password
   */
  User authenticate(HttpFields headers, Map<String, String> parameters) throws EngineException {
    String name = headers.get("X-ClickHouse-User");
    String password = headers.get("X-ClickHouse-Key");
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    if (name == null && authorization != null) {
      String[] pair = basic(authorization);
      name = pair[0];
      password = pair[1];
    } else if (name == null) {
      name = parameters.get("user");
      password = parameters.get("password");
    }
    return check(name == null || name.isEmpty() ? "default" : name, password);
  }

  private User check(String name, @Nullable String password) throws EngineException {
    Account account = accounts.get(name);
    byte[] given = bytes(password == null ? "" : password);
    if (account == null || !MessageDigest.isEqual(bytes(account.password), given)) {
      throw new EngineException(
          AUTHENTICATION_FAILED,
          name
              + ": Authentication failed: password is incorrect, or there is no user with such"
              + " name. (AUTHENTICATION_FAILED)");
    }
    return account.user;
  }

  private static String[] basic(String authorization) throws EngineException {
    String scheme = "Basic ";
    try {
      if (authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
        byte[] decoded = Base64.getDecoder().decode(authorization.substring(scheme.length()));
        String pair = new String(decoded, StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        if (colon >= 0) {
          return new String[] {pair.substring(0, colon), pair.substring(colon + 1)};
        }
      }
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    throw refused();
  }

  private static EngineException refused() {
    return new EngineException(
        AUTHENTICATION_FAILED,
        "Authorization header must be 'Basic' with name:password in base64."
            + " (AUTHENTICATION_FAILED)");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
