package dev.settle.batch.sharing;

import static dev.settle.batch.sharing.Samples.book;
import static dev.settle.batch.sharing.Samples.order;
import static dev.settle.batch.sharing.Samples.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import org.junit.jupiter.api.Test;

/** The order is one of m-1, a PURCHASE by ALIPAY in CNY on 2026-11-22. */
class RuleBookTest {
  private static final RuleSet ANY = rules("any", 1, Samples.ANY, "2026-11-01", null, 9);
  private static final RuleSet OF_CHANNEL =
      rules("channel", 1, new Scope(null, null, Channel.ALIPAY, "CNY"), "2026-01-01", null, 0);
  private static final RuleSet OF_KIND_AND_CHANNEL =
      rules(
          "kind",
          1,
          new Scope(null, OrderKind.PURCHASE, Channel.ALIPAY, "CNY"),
          "2026-01-01",
          null,
          0);
  private static final RuleSet OF_MERCHANT =
      rules("merchant", 1, new Scope("m-1", null, null, "CNY"), "2026-01-01", null, 0);

  @Test
  void shouldPreferTheMoreSpecificToPriorityAndDate() {
    assertThat(book(ANY, OF_CHANNEL).choose(order(1))).contains(OF_CHANNEL);
    assertThat(book(ANY, OF_CHANNEL, OF_KIND_AND_CHANNEL).choose(order(1)))
        .contains(OF_KIND_AND_CHANNEL);
    assertThat(book(OF_MERCHANT, OF_KIND_AND_CHANNEL).choose(order(1))).contains(OF_MERCHANT);
  }

  @Test
  void shouldPreferPriorityToDateAndThenTheLatest() {
    RuleSet low = rules("low", 1, Samples.ANY, "2026-11-20", null, 1);
    RuleSet older = rules("high", 1, Samples.ANY, "2026-01-01", null, 2);
    RuleSet newer = rules("high", 2, Samples.ANY, "2026-11-22", null, 2);

    assertThat(book(low, older).choose(order(1))).contains(older);
    assertThat(book(low, older, newer).choose(order(1))).contains(newer);
  }

  @Test
  void shouldTakeOnlyWhatIsInForceOnTheDay() {
    assertThat(book(rules("r", 1, Samples.ANY, "2026-11-23", null, 0)).choose(order(1))).isEmpty();
    assertThat(book(rules("r", 1, Samples.ANY, "2026-01-01", "2026-11-21", 0)).choose(order(1)))
        .isEmpty();
    assertThat(book(rules("r", 1, Samples.ANY, "2026-11-22", "2026-11-22", 0)).choose(order(1)))
        .isPresent();
  }

  @Test
  void shouldTakeOnlyWhatCoversTheOrder() {
    assertThat(
            book(
                    rules("r1", 1, new Scope("m-2", null, null, "CNY"), "2026-01-01", null, 0),
                    rules(
                        "r2",
                        1,
                        new Scope(null, OrderKind.TIP, null, "CNY"),
                        "2026-01-01",
                        null,
                        0),
                    rules(
                        "r3",
                        1,
                        new Scope(null, null, Channel.STRIPE, "CNY"),
                        "2026-01-01",
                        null,
                        0),
                    rules("r4", 1, new Scope(null, null, null, "USD"), "2026-01-01", null, 0))
                .choose(order(1)))
        .isEmpty();
  }

  @Test
  void shouldRefuseToGuessBetweenTwoThatApplyAlike() {
    RuleBook ambiguous =
        book(
            rules("one", 1, Samples.ANY, "2026-01-01", null, 0),
            rules("two", 1, Samples.ANY, "2026-01-01", null, 0));

    assertThatThrownBy(() -> ambiguous.choose(order(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("apply alike");
    assertThat(RuleCheck.errors(ambiguous)).isNotEmpty();
  }
}
