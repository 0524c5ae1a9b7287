package dev.settle.dashboards.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelFileTest {
  private static final String GOOD =
      """
      -- title: Volume
      -- question: How much?
      -- chart: stacked x=day y=volume series=channel
      -- unit: volume = money(currency)
      -- unit: delay = ms
      -- parameter: from Date = today-30 | From
      -- parameter: currency String = | Currency (empty: all)
      -- refresh: 60s
      -- position: 2
      -- title.zh: 交易额
      -- question.zh: 多少？
      -- board.zh: 结算总览
      -- parameter.zh: from = 起始日期
      -- column: volume = Volume paid | 交易额
      -- link: day = settlement-overview?from
      -- board.position: 3

      -- a comment of the query
      SELECT day, channel, volume, currency, ';' AS text FROM t
      WHERE day >= {from:Date} AND {currency:String} IN ('', currency);
      """;

  @Test
  void shouldReadEveryKey() {
    Panel panel = PanelFile.read("ledger", "volume-by-day", GOOD);

    assertThat(panel.title()).isEqualTo("Volume");
    assertThat(panel.question()).isEqualTo("How much?");
    assertThat(panel.chart())
        .isEqualTo(new Chart(ChartKind.STACKED, "day", List.of("volume"), "channel"));
    assertThat(panel.units())
        .containsEntry("volume", new Unit.MoneyIn("currency"))
        .containsEntry("delay", new Unit.Named("ms"));
    assertThat(panel.parameters())
        .containsExactly(
            new Parameter("from", ParameterType.DATE, "today-30", "From", "起始日期"),
            new Parameter("currency", ParameterType.STRING, "", "Currency (empty: all)", null));
    assertThat(panel.titleZh()).isEqualTo("交易额");
    assertThat(panel.questionZh()).isEqualTo("多少？");
    assertThat(panel.boardZh()).isEqualTo("结算总览");
    assertThat(panel.boardPosition()).isEqualTo(3);
    assertThat(panel.headings())
        .containsExactly(Map.entry("volume", new Heading("Volume paid", "交易额")));
    assertThat(panel.links()).containsExactly(new Link("day", "settlement-overview", "from"));
    assertThat(panel.refresh()).isEqualTo(Duration.ofSeconds(60));
    assertThat(panel.position()).isEqualTo(2);
    assertThat(panel.sql()).startsWith("SELECT").endsWith("IN ('', currency)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          -- title: Volume                ~ -- title Volume              ~ :1: '-- title Volume' is not
          -- title: Volume                ~ title: Volume                 ~ :1: '-- title: …' is missing
          -- title: Volume                ~ -- titel: Volume             ~ :1: unknown key 'titel'
          -- question: How much?          ~ -- title: Twice              ~ :2: 'title' stands already in line 1
          stacked x=day y=volume          ~ pie x=day y=volume           ~ :3: chart 'pie' is none of
          stacked x=day y=volume          ~ stacked x=day                ~ :3: a table has no columns
          stacked x=day                   ~ table x=day                  ~ :3: a table has no columns
          y=volume series=channel         ~ y=volume,n series=channel    ~ :3: series=… goes with one y
          y=volume series                 ~ y=volume color               ~ :3: 'color=channel' is none of
          unit: volume = money(currency)  ~ unit: volume                 ~ :4: unit 'volume' is not
          unit: delay                     ~ unit: volume                 ~ :5: column 'volume' has a unit already
          Date = today-30 | From          ~ Date = today-30              ~ :6: parameter 'from Date = today-30' is not
          Date = today-30                 ~ Float64 = 1.5                ~ :6: type 'Float64' is none of
          Date = today-30                 ~ Date = yesterday             ~ :6: default 'yesterday' must be a day
          parameter: currency             ~ parameter: from              ~ :7: parameter 'from' is declared twice
          refresh: 60s                    ~ refresh: 1s                  ~ :8: refresh '1s' is not
          position: 2                     ~ position: second             ~ :9: position 'second' is not
          -- question: How much?          ~ -- refresh: 60s              ~ :8: 'refresh' stands already in line 2
          question.zh: 多少？             ~ title.zh: 两次               ~ :11: 'title.zh' stands already in line 10
          question.zh: 多少？             ~ column: volume = Twice | 两次 ~ :14: column 'volume' has a heading already
          question.zh: 多少？             ~ question.de: Wieviel?        ~ :11: unknown key 'question.de'
          parameter.zh: from              ~ parameter.zh: since          ~ :13: no parameter 'since' is declared
          board.zh: 结算总览              ~ parameter.zh: from = 两次    ~ :13: parameter 'from' has a label already
          parameter.zh: from =            ~ parameter.zh: from           ~ :13: parameter.zh 'from 起始日期' is not
          Volume paid | 交易额            ~ Volume paid                  ~ :14: column 'volume = Volume paid' is not
          settlement-overview?from        ~ settlement-overview          ~ :15: link 'day = settlement-overview' is not
          column: volume = Volume paid | 交易额 ~ link: day = ledger?day ~ :15: column 'day' leads somewhere already
          board.position: 3               ~ board.position: third        ~ :16: board.position 'third' is not
          FROM t                          ~ FROM t FINAL                 ~ : uses FINAL
          FROM t                          ~ FROM t; DROP TABLE t;        ~ : must hold exactly one query, holds 3
          {from:Date}                     ~ {since:Date}                 ~ : the query uses {since:Date}
          {from:Date}                     ~ {from:String}                ~ : the query uses {from:String}
          {from:Date}                     ~ '2026-01-01'                 ~ : parameter {from:Date} is declared
          """)
  void shouldNameFileAndLineOfAFault(String good, String bad, String fault) {
    String text = GOOD.replace(unquoted(good), unquoted(bad));

    assertThat(text).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> PanelFile.read("ledger", "volume-by-day", text))
        .isInstanceOf(PanelFileException.class)
        .hasMessageContaining("sql/ledger/volume-by-day.sql" + fault);
  }

  @Test
  void shouldNameAMissingKey() {
    String text = GOOD.replace("-- question: How much?\n", "");

    assertThatThrownBy(() -> PanelFile.read("ledger", "volume-by-day", text))
        .hasMessageContaining("sql/ledger/volume-by-day.sql:1: '-- question: …' is missing");
  }

  @Test
  void shouldRefuseAFileNameThatIsNoAddress() {
    assertThatThrownBy(() -> PanelFile.read("ledger", "Volume by day", GOOD))
        .hasMessageContaining("'Volume by day' must be lower-case");
  }

  private static String unquoted(String text) {
    return text.replace("\\n", "\n");
  }
}
