package dev.settle.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reads of tables in the text of {@code EXPLAIN indexes = 1}.
 *
 * <p>Subqueries that the engine runs before it plans (a scalar, a set that it looks up in a key)
 * are not in the text.
 */
final class Explained {
  private static final Pattern READ =
      Pattern.compile("ReadFromMergeTree \\(settlement\\.(\\w+)\\)");
  private static final Pattern SKIP = Pattern.compile("Name: (\\w+)");
  private static final Pattern CONDITION = Pattern.compile("Condition: (.+)");

  private Explained() {}

  /**
   * One read.
   *
   * @param table without the database
   * @param conditions on partition and primary key, without those that say nothing
   * @param skipIndexes names of the skip indexes that are asked
   */
  record Read(String table, List<String> conditions, List<String> skipIndexes) {
    boolean isWhole() {
      return conditions.isEmpty() && skipIndexes.isEmpty();
    }
  }

  static List<Read> reads(String explained) {
    List<Read> reads = new ArrayList<>();
    for (String line : explained.lines().toList()) {
      Matcher read = READ.matcher(line);
      if (read.find()) {
        reads.add(new Read(read.group(1), new ArrayList<>(), new ArrayList<>()));
      } else if (!reads.isEmpty()) {
        Read last = reads.get(reads.size() - 1);
        find(SKIP, line, last.skipIndexes());
        find(CONDITION, line, last.conditions());
      }
    }
    reads.forEach(read -> read.conditions().removeIf("true"::equals));
    return reads;
  }

  private static void find(Pattern pattern, String line, List<String> into) {
    Matcher matcher = pattern.matcher(line);
    if (matcher.find()) {
      into.add(matcher.group(1).strip());
    }
  }
}
