package dev.settle.batch.statement.camt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What is written in any version and read again is the same, to the last reference. */
class CamtRoundTripTest {
  private static final String[] CURRENCIES = {"EUR", "CHF", "JPY", "KWD", "CNY"};
  private static final String[] TEXTS = {
    "PAYOUT 7", "Müller & Söhne <GmbH>", "财付通支付", "a\"b'c", "x".repeat(140), "]]>", "😀"
  };

  @Property(tries = 150)
  void shouldReadWhatWasWritten(
      @ForAll long seed,
      @ForAll CamtVersion version,
      @ForAll @IntRange(min = 1, max = 3) int days,
      @ForAll @IntRange(max = 8) int entries)
      throws IOException {
    Generator written = new Generator(seed);

    Doc.Reading reading = Doc.read(written.write(version, days, entries), Expectation.none());

    assertThat(reading.check().reason()).isNull();
    assertThat(reading.check().summary().part()).isEqualTo(version.message());
    assertThat(reading.statements()).isEqualTo(written.statements);
    assertThat(reading.entries()).isEqualTo(written.allEntries);
    assertThat(reading.details()).isEqualTo(written.allDetails);
  }

  /** Writes statements of one account, each opening as the one before closed. */
  private static final class Generator {
    private final Random random;
    private final List<BankStatement> statements = new ArrayList<>();
    private final List<BankEntry> allEntries = new ArrayList<>();
    private final List<BankDetail> allDetails = new ArrayList<>();

    Generator(long seed) {
      random = new Random(seed);
    }

    byte[] write(CamtVersion version, int days, int entriesMax) throws IOException {
      String currency = CURRENCIES[random.nextInt(CURRENCIES.length)];
      String account = random.nextBoolean() ? "NL36RABO0300065264" : "1202-0031 009";
      LocalDate date = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(700));
      long balance = random.nextLong(-1_000_000, 1_000_000);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (CamtWriter writer =
          new CamtWriter(version, bytes, "M1", date.atStartOfDay().atOffset(ZoneOffset.UTC))) {
        for (int day = 1; day <= days; day++) {
          int count = random.nextInt(entriesMax + 1);
          balance = statement(writer, day, account, currency, date.plusDays(day), balance, count);
        }
      }
      return bytes.toByteArray();
    }

    private long statement(
        CamtWriter writer,
        int day,
        String account,
        String currency,
        LocalDate date,
        long opening,
        int count)
        throws IOException {
      List<BankEntry> entries = new ArrayList<>();
      List<List<BankDetail>> details = new ArrayList<>();
      Tally tally = new Tally();
      for (int i = 0; i < count; i++) {
        int entryNo = allEntries.size() + entries.size() + 1;
        long amount = random.nextLong(-9_999_999_999L, 9_999_999_999L);
        List<BankDetail> parts = details(entryNo, amount);
        BankEntry entry = entry(entryNo, day, account, currency, date, amount, parts.size());
        tally.add(entry.amount(), entry.amount() < 0 ? -1 : 1);
        entries.add(entry);
        details.add(parts);
      }
      BankStatement statement =
          new BankStatement(
              day,
              "S" + day,
              100L + day,
              account,
              currency,
              date.minusDays(1),
              opening,
              date,
              opening + tally.net(),
              tally.creditCount(),
              tally.creditAmount(),
              tally.debitCount(),
              tally.debitAmount());
      writer.begin(statement);
      for (int i = 0; i < entries.size(); i++) {
        writer.entry(entries.get(i), details.get(i));
      }
      writer.end();
      statements.add(statement);
      allEntries.addAll(entries);
      details.forEach(allDetails::addAll);
      return statement.closing();
    }

    private BankEntry entry(
        int entryNo,
        int statementNo,
        String account,
        String currency,
        LocalDate date,
        long amount,
        int details) {
      OffsetDateTime at =
          random.nextBoolean() ? null : date.atTime(11, 22, 33).atOffset(ZoneOffset.ofHours(2));
      return new BankEntry(
          entryNo,
          statementNo,
          account,
          currency,
          amount,
          random.nextBoolean(),
          date,
          at,
          random.nextBoolean() ? null : date.plusDays(random.nextInt(3)),
          textOrNull(),
          textOrNull(),
          random.nextBoolean() ? "PMNT/RCDT/ESCT" : "NTRF+166",
          random.nextBoolean() ? "" : text(),
          details);
    }

    private List<BankDetail> details(int entryNo, long amount) {
      int count = random.nextInt(4);
      boolean amounts = random.nextBoolean();
      List<BankDetail> details = new ArrayList<>();
      long left = amount;
      for (int i = 1; i <= count; i++) {
        // of one sign, as version .02 gives details no direction of their own
        long part = i == count ? left : left / 2;
        left -= part;
        details.add(detail(entryNo, i, amounts ? part : null));
      }
      return details;
    }

    private BankDetail detail(int entryNo, int detailNo, @Nullable Long amount) {
      return new BankDetail(
          entryNo,
          detailNo,
          amount,
          textOrNull(),
          textOrNull(),
          textOrNull(),
          textOrNull(),
          textOrNull(),
          textOrNull(),
          textOrNull(),
          random.nextBoolean() ? null : "DE21500500009876543210",
          random.nextBoolean() ? "" : text(),
          textOrNull(),
          random.nextBoolean() ? null : "AC01");
    }

    private String text() {
      return TEXTS[random.nextInt(TEXTS.length)];
    }

    private @Nullable String textOrNull() {
      return random.nextBoolean() ? null : text();
    }
  }
}
