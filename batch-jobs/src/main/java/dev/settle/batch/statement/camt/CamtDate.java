package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * A date of a statement, which banks give as {@code Dt} or as {@code DtTm}. The date is the one
 * that stands there: a bank's day is not moved into another zone.
 *
 * @param date the date
 * @param at the time, when there is one; without an offset it is taken for UTC
 */
record CamtDate(LocalDate date, @Nullable OffsetDateTime at) {
  private static final int YEAR_MIN = 1970;
  private static final int YEAR_MAX = 2199;

  /** Reads an element that holds {@code Dt} or {@code DtTm}. */
  static CamtDate choice(XmlCursor xml, String field)
      throws IOException, StatementRefusedException {
    CamtDate date = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Dt" -> date = CamtFields.once(date, day(xml, field + "/Dt"), xml, field);
        case "DtTm" -> date = CamtFields.once(date, time(xml, field + "/DtTm"), xml, field);
        default -> xml.skip();
      }
    }
    if (date == null) {
      throw xml.refused(field, "holds neither Dt nor DtTm");
    }
    return date;
  }

  /** Reads an element that is a date and time. */
  static CamtDate time(XmlCursor xml, String field) throws IOException, StatementRefusedException {
    String text = xml.text();
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      OffsetDateTime at =
          time instanceof OffsetDateTime offset
              ? offset
              : LocalDateTime.from(time).atOffset(ZoneOffset.UTC);
      return new CamtDate(sane(at.toLocalDate()), at);
    } catch (DateTimeException e) {
      throw xml.refused(field, "'" + CamtReader.shown(text) + "' is not a date and time");
    }
  }

  private static CamtDate day(XmlCursor xml, String field)
      throws IOException, StatementRefusedException {
    String text = xml.text();
    try {
      return new CamtDate(sane(LocalDate.parse(text, DateTimeFormatter.ISO_DATE)), null);
    } catch (DateTimeException e) {
      throw xml.refused(field, "'" + CamtReader.shown(text) + "' is not a date");
    }
  }

  private static LocalDate sane(LocalDate date) {
    if (date.getYear() < YEAR_MIN || date.getYear() > YEAR_MAX) {
      throw new DateTimeException("year " + date.getYear());
    }
    return date;
  }
}
