package dev.settle.stack.deploy;

import static dev.settle.stack.deploy.DeployFiles.DEPLOY;
import static dev.settle.stack.deploy.DeployFiles.list;
import static dev.settle.stack.deploy.DeployFiles.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.settle.stack.flink.JobKind;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.kubernetes.operator.api.spec.FlinkDeploymentSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code deploy/kubernetes}, held against the types of Kubernetes and of Flink's operator. */
class KubernetesTest {
  private static final Path FOLDER = DEPLOY.resolve("kubernetes");

  /** What a type does not know is a mistake: the types take anything otherwise. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // The newest operator API on Maven Central is older than Flink 2.2.
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated a) {
                  return false;
                }

                @Override
                public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                    MapperConfig<?> config, Annotated a) {
                  return JsonIgnoreProperties.Value.empty();
                }

                @Override
                public Boolean hasAnyGetter(Annotated a) {
                  return false;
                }
              });

  static Stream<Map<String, Object>> documents() {
    return DeployFiles.files(FOLDER, ".yaml").stream()
        .filter(file -> !file.endsWith("kustomization.yaml"))
        .flatMap(file -> DeployFiles.yaml(file).stream());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void shouldHaveTheFieldsOfItsKind(Map<String, Object> document) {
    String kind = String.valueOf(document.get("kind"));
    if (kind.equals("FlinkDeployment")) {
      assertThat(document).containsEntry("apiVersion", "flink.apache.org/v1beta1");
      FlinkDeploymentSpec spec =
          STRICT.convertValue(document.get("spec"), FlinkDeploymentSpec.class);
      assertThat(spec.getJob().getEntryClass()).isNotBlank();
      return;
    }
    Class<?> type =
        switch (kind) {
          case "Deployment" -> Deployment.class;
          case "Service" -> Service.class;
          case "Secret" -> Secret.class;
          case "CronJob" -> CronJob.class;
          case "Job" -> Job.class;
          default -> throw new AssertionError("a kind that this test does not know: " + kind);
        };
    assertThat(STRICT.convertValue(document, type)).isNotNull();
  }

  @Test
  void shouldRefuseFieldsThatThereAreNot() {
    assertThatThrownBy(
            () -> STRICT.convertValue(Map.of("spec", Map.of("replica", 1)), Deployment.class))
        .hasMessageContaining("replica");
    assertThatThrownBy(
            () -> STRICT.convertValue(Map.of("jobs", Map.of()), FlinkDeploymentSpec.class))
        .hasMessageContaining("jobs");
  }

  @Test
  void shouldRunEachJobByItsOwnClass() {
    List<String> classes = new ArrayList<>();
    documents()
        .filter(document -> "FlinkDeployment".equals(document.get("kind")))
        .forEach(
            document -> {
              Map<String, Object> spec = map(document.get("spec"));
              assertThat(spec).containsEntry("flinkVersion", "v2_2");
              Map<String, Object> job = map(spec.get("job"));
              assertThat(job).containsEntry("upgradeMode", "savepoint");
              assertThat((String) job.get("jarURI"))
                  .isEqualTo(
                      "local://"
                          + DeployFiles.found(
                                  DeployFiles.text(FOLDER.resolve("Dockerfile.flink")),
                                  "COPY \\S+ (\\S+)")
                              .iterator()
                              .next());
              classes.add(String.valueOf(job.get("entryClass")));
            });
    assertThat(classes)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(JobKind.values()).map(JobKind::entryClass).toList());
  }

  @Test
  void shouldTellProgramsOnlyWhatTheyUnderstandFromSecretsThatTheExampleHas() {
    Set<String> understood = DeployFiles.understood();
    Set<String> secrets = new TreeSet<>();
    DeployFiles.yaml(FOLDER.resolve("secret.example.yaml"))
        .forEach(
            secret -> {
              secrets.add(String.valueOf(map(secret.get("metadata")).get("name")));
              Map<String, Object> data = map(secret.get("stringData"));
              assertThat(understood).containsAll(data.keySet());
              data.forEach(
                  (name, value) -> {
                    if (name.endsWith("PASSWORD")) {
                      assertThat(value).as(name).isEqualTo("");
                    }
                  });
            });
    for (Path file : DeployFiles.files(FOLDER, ".yaml")) {
      String text = DeployFiles.text(file);
      assertThat(secrets)
          .as(file.toString())
          .containsAll(DeployFiles.found(text, "secretRef:\\s+name: (\\S+)"));
      assertThat(understood)
          .as(file.toString())
          .containsAll(DeployFiles.found(text, "name: (SETTLE_[A-Z_]+)"));
      assertThat(DeployFiles.found(text, "image: (\\S+)"))
          .as(file.toString())
          .allMatch(image -> image.matches("settle(-flink)?:\\d[\\d.]*"));
    }
  }

  @Test
  void shouldListFilesThatAreThere() {
    Map<String, Object> list = DeployFiles.yaml(FOLDER.resolve("kustomization.yaml")).get(0);
    assertThat(list(list.get("resources")))
        .hasSizeGreaterThan(4)
        .allSatisfy(file -> assertThat(FOLDER.resolve(String.valueOf(file))).exists());
  }
}
