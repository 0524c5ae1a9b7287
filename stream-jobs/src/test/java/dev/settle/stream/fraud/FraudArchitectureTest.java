package dev.settle.stream.fraud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class FraudArchitectureTest {
  private static final JavaClasses FRAUD = importWithoutLibraries();

  /** Names of the libraries' classes are enough: reading their files would take long. */
  private static JavaClasses importWithoutLibraries() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.settle.stream.fraud");
  }

  @Test
  void shouldKeepRulesAndWindowsFreeOfFrameworks() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.settle.stream.fraud.rule..",
            "dev.settle.stream.fraud.window..",
            "dev.settle.stream.fraud.file..",
            "dev.settle.stream.fraud.history..",
            "dev.settle.stream.fraud.backtest..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "dev.settle.stream.kafka..")
        .because("a back-test uses the same rules and windows")
        .check(FRAUD);
  }

  @Test
  void shouldKeepFraudAndTheOtherJobsApart() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.settle.stream.ledger..", "dev.settle.stream.landing..")
        .check(FRAUD);
  }
}
