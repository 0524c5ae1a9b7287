package dev.settle.dashboards.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardsTest {
  @Test
  void shouldReadThePackedBoardsInTheirOrder() {
    Boards boards = Boards.read(Boards.PACKED);

    assertThat(boards.all().stream().map(Board::title))
        .containsExactly("Ledger", "Pipeline", "Reconciliation", "Settlement overview");
    assertThat(boards.all().get(0).panels().stream().map(Panel::name))
        .containsExactly("zero-sum", "trial-balance", "top-balances", "account-history", "alerts");
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
  void shouldRefuseAFolderWithoutBoards(@TempDir Path folder) {
    assertThatThrownBy(() -> Boards.read(folder.toUri().toString()))
        .isInstanceOf(PanelFileException.class)
        .hasMessageContaining("holds no <board>/<name>.sql");
  }
}
