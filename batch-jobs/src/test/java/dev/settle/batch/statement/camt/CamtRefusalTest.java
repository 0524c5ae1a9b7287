package dev.settle.batch.statement.camt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CamtRefusalTest {

  /** Sample, text, replacement, and what the refusal says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          german-02.xml | 112.72       | 112.73        | it must close with 158780.33; it says 158780.32
          german-02.xml | >32.40<      | >32.41<       | its details add up to -32.40 where the entry is -32.41
          german-02.xml | >58000.00<   | >58000.01<    | line 74, field Ntry/NtryDtls: its details add up to 158600.01
          german-02.xml | >100.00<     | >-100.00<     | line 28, field Ntry/Amt: '-100.00' is negative
          german-02.xml | >100.00<     | >100.001<     | '100.001' is no whole minor unit of the currency
          german-02.xml | >100.00<     | >1e2<         | '1e2' is not a decimal amount
          german-02.xml | >100.00<     | >100.000000<  | has more than 5 decimals
          german-02.xml | "EUR">100.00 | "USD">100.00  | field Ntry/Amt: at column 5: 'USD' in a statement of EUR
          german-02.xml | ` Ccy="EUR">100.00` | >100.00  | field Ntry/Amt: at column 5: has no currency
          german-02.xml | "EUR">112    | "EUX">112     | field Bal/Amt
          german-02.xml | "EUR">112    | "XAU">112     | 'XAU' in a statement of EUR
          german-02.xml | CRDT         | CREDIT        | 'CREDIT' is neither CRDT nor DBIT
          german-02.xml | <RvslInd>true | <RvslInd>yes | 'yes' is neither true nor false
          german-02.xml | <Sts>BOOK    | <Sts>BOOKED   | 'BOOKED' is none of BOOK, PDNG, INFO and FUTR
          german-02.xml | <Sts>BOOK</Sts> | ``         | field Ntry/Sts: the entry lacks it
          german-02.xml | 2025-03-04</Dt> | 2025-02-30</Dt> | '2025-02-30' is not a date
          german-02.xml | <ElctrncSeqNb>130 | <ElctrncSeqNb>x | 'x' is not a whole number
          german-02.xml | <NbOfTxs>3   | <NbOfTxs>4    | declares 4 where 3 details stand
          german-02.xml | <CdtDbtInd>CRDT</CdtDbtInd> | `` | field Bal/CdtDbtInd: at column 4: the balance lacks it
          german-02.xml | PRCD         | XXXX          | no opening balance
          german-02.xml | CLBD         | XXXX          | no closing balance
          german-02.xml | DE8720       | D8720         | has not the form of an IBAN
          german-02.xml | <IBAN>DE87200500001234567890</IBAN> | `` | holds neither IBAN nor another number
          german-02.xml | <Id>0352C5320250304</Id> | ``  | lacks Id
          german-02.xml | camt.053.001.02 | camt.053.001.01 | is no bank statement: settle reads camt.053.001.02 to .14
          german-02.xml | camt.053.001.02 | camt.052.001.02 | camt.052.001.02' is no bank statement
          german-02.xml | <BkToCstmrStmt> | <BkToCstmrStmt>text | text stands where only elements may
          german-02.xml | <Sts>BOOK    | <Amt Ccy="EUR">1</Amt><Sts>BOOK | line 30, field Ntry/Amt: at column 21: stands twice
          german-02.xml | </Ntry>      | </Entry>      | not well-formed XML
          german-02.xml | 3-04</Dt></BookgDt> | 3-06</Dt></BookgDt> | 2025-03-06 is after the end of the statement on 2025-03-04
          swiss-04.xml  | <BookgDt><Dt>2025-06-30 | <BookgDt><Dt>2025-06-29 | 2025-06-29 is before the period from 2025-06-30
          swiss-04.xml  | <NbOfNtries>3 | <NbOfNtries>2 | TxsSummry/TtlNtries/NbOfNtries: declares 2 where the entries give 3
          swiss-04.xml  | <Sum>198.25  | <Sum>198.24   | TxsSummry/TtlNtries/Sum: declares 198.24 where the entries give 198.25
          swiss-04.xml  | <Amt>187.75  | <Amt>187.74   | TtlNetNtry/Amt: declares 187.74
          swiss-04.xml  | <NbOfNtries>2 | <NbOfNtries>1 | TtlCdtNtries/NbOfNtries: declares 1 where the entries give 2
          swiss-04.xml  | <Sum>193     | <Sum>193.1    | TtlCdtNtries/Sum
          swiss-04.xml  | <NbOfNtries>1 | <NbOfNtries>0 | TtlDbtNtries/NbOfNtries
          swiss-04.xml  | <Sum>5.25    | <Sum>5.26     | TtlDbtNtries/Sum
          swiss-04.xml  | >147.00</TtlAmt> | >147.01</TtlAmt> | TtlAmt: at column 2389: declares 147.01 where the details give 147.00
          swiss-04.xml  | "CHF">0.50   | "CHF">0.51    | its details add up to 147.00 where the entry is 145.70
          dutch-02.xml  | SeqNb>90     | SeqNb>91      | 91 follows 89 of account NL36RABO0300065264: a statement is missing
          dutch-02.xml  | SeqNb>90     | SeqNb>89      | 89 follows 89
          dutch-02.xml  | <ns2:Cd>OPBD</ns2:Cd></ns2:CdOrPrtry></ns2:Tp><ns2:Amt Ccy="EUR">49.99 | <ns2:Cd>OPBD</ns2:Cd></ns2:CdOrPrtry></ns2:Tp><ns2:Amt Ccy="EUR">49.98 | it must close with 49.98
          pages-08.xml  | 5-01</Dt></Dt></Bal> | 5-03</Dt></Dt></Bal> | opens on 2025-05-03, after it closes on 2025-05-01
          pages-08.xml  | <PgNb>2      | <PgNb>3       | 77 follows 77
          pages-08.xml  | <Cd>BOOK</Cd> | <Cd>BOOK</Cd><Cd>PDNG</Cd> | holds more than one code
          """)
  void shouldRefuseWhatDoesNotHold(String name, String old, String replacement, String says)
      throws IOException {
    assertThat(Doc.of(name).with(old, replacement).refusal()).contains(says);
  }

  @Test
  void shouldRefuseStatementThatDoesNotOpenAsTheOneBeforeClosed() throws IOException {
    String doc = Doc.of(Doc.DUTCH).text();
    int second = doc.indexOf("<ns2:Stmt>", doc.indexOf("</ns2:Stmt>"));
    String changed = doc.substring(0, second) + doc.substring(second).replace("49.99", "50.00");

    assertThat(new Doc(changed, StandardCharsets.UTF_8).refusal())
        .contains("opens with 50.00 where statement CAMT053RIB000002514501")
        .contains("closed with 49.99");
  }

  @Test
  void shouldRefuseOpeningThatContradictsThePreviousClosing() throws IOException {
    Doc doc = Doc.of(Doc.GERMAN);
    int from = doc.text().indexOf("<Bal>");
    String balance = doc.text().substring(from, doc.text().indexOf("</Bal>") + 6);
    String other = balance.replace("PRCD", "OPBD").replace("112.72", "112.71");

    assertThat(doc.with("<Bal>", other + "<Bal>").refusal())
        .contains("opens (OPBD) with 112.71 where the one before closed (PRCD) with 112.72");
  }

  @Test
  void shouldRefuseDocumentTypeWithoutReadingIt() throws IOException {
    String bomb =
        """
        <!DOCTYPE Document [
          <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
          <!ENTITY x SYSTEM "file:///etc/passwd">
        ]>
        """;
    Doc doc = Doc.of(Doc.GERMAN).with("<Document", bomb + "<Document");

    assertThat(doc.refusal()).contains("line 2").contains("a document type (DOCTYPE)");
    assertThat(doc.with("Bankreferenz", "&x;").refusal()).contains("a document type (DOCTYPE)");
    assertThat(
            Doc.of(Doc.GERMAN)
                .with("<Document", "<!DOCTYPE Document SYSTEM 'http://127.0.0.1:9/x'><Document")
                .refusal())
        .contains("a document type (DOCTYPE)");
    Doc without = new Doc(doc.text().substring(doc.text().indexOf("<!DOCTYPE")), doc.charset());
    assertThat(without.refusal()).contains("a document type (DOCTYPE)");
  }

  @Test
  void shouldRefuseEntitiesOfItsOwn() throws IOException {
    assertThat(Doc.of(Doc.GERMAN).with("Bankreferenz", "&foo;").refusal()).contains("line 33");
  }

  @Test
  void shouldRefuseInclusion() throws IOException {
    String include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>";

    assertThat(Doc.of(Doc.GERMAN).with("<Stmt>", "<Stmt>" + include).refusal())
        .contains("an XInclude: it is not resolved");
    assertThat(Doc.of(Doc.PAGES).with("<x:Own", include + "<x:Own").refusal())
        .contains("an XInclude: it is not resolved");
  }

  @Test
  void shouldRefuseElementsOfAnotherNamespaceWhereTheyCouldBeTakenForTheBanks() throws IOException {
    assertThat(Doc.of(Doc.GERMAN).with("<Sts>", "<Sts xmlns='urn:other'>").refusal())
        .contains("<Sts> is of another namespace than the document");
  }

  @Test
  void shouldRefuseDepthAttributesNamesAndTextBeyondAnyStatement() throws IOException {
    Doc doc = Doc.of(Doc.GERMAN);

    assertThat(doc.with("<Stmt>", "<Stmt>" + "<a>".repeat(5_000)).refusal())
        .contains("Maximum Element Depth");
    assertThat(doc.with("<Stmt>", "<Stmt>" + attributes(100)).refusal())
        .startsWith("line 9: at column ")
        .contains("Attribute limit (16) exceeded");
    assertThat(doc.with("<Stmt>", "<Stmt><a b='" + "x".repeat(10_000) + "'/>").refusal())
        .contains("Maximum attribute size");
    assertThat(doc.with("<Stmt>", "<Stmt><a b='" + "x".repeat(1_000_000) + "'/>").refusal())
        .containsAnyOf("Maximum attribute size", "characters without a tag");
    assertThat(doc.with("Bankreferenz", "x".repeat(20_000)).refusal())
        .contains("longer than 8192 characters");
    assertThat(doc.with("Bankreferenz", "x".repeat(3_000_000)).refusal())
        .containsAnyOf("longer than", "characters without a tag");
    assertThat(doc.with("<Stmt>", "<!--" + "x".repeat(200_000) + "--><Stmt>").refusal())
        .contains("more than 131072 characters without a tag");
    String names =
        IntStream.range(0, 3_000).mapToObj(i -> "<n" + i + "/>").reduce("", String::concat);
    assertThat(doc.with("<Stmt>", "<Stmt>" + names).refusal())
        .contains("more than 2000 different names");
    assertThat(doc.with("<Stmt>", "<?a b?>".repeat(9) + "<Stmt>").refusal())
        .contains("more than 8 processing instructions");
    assertThat(
            doc.with(
                    "<Ustrd>",
                    "<Ustrd>"
                        + "x".repeat(8_000)
                        + "</Ustrd><Ustrd>"
                        + "y".repeat(8_000)
                        + "</Ustrd><Ustrd>"
                        + "y".repeat(8_000)
                        + "</Ustrd><Ustrd>")
                .refusal())
        .contains("longer than 16384 characters in all");
  }

  private static String attributes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> " a" + i + "='1'")
        .reduce("<a", String::concat)
        .concat("/>");
  }

  @Test
  void shouldNameLineAndColumnOfNulAndOfBytesThatAreNoText() throws IOException {
    assertThat(Doc.of(Doc.GERMAN).with("Bankreferenz", "Bank\0referenz").refusal())
        .startsWith("line 33, column 22: NUL");
    byte[] bytes = Doc.of(Doc.GERMAN).text().getBytes(StandardCharsets.UTF_8);
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = latin.indexOf("Bankreferenz");
    bytes[at] = (byte) 0xFF;
    assertThat(Doc.read(bytes, Expectation.none()).check().reason())
        .contains("line 33, column 18: not UTF-8 text");
  }

  @Test
  void shouldRefuseEncodingsThatContradictOrAreNotOfStatements() throws IOException {
    Doc doc = Doc.of(Doc.GERMAN);

    assertThat(doc.with("\"UTF-8\"", "\"EBCDIC-CP-US\"").refusal()).contains("EBCDIC-CP-US");
    assertThat(doc.with("\"UTF-8\"", "\"UTF-16\"").refusal())
        .contains("declares encoding UTF-16 but is UTF-8");
    assertThat(doc.in(StandardCharsets.UTF_16).refusal())
        .contains("declares encoding UTF-8 but is UTF-16");
    assertThat(new Doc("\uFEFF" + Doc.of(Doc.SWISS).text(), StandardCharsets.UTF_8).refusal())
        .contains("begins with the mark of UTF-8");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 300, 900, 2_000, 3_500, 3_990})
  void shouldRefuseDocumentThatIsCutOff(int length) throws IOException {
    Doc whole = Doc.of(Doc.GERMAN);

    assertThat(new Doc(whole.text().substring(0, length), whole.charset()).refusal())
        .contains("line");
  }

  @Test
  void shouldRefuseTextAfterTheDocumentAndMessagesWithoutStatement() throws IOException {
    Doc doc = Doc.of(Doc.GERMAN);

    assertThat(new Doc(doc.text() + "<a/>", doc.charset()).refusal()).contains("not well-formed");
    String none =
        doc.text().substring(0, doc.text().indexOf("<Stmt>")) + "</BkToCstmrStmt></Document>";
    assertThat(new Doc(none, doc.charset()).refusal()).contains("holds no statement (Stmt)");
  }

  @Test
  void shouldGiveNoLineOfAStatementAsAccepted() throws IOException {
    Doc.Reading reading = Doc.of(Doc.GERMAN).with("112.72", "112.73").read();

    assertThat(reading.check().accepted()).isFalse();
    assertThat(reading.statements()).isEmpty();
  }
}
