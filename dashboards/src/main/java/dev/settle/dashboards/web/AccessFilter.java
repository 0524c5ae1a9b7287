package dev.settle.dashboards.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in whom {@link AccessConfig} says, and tells the rest of the server who it is ({@link
 * HttpServletRequest#getUserPrincipal}). {@code /health} is open, since probes have no password.
 */
final class AccessFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
  private static final String LOCAL_USER = "local";
  private static final String BASIC = "Basic ";
  private static final Pattern USER = Pattern.compile("[\\p{L}\\p{N}._@+-]{1,64}");

  private final AccessConfig access;
  private final LoginAttempts attempts;

  AccessFilter(AccessConfig access, LoginAttempts attempts) {
    this.access = access;
    this.attempts = attempts;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().equals("/health");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String user;
    if (access.userHeader() != null) {
      user = byProxy(request, response, access.userHeader());
    } else if (access.password() != null) {
      user = byPassword(request, response, access.password());
    } else {
      user = LOCAL_USER;
    }
    if (user != null) {
      chain.doFilter(new As(request, user), response);
    }
  }

  private @Nullable String byProxy(
      HttpServletRequest request, HttpServletResponse response, String header) throws IOException {
    // A literal address: nothing is looked up.
    if (!access.trustedProxies().contains(InetAddress.getByName(request.getRemoteAddr()))) {
      Refusal.send(response, HttpStatus.FORBIDDEN, "NOT_A_PROXY", "come through the reverse proxy");
      return null;
    }
    // Of several the proxy has written one and its client the others.
    List<String> users = Collections.list(request.getHeaders(header));
    if (users.size() != 1 || !USER.matcher(users.get(0)).matches()) {
      Refusal.send(response, HttpStatus.UNAUTHORIZED, "NO_USER", "the reverse proxy named no user");
      return null;
    }
    return users.get(0);
  }

  private @Nullable String byPassword(
      HttpServletRequest request, HttpServletResponse response, String password)
      throws IOException {
    String from = request.getRemoteAddr();
    if (attempts.mustWait(from)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(LoginAttempts.WINDOW.toSeconds()));
      Refusal.send(
          response, HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_ATTEMPTS", "too many wrong passwords");
      return null;
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    String user = authorization == null ? null : user(authorization, password);
    if (user == null) {
      if (authorization != null) {
        LOG.warn("wrong password from {}", from);
        attempts.wrong(from);
      }
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"settle dashboards\", charset=\"UTF-8\"");
      Refusal.send(response, HttpStatus.UNAUTHORIZED, "PASSWORD_NEEDED", "a name and the password");
    }
    return user;
  }

  private static @Nullable String user(String authorization, String password) {
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
    } catch (IllegalArgumentException e) {
      // Not base64 is a wrong password like any other.
      return null;
    }
    String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
    // Compared as bytes in constant time, so that the time tells nothing of the password.
    boolean right =
        pair.length == 2
            && MessageDigest.isEqual(
                pair[1].getBytes(StandardCharsets.UTF_8),
                password.getBytes(StandardCharsets.UTF_8));
    return right && USER.matcher(pair[0]).matches() ? pair[0] : null;
  }

  /** The request with its user. */
  private static final class As extends HttpServletRequestWrapper {
    private final String user;

    As(HttpServletRequest request, String user) {
      super(request);
      this.user = user;
    }

    @Override
    public String getRemoteUser() {
      return user;
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> user;
    }
  }
}
