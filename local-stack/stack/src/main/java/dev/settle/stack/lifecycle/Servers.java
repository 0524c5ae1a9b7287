package dev.settle.stack.lifecycle;

import dev.settle.stack.clickhouse.ClickHouseServer;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.flink.JobManagerServer;
import dev.settle.stack.flink.TaskManagerServer;
import dev.settle.stack.flink.ZooKeeperServer;
import dev.settle.stack.kafka.KafkaServer;
import dev.settle.stack.postgres.PostgresServer;
import dev.settle.stack.process.Server;
import dev.settle.stack.service.ModuleService;
import java.util.Arrays;
import java.util.List;

/** Makes the server of each component. */
public final class Servers {

  private Servers() {}

  /** The server of one component. */
  public static Server of(Component component, StackConfig config) {
    return switch (component) {
      case POSTGRES -> new PostgresServer(config);
      case KAFKA -> new KafkaServer(config);
      case CLICKHOUSE -> new ClickHouseServer(config);
      case ZOOKEEPER -> new ZooKeeperServer(config);
      case FLINK_JOBMANAGER -> new JobManagerServer(config);
      case FLINK_TASKMANAGER -> new TaskManagerServer(config);
      case CDC_CONNECTOR -> ModuleService.cdcConnector(config);
      case DASHBOARDS -> ModuleService.dashboards(config);
    };
  }

  /** All of them, in the order of their start. */
  public static List<Server> all(StackConfig config) {
    return Arrays.stream(Component.values()).map(component -> of(component, config)).toList();
  }

  /** Every port that a component listens on, each with the flag that changes it. */
  static List<PortUse> ports(Component component, StackConfig config) {
    var ports = config.ports();
    return switch (component) {
      case POSTGRES -> List.of(new PortUse(ports.postgres(), component.portFlag()));
      case KAFKA ->
          List.of(
              new PortUse(ports.kafka(), component.portFlag()),
              new PortUse(ports.kafkaController(), "--kafka-controller-port"));
      case CLICKHOUSE -> List.of(new PortUse(ports.clickhouse(), component.portFlag()));
      case ZOOKEEPER -> List.of(new PortUse(ports.zookeeper(), component.portFlag()));
      case FLINK_JOBMANAGER ->
          List.of(
              new PortUse(ports.flink(), component.portFlag()),
              new PortUse(ports.flinkRpc(), "--flink-rpc-port"),
              new PortUse(ports.flinkBlob(), "--flink-blob-port"));
      case FLINK_TASKMANAGER -> List.of();
      case CDC_CONNECTOR -> List.of(new PortUse(ports.cdcHealth(), component.portFlag()));
      case DASHBOARDS -> List.of(new PortUse(ports.dashboards(), component.portFlag()));
    };
  }

  /** A port and the flag that changes it. */
  record PortUse(int port, String flag) {}
}
