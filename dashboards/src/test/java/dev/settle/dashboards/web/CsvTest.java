package dev.settle.dashboards.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.dashboards.explore.ExploreResult;
import dev.settle.dashboards.query.MoneyCell;
import dev.settle.dashboards.query.PanelResult;
import dev.settle.dashboards.query.ResultColumn;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void shouldWriteExactAmountsAndQuoteWhatNeedsIt() {
    MoneyCell money = MoneyCell.of(BigInteger.valueOf(-123456), "CNY");

    assertThat(csv(money, "a \"b\", c", 7L, null))
        .isEqualTo("a,b,c,d\r\n-1234.56,\"a \"\"b\"\", c\",7,\r\n");
  }

  @Test
  void shouldDisarmTextsThatASpreadsheetWouldRun() {
    assertThat(csv("=HYPERLINK(1)", "@x", "+1+1", "-9007199254740993"))
        .isEqualTo("a,b,c,d\r\n'=HYPERLINK(1),'@x,'+1+1,-9007199254740993\r\n");
  }

  @Test
  void shouldDisarmColumnNamesToo() {
    List<String> names = List.of("=HYPERLINK(1)", "b");
    ExploreResult result =
        new ExploreResult(names, List.of("String", "Int8"), List.of(List.of("x", "-1")), 1);

    assertThat(Csv.of(result)).isEqualTo("'=HYPERLINK(1),b\r\nx,-1\r\n");
  }

  private static String csv(@Nullable Object... cells) {
    List<ResultColumn> columns =
        List.of("a", "b", "c", "d").stream()
            .map(name -> new ResultColumn(name, "String", false, null))
            .toList();
    return Csv.of(new PanelResult(columns, List.of(Arrays.asList(cells)), Map.of()));
  }
}
