package dev.settle.stack.config;

/**
 * The ports of the local stack, all on 127.0.0.1.
 *
 * @param postgres PostgreSQL
 * @param kafka Kafka's clients
 * @param kafkaController Kafka's controller
 * @param clickhouse ClickHouse's HTTP interface
 * @param flink Flink's REST API and page
 * @param flinkRpc the JobManager's RPC
 * @param flinkBlob the JobManager's blob server
 * @param flinkMetrics the JobManager's metrics for Prometheus
 * @param flinkTaskManagerMetrics the TaskManager's
 * @param zookeeper ZooKeeper
 * @param cdcHealth health and metrics of the connector
 * @param dashboards the dashboards' page
 */
public record StackPorts(
    int postgres,
    int kafka,
    int kafkaController,
    int clickhouse,
    int flink,
    int flinkRpc,
    int flinkBlob,
    int flinkMetrics,
    int flinkTaskManagerMetrics,
    int zookeeper,
    int cdcHealth,
    int dashboards) {}
