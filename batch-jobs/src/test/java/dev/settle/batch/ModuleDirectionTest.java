package dev.settle.batch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Modules depend downwards only (docs/architecture.md). */
class ModuleDirectionTest {
  private static final JavaClasses MODULE = importWithoutLibraries();

  /** Names of the libraries' classes are enough: reading their files would take long. */
  private static JavaClasses importWithoutLibraries() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.settle.batch");
  }

  @Test
  void shouldDependOnNoModuleBesideOrAboveIt() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.settle.cdc..",
            "dev.settle.stream..",
            "dev.settle.dashboards..",
            "dev.settle.stack..",
            "dev.settle.clickhouse..")
        .check(MODULE);
  }

  /**
   * The local stack writes statements with these classes, and has none of the night's libraries.
   */
  @Test
  void shouldReadAndWriteStatementsWithoutSpringOrServers() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.settle.batch.statement.*..")
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "com.clickhouse..",
            "org.apache.kafka..",
            "org.slf4j..",
            "java.sql..",
            "dev.settle.batch.clickhouse..")
        .because("a bill is checked alone, with nothing running")
        .check(MODULE);
  }
}
