package dev.settle.dashboards.grafana;

import dev.settle.dashboards.board.BoardOptions;
import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.board.PanelFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the boards for another program. Exit codes: 0 written, 1 a file is wrong, 2 usage. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Writes the boards as Grafana's provisioning: data sources, dashboard provider, one"
            + " dashboard a board, one of the pipeline's metrics.")
public final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--grafana",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write to; docs/grafana.md says how to mount it.")
  private Path folder = Path.of("");

  @Mixin private BoardOptions boards = new BoardOptions();

  @Override
  public Integer call() {
    try {
      Map<String, String> files = GrafanaExport.files(Boards.read(boards.root()), boards.zone());
      GrafanaExport.write(files, folder);
      System.out.println(files.size() + " files in " + folder.toAbsolutePath());
      return 0;
    } catch (PanelFileException | IllegalArgumentException | IOException e) {
      System.err.println("settle dashboards export: " + e.getMessage());
      return 1;
    }
  }
}
