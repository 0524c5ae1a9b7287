package dev.settle.dashboards.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardsTest {
  private static final Pattern CHINESE = Pattern.compile("(?s).*\\p{IsHan}.*");

  @Test
  void shouldReadThePackedBoardsInTheirOrder() {
    Boards boards = Boards.read(Boards.PACKED);

    assertThat(boards.all().stream().map(Board::title))
        .containsExactly(
            "Settlement overview",
            "Reconciliation",
            "Merchant settlement",
            "Profit sharing",
            "Ledger",
            "Fraud",
            "Pipeline");
    assertThat(boards.all().get(4).panels().stream().map(Panel::name))
        .containsExactly(
            "zero-sum", "trial-balance", "top-balances", "account-history", "lineage", "alerts");
  }

  @Test
  void shouldFindPanelsByTheirNamesOnly() {
    Boards boards = Boards.read(Boards.PACKED);

    assertThat(boards.find("ledger", "trial-balance")).isNotNull();
    assertThat(boards.find("ledger", "../ledger/trial-balance")).isNull();
    assertThat(boards.find("pipeline", "trial-balance")).isNull();
  }

  @Test
  void shouldReadAFolder(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("mine"));
    Files.writeString(
        folder.resolve("mine/one.sql"),
        "-- title: One\n-- question: One?\n-- chart: table\n\nSELECT 1 AS one\n");

    Boards boards = Boards.read(folder.toUri().toString());

    assertThat(boards.find("mine", "one")).isNotNull();
  }

  @Test
  void shouldTakeTheBoardsChineseNameFromThePanelThatHasIt(@TempDir Path folder)
      throws IOException {
    write(folder, "mine/one.sql", "-- position: 1", "1 AS one");
    write(folder, "mine/two.sql", "-- board.zh: 我的", "2 AS two");
    write(folder, "other/one.sql", "-- position: 1", "1 AS one");

    Boards boards = Boards.read(folder.toUri().toString());

    assertThat(boards.all().stream().map(Board::titleZh)).containsExactly("我的", null);
  }

  @Test
  void shouldListBoardsByTheirPositionAndThoseWithoutOneLastByName(@TempDir Path folder)
      throws IOException {
    write(folder, "a/one.sql", "-- position: 1", "1 AS one");
    write(folder, "b/one.sql", "-- position: 1", "1 AS one");
    write(folder, "c/one.sql", "-- board.position: 10", "1 AS one");
    write(folder, "d/one.sql", "-- position: 1", "1 AS one");
    write(folder, "d/two.sql", "-- board.position: 9", "2 AS two");

    Boards boards = Boards.read(folder.toUri().toString());

    assertThat(boards.all().stream().map(Board::name)).containsExactly("d", "c", "a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere?order_id, there is no board 'nowhere'",
    "ledger?order, no panel of board 'ledger' has parameter 'order'"
  })
  void shouldRefuseALinkThatLeadsNowhere(String target, String fault, @TempDir Path folder)
      throws IOException {
    write(folder, "mine/one.sql", "-- link: order_id = " + target, "1 AS order_id");
    write(
        folder,
        "ledger/lineage.sql",
        "-- parameter: order_id String = | Order",
        "{order_id:String} AS order_id");

    assertThatThrownBy(() -> Boards.read(folder.toUri().toString()))
        .isInstanceOf(PanelFileException.class)
        .hasMessage("sql/mine/one.sql:4: " + fault);
  }

  @Test
  void shouldTakeALinkToAParameterOfAnyPanelOfTheBoard(@TempDir Path folder) throws IOException {
    write(folder, "mine/one.sql", "-- link: order_id = mine?order_id", "1 AS order_id");
    write(
        folder,
        "mine/two.sql",
        "-- parameter: order_id String = | Order",
        "{order_id:String} AS order_id");

    assertThat(Boards.read(folder.toUri().toString()).all().get(0).panels().get(0).links())
        .containsExactly(new Link("order_id", "mine", "order_id"));
  }

  @Test
  void shouldSayEverythingInChineseToo() {
    for (Board board : Boards.read(Boards.PACKED).all()) {
      assertThat(board.titleZh()).as(board.name()).isNotBlank();
      for (Panel panel : board.panels()) {
        String file = panel.board() + "/" + panel.name();
        assertThat(panel.titleZh()).as(file + " title.zh").matches(CHINESE);
        assertThat(panel.questionZh()).as(file + " question.zh").matches(CHINESE);
        assertThat(panel.headings()).as(file + " column").isNotEmpty();
        assertThat(panel.parameters())
            .as(file + " parameter.zh")
            .allSatisfy(p -> assertThat(p.labelZh()).as(p.name()).isNotBlank());
      }
    }
  }

  private static void write(Path folder, String file, String line, String select)
      throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(
        path,
        "-- title: One\n-- question: One?\n-- chart: table\n" + line + "\n\nSELECT " + select);
  }

  @Test
  void shouldRefuseAFolderWithoutBoards(@TempDir Path folder) {
    assertThatThrownBy(() -> Boards.read(folder.toUri().toString()))
        .isInstanceOf(PanelFileException.class)
        .hasMessageContaining("holds no <board>/<name>.sql");
  }
}
