package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.StatementRefusedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The header of a fund flow bill, bound by column name in whatever order. */
final class FundFlowHeader {
  private static final Pattern SEPARATOR = Pattern.compile("[,，]");
  private static final Pattern UNIT = Pattern.compile("[(（]元[)）]");
  private static final Set<FundFlowColumn> OPTIONAL =
      EnumSet.of(FundFlowColumn.APPLICANT, FundFlowColumn.REMARK);

  private final Map<FundFlowColumn, Integer> positions;
  private final int size;

  private FundFlowHeader(Map<FundFlowColumn, Integer> positions, int size) {
    this.positions = positions;
    this.size = size;
  }

  /** True when a first line looks like a fund flow bill's header at all. */
  static boolean isHeader(String line) {
    List<String> names = namesOf(line);
    return names.contains(FundFlowColumn.TIME.title())
        && (names.contains(FundFlowColumn.FLOW_ID.title())
            || names.contains(FundFlowColumn.BUSINESS_ID.title()));
  }

  /** Binds the first line of a bill. */
  static FundFlowHeader bind(String line) throws StatementRefusedException {
    List<String> names = namesOf(line);
    Map<FundFlowColumn, Integer> positions = new EnumMap<>(FundFlowColumn.class);
    for (FundFlowColumn column : FundFlowColumn.values()) {
      int position = names.indexOf(column.title());
      if (position >= 0) {
        positions.put(column, position);
      }
      if (position < 0 && !OPTIONAL.contains(column)) {
        throw new StatementRefusedException(
            1, column.title(), "the header lacks this required column");
      }
      if (position != names.lastIndexOf(column.title())) {
        throw new StatementRefusedException(
            1, column.title(), "the header names this column twice");
      }
    }
    return new FundFlowHeader(positions, names.size());
  }

  /** Number of columns. */
  int size() {
    return size;
  }

  /** Position of a column; -1 when the file does not have it. */
  int positionOf(FundFlowColumn column) {
    return positions.getOrDefault(column, -1);
  }

  /** Names of a line, without backticks, blanks and the unit. */
  static List<String> namesOf(String line) {
    List<String> names = new ArrayList<>();
    for (String cell : SEPARATOR.split(line, -1)) {
      String bare = cell.strip().replace("`", "").replace(" ", "");
      names.add(UNIT.matcher(bare).replaceAll(""));
    }
    return names;
  }
}
