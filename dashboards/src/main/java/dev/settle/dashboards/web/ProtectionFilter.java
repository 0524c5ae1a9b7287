package dev.settle.dashboards.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Security headers on every answer. On loopback it also refuses host names that are not loopback's,
 * so that a web page elsewhere cannot read the boards through a name that it points here (DNS
 * rebinding).
 */
final class ProtectionFilter extends OncePerRequestFilter {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final boolean loopbackOnly;

  ProtectionFilter(String host) {
    this.loopbackOnly = isLoopback(host);
  }

  /** True for names and addresses that only this machine reaches. */
  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (loopbackOnly && !isLoopback(request.getServerName())) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, "not a name of this server");
      return;
    }
    chain.doFilter(request, response);
  }
}
