package dev.settle.dashboards.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Security headers on every answer, and no request that a web page elsewhere makes a browser send.
 * On loopback it refuses host names that are not loopback's, so that such a page cannot read the
 * boards through a name that it points here (DNS rebinding). From such a page only a link is
 * followed; pictures, scripts and forms of it would work for it with the reader's login.
 */
final class ProtectionFilter extends OncePerRequestFilter {
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** A statement of the longest length, every character escaped. */
  private static final long BODY_BYTES_MAX = 256 * 1024;

  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final boolean loopbackOnly;

  ProtectionFilter(AccessConfig access) {
    this.loopbackOnly = access.isLoopback();
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
    if (request.getRequestURI().startsWith("/api/")) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    if (loopbackOnly && !AccessConfig.isLoopback(request.getServerName())) {
      Refusal.send(response, HttpStatus.FORBIDDEN, "WRONG_HOST", "not a name of this server");
    } else if (isFromElsewhere(request) && !isLink(request)) {
      Refusal.send(
          response, HttpStatus.FORBIDDEN, "CROSS_SITE", "not asked by a page of this server");
    } else if (isTooLong(request)) {
      Refusal.send(response, HttpStatus.CONTENT_TOO_LARGE, "TOO_LONG", "a body has at most 256 KB");
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Browsers name at least one of the two; what names none is no browser and has no logins. */
  private static boolean isFromElsewhere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN_SITES.contains(site);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST));
  }

  private static boolean isLink(HttpServletRequest request) {
    return READING.contains(request.getMethod())
        && "document".equals(request.getHeader("Sec-Fetch-Dest"));
  }

  /** Also a body that does not say how long it is: no page sends such. */
  private static boolean isTooLong(HttpServletRequest request) {
    return request.getContentLengthLong() > BODY_BYTES_MAX
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      // No address at all, so certainly not ours.
      return false;
    }
  }
}
