package dev.settle.stack.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parts of the stack, in the order in which they are started; they are stopped in the reverse
 * order.
 */
public enum Component {
  /** The users' database and the batch's job repository. */
  POSTGRES("postgres", "--postgres-port"),
  /** The broker, its own controller. */
  KAFKA("kafka", "--kafka-port"),
  /** The ClickHouse engine behind HTTP. */
  CLICKHOUSE("clickhouse", "--clickhouse-port"),
  /** Holds the JobManager's leadership and the pointers to the jobs' checkpoints. */
  ZOOKEEPER("zookeeper", "--zookeeper-port"),
  /** Flink's coordinator and REST API. */
  FLINK_JOBMANAGER("flink-jobmanager", "--flink-port"),
  /** Flink's worker. */
  FLINK_TASKMANAGER("flink-taskmanager", "--flink-taskmanager-metrics-port"),
  /** Change capture from PostgreSQL to Kafka. */
  CDC_CONNECTOR("cdc-connector", "--cdc-health-port"),
  /** The page that shows the dashboards. */
  DASHBOARDS("dashboards", "--dashboards-port");

  private final String label;
  private final String portFlag;

  Component(String label, String portFlag) {
    this.label = label;
    this.portFlag = portFlag;
  }

  /** Name on the command line, in files and in {@code status}. */
  public String label() {
    return label;
  }

  /** The flag that changes its port. */
  public String portFlag() {
    return portFlag;
  }

  /** The servers, without the project's own services. */
  public static List<Component> servers() {
    return List.of(POSTGRES, KAFKA, CLICKHOUSE, ZOOKEEPER, FLINK_JOBMANAGER, FLINK_TASKMANAGER);
  }

  /**
   * The component of that name.
   *
   * @throws IllegalArgumentException when there is none; the message lists the names
   */
  public static Component of(String label) {
    return Arrays.stream(values())
        .filter(component -> component.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no component '"
                        + label
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(Component::label)
                            .collect(Collectors.joining(", "))));
  }
}
