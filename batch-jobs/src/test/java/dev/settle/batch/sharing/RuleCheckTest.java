package dev.settle.batch.sharing;

import static dev.settle.batch.sharing.Samples.book;
import static dev.settle.batch.sharing.Samples.fixed;
import static dev.settle.batch.sharing.Samples.percent;
import static dev.settle.batch.sharing.Samples.remainder;
import static dev.settle.batch.sharing.Samples.rules;
import static dev.settle.batch.sharing.Samples.tiered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleCheckTest {
  private static final Scope WECHAT = new Scope("m-1", null, Channel.WECHAT, "CNY");

  @Test
  void shouldAcceptRulesWithoutErrors() {
    assertThat(
            errors(
                rules(
                    fixed("partner:a", 1),
                    percent("partner:b", 1_000, 1L, 2L),
                    tiered("partner:c", TierAxis.ORDER, new Tier(1L, 0), new Tier(null, 500)),
                    remainder("platform:fees"))))
        .isEmpty();
  }

  @Test
  void shouldListEveryErrorOfARuleSet() {
    RuleSet wrong =
        new RuleSet(
            "a b",
            0,
            new Scope("m/1", OrderKind.TOP_UP, null, "XAU"),
            LocalDate.parse("2026-02-01"),
            LocalDate.parse("2026-01-31"),
            0,
            Base.NET,
            0,
            " ",
            51,
            List.of());

    assertThat(errors(wrong))
        .extracting(RuleError::place)
        .containsExactly(
            "ruleSets[0].merchant",
            "ruleSets[0].kind",
            "ruleSets[0].currency",
            "ruleSets[0].id",
            "ruleSets[0].version",
            "ruleSets[0].effectiveTo",
            "ruleSets[0].capAgreement",
            "ruleSets[0].capBasisPoints",
            "ruleSets[0].receiversMax",
            "ruleSets[0].receivers");
  }

  @Test
  void shouldListEveryErrorOfTheReceivers() {
    RuleBook wrong =
        new RuleBook(
            Set.of("partner:a", "merchant:m-1:pending"),
            List.of(
                of(
                    WECHAT,
                    null,
                    null,
                    fixed("partner:a", 0),
                    new Receiver("partner:a", new Share.Fixed(1), 1L, null),
                    percent("partner:x", 0, 5L, 4L),
                    new Receiver("merchant:m-1:pending", new Share.Remainder(), 1L, null),
                    remainder("partner:y", 0L))));

    assertThat(RuleCheck.errors(wrong))
        .extracting(error -> error.place().replace("ruleSets[0].receivers", ""), RuleError::message)
        .extracting(Object::toString)
        .satisfiesExactly(
            error -> assertThat(error).contains("[0].amount", "not between 1 and"),
            error -> assertThat(error).contains("[1]", "FIXED amount has no minimum"),
            error -> assertThat(error).contains("[1].account", "duplicate receiver"),
            error -> assertThat(error).contains("[2].account", "unknown receiver 'partner:x'"),
            error -> assertThat(error).contains("[2].basisPoints", "0 basis points"),
            error -> assertThat(error).contains("[2]", "minimum 5 is above the maximum 4"),
            error -> assertThat(error).contains("[3].account", "from itself"),
            error -> assertThat(error).contains("[3].minimum", "REMAINDER has no minimum"),
            error -> assertThat(error).contains("[4].account", "unknown receiver 'partner:y'"),
            error -> assertThat(error).contains("[4].maximum", "0 minor units"),
            error -> assertThat(error).contains("[4]", "second REMAINDER"));
  }

  @Test
  void shouldListEveryErrorOfTheTiers() {
    assertThat(
            errors(
                rules(
                    tiered("partner:a", TierAxis.ORDER),
                    tiered(
                        "partner:b",
                        TierAxis.ORDER,
                        new Tier(10L, 0),
                        new Tier(10L, -1),
                        new Tier(null, 0),
                        new Tier(20L, 0)),
                    tiered("partner:c", TierAxis.ORDER, new Tier(null, 0)))))
        .extracting(error -> error.place() + ": " + error.message())
        .satisfiesExactly(
            error -> assertThat(error).contains("receivers[0].tiers: no tiers"),
            error -> assertThat(error).contains("tiers[1].basisPoints: -1"),
            error -> assertThat(error).contains("tiers[1].upTo: tiers are not ascending"),
            error -> assertThat(error).contains("tiers[2]: only the last tier is open"),
            error -> assertThat(error).contains("tiers[3]: the last tier must be open"),
            error -> assertThat(error).contains("receivers[2].tiers: every tier has rate 0"));
  }

  @Test
  void shouldRefuseRatesAboveTheBaseOrTheCap() {
    Receiver half = percent("partner:a", 5_000);
    Receiver tiers = tiered("partner:b", TierAxis.ORDER, new Tier(10L, 5_001), new Tier(null, 1));
    Scope alipay = new Scope(null, null, Channel.ALIPAY, "CNY");

    assertThat(messages(of(alipay, null, null, half, tiers)))
        .containsExactly("the rates sum to 100.01 %, above the base");
    assertThat(messages(of(alipay, 4_999, null, half)))
        .containsExactly("the rates sum to 50.00 %, above the cap of 49.99 %");
    assertThat(messages(of(Samples.ANY, null, null, half)))
        .containsExactly(
            "the rates sum to 50.00 %, above the cap of 30.00 %, the lowest of the channels: name the channel or the capAgreement");
    assertThat(messages(of(alipay, null, null, half))).isEmpty();
  }

  @Test
  void shouldAskForAnAgreementAboveWhatTheChannelAllows() {
    Receiver some = percent("partner:a", 2_000);

    assertThat(messages(of(WECHAT, 3_001, null, some)))
        .singleElement()
        .asString()
        .contains("30.01 % is above the 30.00 % that WECHAT allows");
    assertThat(messages(of(WECHAT, 3_001, "contract 12", some))).isEmpty();
    assertThat(messages(of(WECHAT, 3_000, null, some))).isEmpty();
  }

  @Test
  void shouldRefuseMoreThanFiftyReceivers() {
    Receiver[] many =
        IntStream.range(0, 51).mapToObj(i -> fixed("partner:p" + i, 1)).toArray(Receiver[]::new);

    assertThat(messages(rules(many))).containsExactly("51 receivers, at most 50");
  }

  @Test
  void shouldRefuseOverlapsUnlessPriorityDatesOrScopeTellApart() {
    RuleSet one = rules("one", 1, Samples.ANY, "2026-01-01", "2026-06-30", 0);

    assertThat(messages(one, rules("two", 1, Samples.ANY, "2026-06-30", null, 0)))
        .singleElement()
        .asString()
        .contains("overlaps one version 1 (ruleSets[0])");
    assertThat(messages(one, rules("two", 1, Samples.ANY, "2026-07-01", null, 0))).isEmpty();
    assertThat(messages(one, rules("two", 1, Samples.ANY, "2026-06-30", null, 1))).isEmpty();
    assertThat(messages(one, rules("two", 1, WECHAT, "2026-06-30", null, 0))).isEmpty();
  }

  @Test
  void shouldRefuseVersionsThatAreThereTwiceOrDoNotBeginLater() {
    RuleSet first = rules("r", 1, Samples.ANY, "2026-01-01", null, 0);

    assertThat(messages(first, rules("r", 1, Samples.ANY, "2026-02-01", null, 0)))
        .containsExactly("duplicate: r version 1 is there twice");
    assertThat(messages(first, rules("r", 2, Samples.ANY, "2026-01-01", null, 0)))
        .containsExactly("ambiguous: version 2 does not begin after version 1 of r");
    assertThat(messages(first, rules("r", 2, Samples.ANY, "2026-02-01", null, 0))).isEmpty();
  }

  private static RuleSet of(
      Scope scope, @Nullable Integer cap, @Nullable String agreement, Receiver... receivers) {
    return new RuleSet(
        "r",
        1,
        scope,
        LocalDate.parse("2026-01-01"),
        null,
        0,
        Base.GROSS,
        cap,
        agreement,
        50,
        List.of(receivers));
  }

  private static List<RuleError> errors(RuleSet... ruleSets) {
    return RuleCheck.errors(book(ruleSets));
  }

  private static List<String> messages(RuleSet... ruleSets) {
    return errors(ruleSets).stream().map(RuleError::message).toList();
  }
}
