package dev.settle.stack.migrate;

import dev.settle.schemas.kafka.Topic;
import dev.settle.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Makes the pipeline's topics and keeps their settings as {@link Topics} says. */
final class KafkaTopics {

  private static final int TIMEOUT_MS = 30_000;

  private final String bootstrapServers;

  KafkaTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Makes the missing topics.
   *
   * @return number of topics made
   * @throws KafkaTopicsException when Kafka refuses, or a topic has another number of partitions:
   *     keys would then be spread otherwise than the readers expect, and only a person can decide
   *     what to do
   */
  int create() throws InterruptedException {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "request.timeout.ms", TIMEOUT_MS,
            "default.api.timeout.ms", TIMEOUT_MS);
    try (Admin admin = Admin.create(client)) {
      Set<String> existing = admin.listTopics().names().get();
      List<Topic> missing =
          Topics.all().stream().filter(topic -> !existing.contains(topic.name())).toList();
      checkPartitions(
          admin, Topics.all().stream().filter(topic -> existing.contains(topic.name())).toList());
      admin.createTopics(missing.stream().map(KafkaTopics::newTopic).toList()).all().get();
      setConfigs(admin, Topics.all());
      return missing.size();
    } catch (ExecutionException e) {
      throw new KafkaTopicsException(
          "Kafka at " + bootstrapServers + " did not make the topics: " + e.getCause(), e);
    }
  }

  private static NewTopic newTopic(Topic topic) {
    return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
        .configs(topic.config());
  }

  private static void checkPartitions(Admin admin, List<Topic> topics)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> described =
        admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames().get();
    List<String> wrong = new ArrayList<>();
    for (Topic topic : topics) {
      TopicDescription description = described.get(topic.name());
      if (description != null && description.partitions().size() != topic.partitions()) {
        wrong.add(
            "topic %s has %d partitions, not %d"
                .formatted(topic.name(), description.partitions().size(), topic.partitions()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new KafkaTopicsException(
          String.join("; ", wrong) + ": move its records to a topic made by 'settle migrate'",
          null);
    }
  }

  private static void setConfigs(Admin admin, List<Topic> topics)
      throws ExecutionException, InterruptedException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        topics.stream()
            .collect(
                Collectors.toMap(
                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                    KafkaTopics::settings));
    admin.incrementalAlterConfigs(changes).all().get();
  }

  private static Collection<AlterConfigOp> settings(Topic topic) {
    return topic.config().entrySet().stream()
        .map(
            e ->
                new AlterConfigOp(
                    new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
        .toList();
  }
}
