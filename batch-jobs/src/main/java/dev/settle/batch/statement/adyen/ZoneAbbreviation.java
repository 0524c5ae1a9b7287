package dev.settle.batch.statement.adyen;

import dev.settle.batch.statement.StatementRefusedException;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Offsets of the abbreviations that stand on each row. An abbreviation means itself the whole year:
 * CET is an hour ahead of UTC in July too. The table is fixed and not the JDK's, which guesses by
 * locale. What means two zones far apart is left out and refused: CST is China's and Chicago's, IST
 * India's and Israel's. BST is Britain's, as Adyen's documentation has it.
 */
final class ZoneAbbreviation {
  private static final Map<String, ZoneOffset> OFFSETS =
      Map.ofEntries(
          Map.entry("UTC", ZoneOffset.UTC),
          Map.entry("GMT", ZoneOffset.UTC),
          Map.entry("WET", ZoneOffset.UTC),
          Map.entry("WEST", ZoneOffset.ofHours(1)),
          Map.entry("BST", ZoneOffset.ofHours(1)),
          Map.entry("CET", ZoneOffset.ofHours(1)),
          Map.entry("CEST", ZoneOffset.ofHours(2)),
          Map.entry("EET", ZoneOffset.ofHours(2)),
          Map.entry("EEST", ZoneOffset.ofHours(3)),
          Map.entry("SGT", ZoneOffset.ofHours(8)),
          Map.entry("HKT", ZoneOffset.ofHours(8)),
          Map.entry("AWST", ZoneOffset.ofHours(8)),
          Map.entry("JST", ZoneOffset.ofHours(9)),
          Map.entry("AEST", ZoneOffset.ofHours(10)),
          Map.entry("AEDT", ZoneOffset.ofHours(11)),
          Map.entry("NZST", ZoneOffset.ofHours(12)),
          Map.entry("NZDT", ZoneOffset.ofHours(13)),
          Map.entry("BRT", ZoneOffset.ofHours(-3)),
          Map.entry("EDT", ZoneOffset.ofHours(-4)),
          Map.entry("EST", ZoneOffset.ofHours(-5)),
          Map.entry("CDT", ZoneOffset.ofHours(-5)),
          Map.entry("MDT", ZoneOffset.ofHours(-6)),
          Map.entry("MST", ZoneOffset.ofHours(-7)),
          Map.entry("PDT", ZoneOffset.ofHours(-7)),
          Map.entry("PST", ZoneOffset.ofHours(-8)));

  private ZoneAbbreviation() {}

  static ZoneOffset offsetOf(String abbreviation, int line, String field)
      throws StatementRefusedException {
    ZoneOffset offset = OFFSETS.get(abbreviation);
    if (offset == null) {
      throw new StatementRefusedException(
          line, field, "'" + abbreviation + "' is no abbreviation of a zone that is known here");
    }
    return offset;
  }
}
