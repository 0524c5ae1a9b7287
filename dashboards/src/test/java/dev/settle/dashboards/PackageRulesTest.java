package dev.settle.dashboards;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class PackageRulesTest {
  @Test
  void shouldDependDownwardsOnly() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.settle.dashboards");

    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("server")
        .definedBy("dev.settle.dashboards")
        .layer("web")
        .definedBy("dev.settle.dashboards.web")
        .layer("explore")
        .definedBy("dev.settle.dashboards.explore")
        .layer("query")
        .definedBy("dev.settle.dashboards.query")
        .layer("grafana")
        .definedBy("dev.settle.dashboards.grafana")
        .layer("board")
        .definedBy("dev.settle.dashboards.board")
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("web")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("grafana")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("explore")
        .mayOnlyBeAccessedByLayers("web", "server")
        .whereLayer("query")
        .mayOnlyBeAccessedByLayers("explore", "web", "server")
        .check(classes);
  }
}
