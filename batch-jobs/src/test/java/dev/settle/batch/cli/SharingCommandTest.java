package dev.settle.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharingCommandTest {
  private static final String RULES =
      """
      {"accounts": ["partner:a"],
       "ruleSets": [
        {"id": "coffee", "version": 1, "merchant": "m-1", "currency": "CNY",
         "effectiveFrom": "2026-01-01", "base": "NET",
         "receivers": [{"account": "partner:a", "type": "PERCENT", "basisPoints": 1000}]},
        {"id": "all", "version": 1, "currency": "CNY",
         "effectiveFrom": "2026-01-01", "base": "GROSS", "priority": 5,
         "receivers": [{"account": "partner:a", "type": "FIXED", "amount": 1}]}]}
      """;

  @TempDir private Path directory = Path.of("");

  @Test
  void shouldAcceptSoundRules() throws IOException {
    Ran ran = run("validate", "--rules", file(RULES));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("coffee version 1: merchant m-1, any kind, any channel, CNY; from 2026-01-01")
        .endsWith("accepted, rule sets: 2\n");
  }

  @Test
  void shouldListErrorsAndExitWith65() throws IOException {
    Ran ran = run("validate", "--rules", file(RULES.replace("1000", "3100")));

    assertThat(ran.exitCode()).isEqualTo(65);
    assertThat(ran.err())
        .contains("rules.json:5: ruleSets[0].receivers: the rates sum to 31.00 %")
        .contains("rules.json is refused, errors: 1");
  }

  @Test
  void shouldExitWith2WhenThereIsNoSuchFileOrTheUsageIsWrong() throws IOException {
    assertThat(run("validate", "--rules", "missing.json").exitCode()).isEqualTo(2);
    assertThat(run("publish").exitCode()).isEqualTo(2);
    assertThat(simulate("--amount", "1", "--kind", "TOP_UP").exitCode()).isEqualTo(2);
    assertThat(simulate("--amount", "1", "--currency", "XAU").exitCode()).isEqualTo(2);
  }

  @Test
  void shouldShowThePartsTheReasonsAndWhatEachRefundTakesBack() throws IOException {
    Ran ran = simulate("--amount", "100.00", "--fee", "0.60", "--refund", "40", "--refund", "60");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            coffee version 1 applies on 2026-11-22: merchant m-1, any kind, any channel, CNY, priority 0, from 2026-01-01
              before all version 1: more specific than any merchant, any kind, any channel, CNY
              base CNY 99.40 NET: amount CNY 100.00 - refunds CNY 0.00 - fee CNY 0.60
              limit CNY 29.82: 30.00 % of the base, rounded down
              partner:a CNY 9.94: PERCENT 10.00 % is CNY 9.94
              merchant keeps CNY 89.46: what is not shared
            refund CNY 40.00, all refunds CNY 40.00
              claws back CNY 4.00 from partner:a
              takes CNY 36.00 from the merchant
              base CNY 59.40 NET: amount CNY 100.00 - refunds CNY 40.00 - fee CNY 0.60
              limit CNY 17.82: 30.00 % of the base, rounded down
              partner:a CNY 5.94: PERCENT 10.00 % is CNY 5.94
              merchant keeps CNY 53.46: what is not shared
            refund CNY 60.00, all refunds CNY 100.00
              claws back CNY 5.94 from partner:a
              takes CNY 54.06 from the merchant
              base CNY -0.60 NET: amount CNY 100.00 - refunds CNY 100.00 - fee CNY 0.60
              limit CNY 0.00: 30.00 % of the base, rounded down; nothing to share, the merchant bears the base
              partner:a CNY 0.00: PERCENT 10.00 % of nothing
              merchant keeps CNY -0.60: what is not shared
            """);
  }

  @Test
  void shouldLeaveEverythingToTheMerchantWithoutARuleSet() throws IOException {
    Ran ran = simulate("--amount", "1", "--currency", "JPY");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("no rule set is in force", "the merchant keeps JPY 1");
  }

  @Test
  void shouldRefuseAmountsThatCannotBe() throws IOException {
    assertThat(simulate("--amount", "1.001").err())
        .contains("--amount 1.001 is not an amount in CNY", "at most 2 decimals");
    assertThat(simulate("--amount", "-1").exitCode()).isEqualTo(65);
    assertThat(simulate("--amount", "1", "--refund", "0.60", "--refund", "0.41"))
        .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(65))
        .satisfies(ran -> assertThat(ran.err()).contains("more than the amount"));
  }

  private Ran simulate(String... more) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "simulate",
                "--rules",
                file(RULES),
                "--merchant",
                "m-1",
                "--channel",
                "WECHAT",
                "--date",
                "2026-11-22"));
    List<String> given = List.of(more);
    args.addAll(given);
    if (!given.contains("--kind")) {
      args.addAll(List.of("--kind", "PURCHASE"));
    }
    if (!given.contains("--currency")) {
      args.addAll(List.of("--currency", "CNY"));
    }
    return run(args.toArray(String[]::new));
  }

  private static Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of("sharing"));
    all.addAll(List.of(args));
    return Ran.of(all);
  }

  private String file(String rules) throws IOException {
    return Files.writeString(directory.resolve("rules.json"), rules).toString();
  }
}
