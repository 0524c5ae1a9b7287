package dev.settle.batch.statement.camt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamtReaderTest {

  @Test
  void shouldReadGermanStatementOfVersion02() throws IOException {
    Doc.Reading reading = Doc.of(Doc.GERMAN).read();

    assertThat(reading.check().reason()).isNull();
    assertThat(reading.check().summary())
        .isEqualTo(
            new StatementSummary(
                "CAMT_053",
                "camt.053.001.02",
                null,
                "DE87200500001234567890",
                LocalDate.of(2025, 3, 4),
                3,
                "EUR",
                2,
                15_870_000,
                1,
                3_240,
                0));
    assertThat(reading.lines())
        .extracting(
            StatementLine::channelTxnId,
            StatementLine::orderId,
            StatementLine::kind,
            StatementLine::state,
            StatementLine::amount,
            StatementLine::lineNo)
        .containsExactly(
            line("Bankreferenz", "PAYOUT-20250303-01", "BOOK", 10_000, 1),
            line("RUECKLASTSCHRIFT-7", "79892", "RVSL", -3_240, 2),
            line("", "", "BOOK", 15_860_000, 3));
    assertThat(reading.entries().get(0))
        .isEqualTo(
            new BankEntry(
                1,
                1,
                "DE87200500001234567890",
                "EUR",
                10_000,
                false,
                LocalDate.of(2025, 3, 4),
                null,
                LocalDate.of(2025, 3, 4),
                null,
                "Bankreferenz",
                "PMNT/RCDT/ESCT",
                "SEPA GUTSCHRIFT",
                1));
    assertThat(reading.details()).hasSize(5);
    assertThat(reading.details().get(0))
        .isEqualTo(
            new BankDetail(
                1,
                1,
                10_000L,
                "PAYOUT-20250303-01",
                null,
                null,
                null,
                null,
                null,
                "Zahlungsdienst AG",
                "DE21500500009876543210",
                "AUSZAHLUNG VOM 03.03. VERTRAG 4711",
                null,
                null));
    assertThat(reading.details().get(1).returnReason()).isEqualTo("AC01");
    assertThat(reading.details())
        .extracting(BankDetail::endToEndId)
        .containsExactly("PAYOUT-20250303-01", "79892", "LS-1", null, "LS-3");
  }

  @Test
  void shouldReadSwissStatementOfVersion04InLatin1WithChargesAndForeignAmounts()
      throws IOException {
    Doc.Reading reading = Doc.of(Doc.SWISS).read();

    assertThat(reading.check().reason()).isNull();
    assertThat(reading.entries())
        .extracting(BankEntry::amount)
        .containsExactly(14_570L, -525L, 4_730L);
    assertThat(reading.entries().get(1).information()).isEqualTo("PREIS FÜR KONTOFÜHRUNG");
    assertThat(reading.details())
        .extracting(BankDetail::amount)
        .containsExactly(10_000L, 4_700L, 4_730L);
    assertThat(reading.details().get(0).creditorReference())
        .isEqualTo("210000000003139471430009017");
    assertThat(reading.details().get(1).remittance()).isEqualTo("Commande Zürich");
    assertThat(reading.entries().get(2).bookedAt())
        .isEqualTo(OffsetDateTime.parse("2025-06-30T11:02:03+02:00"));
    assertThat(reading.lines().get(2).occurredAt())
        .isEqualTo(Instant.parse("2025-06-30T09:02:03Z"));
  }

  @Test
  void shouldReadDutchStatementsOfTwoDaysWithPrefixes() throws IOException {
    Doc.Reading reading = Doc.of(Doc.DUTCH).read();

    assertThat(reading.check().reason()).isNull();
    assertThat(reading.statements())
        .extracting(BankStatement::sequence, BankStatement::opening, BankStatement::closing)
        .containsExactly(tuple(89L, -10_001L, 4_999L), tuple(90L, 4_999L, 4_999L));
    assertThat(reading.check().summary().businessDate()).as("of two days: none").isNull();
    assertThat(reading.details().get(0).remittance()).isEqualTo("Adyen N.V. <batch 512>");
    assertThat(reading.lines().get(0).channelTxnId()).as("NtryRef").isEqualTo("000000001");
  }

  @Test
  void shouldReadPagesOfVersion08AndCountOnlyWhatIsBooked() throws IOException {
    Doc.Reading reading = Doc.of(Doc.PAGES).read();

    assertThat(reading.check().reason()).isNull();
    assertThat(reading.entries()).extracting(BankEntry::amount).containsExactly(500L, -300L);
    assertThat(reading.entries()).extracting(BankEntry::account).containsOnly("0012-345678-9");
    assertThat(reading.details().get(0).counterparty()).isEqualTo("Stripe Payments");
    assertThat(reading.details().get(0).counterpartyAccount()).isEqualTo("998");
    assertThat(reading.lines().get(1).occurredAt())
        .isEqualTo(Instant.parse("2025-05-01T00:30:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "03", "06", "07", "09", "10", "13", "14"})
  void shouldReadEveryVersionWhoseElementsAreTheSame(String version) throws IOException {
    Doc doc = Doc.of(Doc.SWISS).with("camt.053.001.04", "camt.053.001." + version);

    assertThat(doc.read().check().reason()).isNull();
  }

  /** As Austrian banks name it; so has the fixture of viafintech's camt_parser. */
  @Test
  void shouldReadTheNamespaceOfAustrianBanks() throws IOException {
    Doc doc =
        Doc.of(Doc.GERMAN)
            .with(
                "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02",
                "ISO:camt.053.001.02:APC:STUZZA:payments:003");

    Doc.Reading reading = doc.read();
    assertThat(reading.check().reason()).isNull();
    assertThat(reading.check().summary().part()).isEqualTo("camt.053.001.02");
  }

  /** Networks deliver the document behind a business application header. */
  @ParameterizedTest
  @ValueSource(strings = {"", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"})
  void shouldReadDocumentInAnEnvelope(String prolog) throws IOException {
    Doc plain = Doc.of(Doc.GERMAN);
    Doc.Reading reading = enveloped(prolog, plain, "").read();

    assertThat(reading.check().reason()).isNull();
    assertThat(reading.lines()).isEqualTo(plain.read().lines());
  }

  @Test
  void shouldRefuseEnvelopesOfSeveralDocumentsOrOfNone() throws IOException {
    Doc plain = Doc.of(Doc.GERMAN);
    String document = plain.text().substring(plain.text().indexOf("<Document"));

    assertThat(enveloped("", plain, document).refusal()).contains("a second <Document>");
    Doc other = plain.with("camt.053.001.02", "camt.054.001.02");
    assertThat(enveloped("", other, "<!-- camt.053 -->").refusal())
        .contains("camt.054.001.02' is no bank statement");
    String none = "<e:BizMsgEnvlp xmlns:e='urn:e'><a>camt.053</a></e:BizMsgEnvlp>";
    assertThat(new Doc(none, StandardCharsets.UTF_8).refusal())
        .contains("<BizMsgEnvlp> of namespace 'urn:e' is no bank statement")
        .contains("holds no <Document>");
    String many = none.replace("<a>camt.053</a>", "<a>camt.053</a>".repeat(1_000));
    assertThat(new Doc(many, StandardCharsets.UTF_8).refusal()).contains("holds no <Document>");
  }

  private static Doc enveloped(String prolog, Doc plain, String behind) {
    String document = plain.text().substring(plain.text().indexOf("<Document"));
    return new Doc(
        prolog
            + "<e:BizMsgEnvlp xmlns:e=\"urn:example:envelope\">"
            + "<h:AppHdr xmlns:h=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\">"
            + "<h:MsgDefIdr>camt.053.001.02</h:MsgDefIdr></h:AppHdr>"
            + document
            + behind
            + "</e:BizMsgEnvlp>",
        StandardCharsets.UTF_8);
  }

  @Test
  void shouldReadUtf16AndByteOrderMarks() throws IOException {
    Doc latin = Doc.of(Doc.SWISS);
    Doc wide = latin.with("ISO-8859-1", "UTF-16");

    assertThat(wide.in(StandardCharsets.UTF_16).read().lines()).isEqualTo(latin.read().lines());
    assertThat(wide.in(StandardCharsets.UTF_16LE).read().lines()).isEqualTo(latin.read().lines());
    Doc marked = new Doc("\uFEFF" + Doc.of(Doc.GERMAN).text(), StandardCharsets.UTF_8);
    assertThat(marked.read().check().reason()).isNull();
  }

  @Test
  void shouldTakeStatementWithoutEntries() throws IOException {
    Doc.Reading reading = Doc.of(Doc.DUTCH).read();

    assertThat(reading.statements().get(1).creditCount()).isZero();
  }

  @Test
  void shouldTakeTotalsOverAllEntriesAsWellAsOverBookedOnes() throws IOException {
    Doc booked = Doc.of(Doc.SWISS).with("<NtryRef>", PENDING + "<NtryRef>");
    Doc withTotal = booked.with("<NbOfNtries>3", "<NbOfNtries>4").with("198.25", "198.26");

    // the entry before the others is none of theirs
    Doc moved =
        new Doc(
            withTotal.text().replace("<Ntry>" + PENDING, PENDING + "<Ntry>"), withTotal.charset());
    Doc all = moved.with("<NbOfNtries>2", "<NbOfNtries>3").with(">193<", ">193.01<");
    assertThat(all.with(">187.75<", ">187.76<").read().check().reason()).isNull();
    assertThat(all.refusal()).contains("declares 4 where the entries give 3");
  }

  @Test
  void shouldTakeBookingDateFromValueDateWhenTheBankGivesNoOther() throws IOException {
    Doc doc = Doc.of(Doc.GERMAN).with("<BookgDt><Dt>2025-03-04</Dt></BookgDt>", "");

    assertThat(doc.read().entries().get(0).bookingDate()).isEqualTo(LocalDate.of(2025, 3, 4));
  }

  @Test
  void shouldBeOfTheExpectedAccountAndDay() throws IOException {
    LocalDate day = LocalDate.of(2025, 3, 4);

    assertThat(
            Doc.of(Doc.GERMAN)
                .read(new Expectation("DE87200500001234567890", day))
                .check()
                .accepted())
        .isTrue();
    assertThat(Doc.of(Doc.GERMAN).refusal(new Expectation("DE00", day)))
        .contains("Acct/Id")
        .contains("where the statement must be of DE00");
    assertThat(Doc.of(Doc.GERMAN).refusal(new Expectation(null, day.plusDays(1))))
        .contains("closes on 2025-03-04 where the statement must be of 2025-03-05");
  }

  private static final String PENDING =
      "<Ntry><Amt Ccy=\"CHF\">0.01</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></Ntry>";

  private static Tuple line(String id, String order, String state, long amount, int lineNo) {
    return tuple(id, order, LineKind.TRANSFER, state, amount, lineNo);
  }
}
