package dev.settle.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.settle.schemas.avro.DayClosing;
import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.avro.FraudLateEvent;
import dev.settle.schemas.avro.LedgerAlert;
import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.avro.ReferenceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every contract reads, and is read by, every version ever published (full transitive
 * compatibility).
 */
class SchemaCompatibilityTest {
  private static final SchemaValidator FULL_TRANSITIVE =
      new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

  static Stream<Schema> contracts() {
    return Stream.of(
        PaymentChange.getClassSchema(),
        LedgerEntry.getClassSchema(),
        QuarantineRecord.getClassSchema(),
        ReferenceChange.getClassSchema(),
        LedgerAlert.getClassSchema(),
        DayClosing.getClassSchema(),
        FraudAlert.getClassSchema(),
        FraudLateEvent.getClassSchema());
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldBeCompatibleBothWaysWithEveryPublishedVersion(Schema current) {
    List<Schema> newestFirst = new ArrayList<>(PublishedSchemas.of(current.getName()));
    java.util.Collections.reverse(newestFirst);
    assertThatCode(() -> FULL_TRANSITIVE.validate(current, newestFirst)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldBePublishedAsItsNewestVersion(Schema current) {
    List<Schema> published = PublishedSchemas.of(current.getName());
    assertThat(new Schema.Parser().parse(withoutJavaTypes(current)))
        .as(
            "publish a changed contract as published/%s/v%d.avsc",
            current.getName(), published.size() + 1)
        .isEqualTo(published.get(published.size() - 1));
  }

  @Test
  void shouldNoticeAFieldWithoutDefault() {
    Schema current = LedgerEntry.getClassSchema();
    Schema broken =
        new Schema.Parser()
            .parse(
                withoutJavaTypes(current)
                    .replaceFirst(
                        "\"fields\":\\[", "\"fields\":[{\"name\":\"added\",\"type\":\"long\"},"));
    Assertions.assertThatThrownBy(() -> FULL_TRANSITIVE.validate(broken, List.of(current)))
        .isInstanceOf(SchemaValidationException.class);
  }

  /** The generator marks strings as java.lang.String, which is not part of the contract. */
  private static String withoutJavaTypes(Schema schema) {
    return schema
        .toString()
        .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
  }
}
