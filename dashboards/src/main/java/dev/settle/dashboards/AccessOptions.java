package dev.settle.dashboards;

import dev.settle.dashboards.web.AccessConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Where the server listens and whom it lets in; opened up only with a password or a proxy. */
final class AccessOptions {
  private static final int PASSWORD_MIN = 12;
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");

  /** Without the brackets of an address in a URL; nothing that would have to be looked up. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  @Option(
      names = {"--bind", "--host"},
      paramLabel = "ADDRESS",
      defaultValue = "${env:SETTLE_DASHBOARDS_HOST:-127.0.0.1}",
      description =
          "Address to listen on. Other than loopback needs a password or --user-header. Env"
              + " SETTLE_DASHBOARDS_HOST.")
  private String host = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      defaultValue = "${env:SETTLE_DASHBOARDS_PASSWORD_FILE:-}",
      description =
          "File whose first line is the password for the page (HTTP basic, any name); or put the"
              + " password itself in env SETTLE_DASHBOARDS_PASSWORD. At least 12 characters.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--password",
      hidden = true,
      defaultValue = "${env:SETTLE_DASHBOARDS_PASSWORD:-}",
      showDefaultValue = Visibility.NEVER)
  private @Nullable String password;

  @Option(
      names = "--user-header",
      paramLabel = "NAME",
      defaultValue = "${env:SETTLE_DASHBOARDS_USER_HEADER:-}",
      description =
          "Header in which a reverse proxy names the user that it has let in. Env"
              + " SETTLE_DASHBOARDS_USER_HEADER.")
  private @Nullable String userHeader;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS",
      split = ",",
      defaultValue = "${env:SETTLE_DASHBOARDS_TRUSTED_PROXY:-}",
      description =
          "Addresses of that proxy, with commas; nobody else is answered then. Env"
              + " SETTLE_DASHBOARDS_TRUSTED_PROXY.")
  private @Nullable List<String> trustedProxies;

  /**
   * What the options say together.
   *
   * @throws IllegalArgumentException with every fault, one a line
   */
  AccessConfig read() {
    List<String> faults = new ArrayList<>();
    String secret = secret(faults);
    Set<InetAddress> proxies = proxies(faults);
    AccessConfig access = new AccessConfig(host, secret, blankToNull(userHeader), proxies);
    if (secret != null && secret.length() < PASSWORD_MIN) {
      faults.add("the password is shorter than " + PASSWORD_MIN + " characters");
    }
    if (secret != null && access.userHeader() != null) {
      faults.add("give a password or --user-header, not both");
    }
    if (access.userHeader() != null && !HEADER.matcher(access.userHeader()).matches()) {
      faults.add("--user-header '" + access.userHeader() + "' is no header's name");
    }
    if ((access.userHeader() == null) != proxies.isEmpty()) {
      faults.add("--user-header and --trusted-proxy go together: anyone could send the header");
    }
    if (!access.isLoopback() && secret == null && access.userHeader() == null) {
      faults.add(
          "whoever reaches "
              + host
              + " would see every board: set SETTLE_DASHBOARDS_PASSWORD or --password-file, or"
              + " --user-header with --trusted-proxy");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
    return access;
  }

  private @Nullable String secret(List<String> faults) {
    if (passwordFile == null || passwordFile.toString().isEmpty()) {
      return blankToNull(password);
    }
    try {
      List<String> lines = Files.readAllLines(passwordFile);
      return lines.isEmpty() ? "" : lines.get(0);
    } catch (IOException e) {
      faults.add("cannot read the password from " + passwordFile + ": " + e);
      return null;
    }
  }

  private Set<InetAddress> proxies(List<String> faults) {
    Set<InetAddress> proxies = new HashSet<>();
    for (String text : trustedProxies == null ? List.<String>of() : trustedProxies) {
      if (text.isBlank()) {
        continue;
      }
      try {
        if (!ADDRESS.matcher(text.strip()).matches()) {
          throw new UnknownHostException(text);
        }
        proxies.add(InetAddress.getByName(text.strip()));
      } catch (UnknownHostException e) {
        faults.add("--trusted-proxy '" + text + "' is no address such as 10.0.0.7");
      }
    }
    return proxies;
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
