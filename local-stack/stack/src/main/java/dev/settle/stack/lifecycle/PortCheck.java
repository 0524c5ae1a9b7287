package dev.settle.stack.lifecycle;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Ports;
import dev.settle.stack.process.RunDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes sure, before anything is started, that every port is free. */
final class PortCheck {

  private PortCheck() {}

  /**
   * Checks the ports of what is not running yet.
   *
   * @param supervised components that a living supervisor keeps, whose ports are theirs to use
   */
  static void check(
      StackConfig config, RunDirectory run, Set<Component> wanted, Set<Component> supervised)
      throws IOException {
    List<String> problems = new ArrayList<>();
    for (Component component : wanted) {
      Optional<ComponentRecord> record =
          run.read(component.label()).filter(ComponentRecord::isAlive);
      if (record.isPresent()) {
        int port = Servers.of(component, config).port();
        if (record.get().port() != port) {
          problems.add(
              "%s runs on port %d already, not on %d: run 'settle down' first, or leave out %s"
                  .formatted(component.label(), record.get().port(), port, component.portFlag()));
        }
      } else if (!supervised.contains(component)) {
        for (Servers.PortUse use : Servers.ports(component, config)) {
          if (!Ports.isFree(use.port())) {
            problems.add(describe(component.label(), use.port(), use.flag()));
          }
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new PortInUseException(String.join("\n", problems));
    }
  }

  private static String describe(String component, int port, String flag) {
    return "port %d on 127.0.0.1, which %s needs, is in use by %s: stop that, or choose another port with %s or %s"
        .formatted(
            port,
            component,
            Ports.describeHolder(port),
            flag,
            "SETTLE_" + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT));
  }
}
