package dev.settle.stream.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LedgerArchitectureTest {
  private static final JavaClasses STREAM = importWithoutLibraries();

  /** Names of the libraries' classes are enough: reading their files would take long. */
  private static JavaClasses importWithoutLibraries() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.settle.stream");
  }

  @Test
  void shouldKeepTheRulesFreeOfFrameworks() {
    noClasses()
        .that()
        .resideInAPackage("dev.settle.stream.ledger.rule..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "dev.settle.stream.kafka..")
        .because("the batch and the back-test use the same rules")
        .check(STREAM);
  }

  @Test
  void shouldDependOnNoOtherModuleThanSchemas() {
    classes()
        .that()
        .resideInAPackage("dev.settle.stream..")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are of stream, of schemas or from outside the project",
                (JavaClass type) ->
                    !type.getPackageName().startsWith("dev.settle.")
                        || type.getPackageName().startsWith("dev.settle.stream")
                        || type.getPackageName().startsWith("dev.settle.schemas")))
        .check(STREAM);
  }

  @Test
  void shouldKeepTheLedgerAndTheOtherJobsApart() {
    noClasses()
        .that()
        .resideInAPackage("dev.settle.stream.ledger..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.settle.stream.landing..", "dev.settle.stream.fraud..")
        .check(STREAM);
  }
}
