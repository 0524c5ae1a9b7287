package dev.settle.batch.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void shouldReadEveryField() throws IOException {
    RuleFile.Contents contents =
        read(
            """
            {"accounts": ["partner:a", "partner:b", "partner:c", "platform:fees"],
             "ruleSets": [{
               "id": "coffee", "version": 2, "merchant": "m-1", "kind": "TIP", "channel": "WECHAT",
               "currency": "CNY", "effectiveFrom": "2026-01-01", "effectiveTo": "2026-12-31",
               "priority": -3, "base": "NET", "capBasisPoints": 4000, "capAgreement": "contract 12",
               "receiversMax": 4,
               "receivers": [
                 {"account": "partner:a", "type": "FIXED", "amount": 500},
                 {"account": "partner:b", "type": "PERCENT", "basisPoints": 1000,
                  "minimum": 1, "maximum": 99},
                 {"account": "partner:c", "type": "TIERED", "by": "MONTH_VOLUME",
                  "tiers": [{"upTo": 100, "basisPoints": 20}, {"basisPoints": 10}]},
                 {"account": "platform:fees", "type": "REMAINDER"}]}]}
            """);

    assertThat(contents.errors()).isEmpty();
    assertThat(contents.book())
        .isEqualTo(
            new RuleBook(
                Set.of("partner:a", "partner:b", "partner:c", "platform:fees"),
                List.of(
                    new RuleSet(
                        "coffee",
                        2,
                        new Scope("m-1", OrderKind.TIP, Channel.WECHAT, "CNY"),
                        LocalDate.parse("2026-01-01"),
                        LocalDate.parse("2026-12-31"),
                        -3,
                        Base.NET,
                        4_000,
                        "contract 12",
                        4,
                        List.of(
                            Samples.fixed("partner:a", 500),
                            Samples.percent("partner:b", 1_000, 1L, 99L),
                            Samples.tiered(
                                "partner:c",
                                TierAxis.MONTH_VOLUME,
                                new Tier(100L, 20),
                                new Tier(null, 10)),
                            Samples.remainder("platform:fees"))))));
  }

  @Test
  void shouldNameFileLineAndPlaceOfEveryError() throws IOException {
    assertThat(
            read("""
                    {"accounts": ["partner:a", "bank:x", "partner:a", 1],
                     "extra": true,
                     "ruleSets": [
                      {"id": "r", "version": "1", "currency": "CNY", "effectiveFrom": "2026-02-30",
                       "kind": "tip", "base": "GROSS", "priority": 3000000000,
                       "receivers": [
                        {"account": "partner:a", "type": "FIXED", "amount": 5.00, "rate": 1},
                        {"account": "partner:b", "type": "PERCENT"},
                        7]},
                      {"id": "sound", "version": 1, "currency": "CNY", "effectiveFrom": "2026-02-01",
                       "base": "NET",
                       "receivers": [
                        {"account": "partner:z",
                         "type": "PERCENT", "basisPoints": 1}]}]}
                    """)
                .errors())
        .map(error -> error.substring(directory.toString().length() + 1))
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).startsWith("rules.json:1: accounts[1]: 'bank:x' cannot"),
            error -> assertThat(error).startsWith("rules.json:1: accounts[2]: duplicate"),
            error -> assertThat(error).startsWith("rules.json:1: accounts[3]: must be a text"),
            error -> assertThat(error).startsWith("rules.json:2: extra: unknown field"),
            error -> assertThat(error).startsWith("rules.json:4: ruleSets[0].version: must be a"),
            error -> assertThat(error).contains(":4: ruleSets[0].effectiveFrom: '2026-02-30'"),
            error -> assertThat(error).contains(":5: ruleSets[0].kind: 'tip' is none of"),
            error -> assertThat(error).contains(":5: ruleSets[0].priority: 3000000000 is too"),
            error ->
                assertThat(error)
                    .contains(":7: ruleSets[0].receivers[0].amount: must be", "not 5.00"),
            error -> assertThat(error).contains(":7: ruleSets[0].receivers[0].rate: unknown field"),
            error ->
                assertThat(error).contains(":8: ruleSets[0].receivers[1].basisPoints: missing"),
            error ->
                assertThat(error)
                    .contains(":8: ruleSets[0].receivers[1].account: unknown receiver"),
            error -> assertThat(error).contains(":9: ruleSets[0].receivers[2]: must be an object"),
            error ->
                assertThat(error)
                    .contains(":13: ruleSets[1].receivers[0].account: unknown receiver"));
  }

  @Test
  void shouldCheckWhatCanBeReadOfARuleSetWithUnreadableFields() throws IOException {
    assertThat(
            read("""
                    {"accounts": ["partner:a", "partner:b", "partner:c"],
                     "ruleSets": [
                      {"id": "r", "version": 1, "currency": "CNY", "base": "GROSS",
                       "receivers": [
                        {"account": "partner:a", "type": "FIXED", "amount": 1.5},
                        {"account": "partner:b", "type": "RATE", "rate": 1},
                        {"account": "partner:c", "type": "PERCENT", "basisPoints": 3100}]}]}
                    """)
                .errors())
        .map(error -> error.substring(directory.toString().length() + 1))
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).contains(":3: ruleSets[0].effectiveFrom: missing"),
            error -> assertThat(error).contains(":5: ruleSets[0].receivers[0].amount: must be"),
            error -> assertThat(error).contains(":6: ruleSets[0].receivers[1].type: 'RATE'"),
            error -> assertThat(error).contains(":4: ruleSets[0].receivers: the rates sum to 31"));
  }

  @Test
  void shouldRefuseAFieldThatIsNamedTwice() throws IOException {
    assertThat(read("{\"accounts\": [],\n\"accounts\": []}").errors())
        .singleElement()
        .asString()
        .contains("rules.json:2: not valid JSON", "accounts");
  }

  @Test
  void shouldRefuseWhatIsNoRuleFile() throws IOException {
    assertThat(read("").errors())
        .singleElement()
        .asString()
        .contains(":1: must be one JSON object");
    assertThat(read("[]").errors()).singleElement().asString().contains("must be one JSON object");
    assertThat(read("{}{}").errors())
        .singleElement()
        .asString()
        .contains("must be one JSON object");
    assertThat(read("{\"accounts\": [],\n").errors())
        .singleElement()
        .asString()
        .contains("not valid JSON");
    assertThat(read("{\"accounts\": [], \"ruleSets\": []}").errors())
        .singleElement()
        .asString()
        .contains("ruleSets: no rule sets");
  }

  private RuleFile.Contents read(String json) throws IOException {
    return RuleFile.read(Files.writeString(directory.resolve("rules.json"), json));
  }
}
