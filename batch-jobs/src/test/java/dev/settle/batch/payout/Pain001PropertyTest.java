package dev.settle.batch.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Every file is valid by ISO's schema and says what the batch says, or it is refused by name. */
class Pain001PropertyTest {
  private static final LocalDate DUE = LocalDate.parse("2026-11-24");
  private static final Instant APPROVED = Instant.parse("2026-11-24T08:09:10.123Z");

  @Property(tries = 300)
  void shouldWriteAValidFileThatAddsUp(@ForAll("batches") List<BatchItem> items) throws Exception {
    PaymentOrder order = order(items);
    byte[] xml = Pain001Writer.write(order);
    Document document = IsoSchema.valid(xml);

    String currency = order.currency();
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    BigDecimal sum = BigDecimal.ZERO;
    NodeList amounts = document.getElementsByTagName("InstdAmt");
    for (int i = 0; i < amounts.getLength(); i++) {
      Element amount = (Element) amounts.item(i);
      BigDecimal decimal = new BigDecimal(amount.getTextContent());
      assertThat(amount.getAttribute("Ccy")).isEqualTo(currency);
      assertThat(decimal.scale()).isEqualTo(digits);
      assertThat(decimal.unscaledValue().longValueExact())
          .isEqualTo(items.get(i).payout().amount());
      sum = sum.add(decimal);
    }
    assertThat(texts(document, "EndToEndId"))
        .isEqualTo(items.stream().map(item -> item.payout().id()).toList());
    assertThat(texts(document, "NbOfTxs")).containsOnly(Integer.toString(items.size())).hasSize(2);
    assertThat(texts(document, "CtrlSum")).containsOnly(sum.toPlainString()).hasSize(2);
    assertThat(Pain001Writer.write(order)).as("again").isEqualTo(xml);

    String[] lines = new String(PayoutCsv.write(order), StandardCharsets.UTF_8).split("\r\n", -1);
    assertThat(lines).hasSize(items.size() + 3);
    assertThat(lines[items.size() + 1])
        .contains("TOTAL")
        .contains("," + items.size() + ",")
        .contains(sum.toPlainString());
  }

  @Property(tries = 1000)
  void shouldWriteAHostileNameValidlyOrRefuseItByName(
      @ForAll("hostile") String name, @ForAll("currencies") String currency) throws Exception {
    BatchItem item = item(1, currency, 1, account(currency, name, "Town"));
    PaymentOrder order;
    try {
      order = order(List.of(item));
    } catch (BatchException e) {
      assertThat(e.exitCode()).isEqualTo(65);
      assertThat(e).hasMessageContaining("merchant:m-1").hasMessageContaining(name);
      return;
    }
    Document document = IsoSchema.valid(Pain001Writer.write(order));
    assertThat(texts(document, "Nm").get(2)).isEqualTo(order.transfers().get(0).account().holder());
    assertThat(new String(PayoutCsv.write(order), StandardCharsets.UTF_8))
        .doesNotContainPattern("(^|,)\"?[=+@\t-]");
  }

  @Example
  void shouldSayWhatSepaWantsAndWhatChinaWants() throws Exception {
    String euro = text("EUR");
    assertThat(euro)
        .contains("<SvcLvl>", "<Cd>SEPA</Cd>", "<ChrgBr>SLEV</ChrgBr>", "<Id>NOTPROVIDED</Id>")
        .contains("<CreDtTm>2026-11-24T08:09:10Z</CreDtTm>")
        .contains("<Ustrd>Settlement merchant:m-1 2026-11-20</Ustrd>");
    assertThat(text("CNY"))
        .contains("<ChrgBr>DEBT</ChrgBr>", "<Cd>CNAPS</Cd>", "<MmbId>102100099996</MmbId>")
        .doesNotContain("SEPA");
  }

  @Example
  void shouldPayOnTheDayOfApprovalWhatWasDueBefore() {
    PaymentOrder order =
        PaymentOrder.of(
            batch("EUR", 1, 1),
            List.of(item(1, "EUR", 1, account("EUR", "Shop", null))),
            APPROVED,
            DUE.plusDays(2));
    assertThat(order.executionDate()).isEqualTo(DUE.plusDays(2));
  }

  @Example
  void shouldBeRefusedByTheSchemaWhenATextIsTooLong() throws Exception {
    byte[] xml =
        text("EUR").replace("Settlement", "x".repeat(140)).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> IsoSchema.valid(xml)).isInstanceOf(SAXException.class);
  }

  @Provide
  Arbitrary<List<BatchItem>> batches() {
    return currencies()
        .flatMap(
            currency ->
                Combinators.combine(
                        Arbitraries.longs()
                            .between(1, 1_000_000_000_000_000L)
                            .list()
                            .ofMinSize(1)
                            .ofMaxSize(20),
                        Arbitraries.of("Shop", "A & B", "O'Neill", "Café"),
                        Arbitraries.of("Berlin", "").injectNull(0.3))
                    .as(
                        (amounts, name, town) -> {
                          List<BatchItem> items = new ArrayList<>();
                          for (int i = 0; i < amounts.size(); i++) {
                            items.add(
                                item(
                                    i + 1,
                                    currency,
                                    amounts.get(i),
                                    account(
                                        currency,
                                        name,
                                        town == null || town.isEmpty() ? null : town)));
                          }
                          return items;
                        }));
  }

  @Provide
  Arbitrary<String> currencies() {
    return Arbitraries.of("EUR", "CNY", "JPY", "KWD");
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(160),
        Arbitraries.strings()
            .withChars("<>&'\"=+-@\t\r\n\u0000\u0001\u0085]店🙂 é")
            .ofMinLength(1)
            .ofMaxLength(20),
        Arbitraries.of("]]>", "<!DOCTYPE a>", "&amp;", "𠮷".repeat(141), "=1+1", "@SUM(A1)", "+7"));
  }

  private static String text(String currency) throws Exception {
    byte[] xml =
        Pain001Writer.write(
            order(List.of(item(1, currency, 100, account(currency, "Shop", null)))));
    IsoSchema.valid(xml);
    return new String(xml, StandardCharsets.UTF_8);
  }

  private static PaymentOrder order(List<BatchItem> items) {
    String currency = items.get(0).payout().currency();
    long sum = items.stream().mapToLong(item -> item.payout().amount()).sum();
    return PaymentOrder.of(batch(currency, items.size(), sum), items, APPROVED, DUE);
  }

  private static PayoutBatch batch(String currency, int payouts, long sum) {
    boolean isEuro = currency.equals("EUR");
    return new PayoutBatch(
        "PB" + "0".repeat(30),
        currency,
        new PayerAccount(
            isEuro ? "DE89370400440532013000" : "622202",
            isEuro,
            "Settle",
            null,
            isEuro ? null : "102100099996"),
        DUE,
        payouts,
        sum,
        "APPROVED",
        "alice",
        "bob",
        APPROVED,
        DUE);
  }

  private static BatchItem item(int number, String currency, long amount, PayeeAccount account) {
    return new BatchItem(
        new Payout(
            "PO%030x".formatted(number),
            "merchant:m-" + number,
            currency,
            amount,
            DUE,
            LocalDate.parse("2026-11-20"),
            "OPEN"),
        account);
  }

  private static PayeeAccount account(String currency, String holder, @Nullable String town) {
    boolean isEuro = currency.equals("EUR");
    return new PayeeAccount(
        LocalDate.EPOCH,
        holder,
        isEuro ? "FR7630006000011234567890189" : null,
        isEuro ? null : "6222020200112233445",
        isEuro ? null : "ICBKCNBJXXX",
        null,
        town == null ? null : "DE",
        town);
  }

  private static List<String> texts(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
