package dev.settle.batch.statement;

import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statement files as they were fetched: {@code <dir>/<channel in lower case>/*}, and {@code
 * <dir>/<channel in lower case>/<account>/*} where the account needs saying, as some formats name
 * none. A file belongs to the day that its name says; one whose name has no date belongs to the day
 * of its content.
 */
public final class StatementDirectory {
  private static final Pattern DATED =
      Pattern.compile("(?<!\\d)20\\d{2}(-\\d{2}-\\d{2}|\\d{4})(?!\\d)");

  private final Path root;

  /** The directory that holds one folder a channel. */
  public StatementDirectory(Path root) {
    this.root = root;
  }

  /**
   * Files of a channel and day, by name, then those in the folders of its accounts; empty when no
   * folder is there.
   */
  public List<DeliveredFile> filesOf(AgreedChannel agreed, LocalDate date) throws IOException {
    List<DeliveredFile> files = new ArrayList<>();
    Path folder = folderOf(agreed.channel());
    add(folder, null, date, files);
    for (String account : agreed.statementAccounts()) {
      add(folder.resolve(account), account, date, files);
    }
    return files;
  }

  private static void add(
      Path folder, @Nullable String account, LocalDate date, List<DeliveredFile> files)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(StatementDirectory::isFinished).sorted().toList()) {
        if (isOf(date, file)) {
          files.add(new DeliveredFile(file, account));
        }
      }
    }
  }

  /** Where the files of a channel are looked for. */
  public Path folderOf(Channel channel) {
    return root.resolve(channel.name().toLowerCase(Locale.ROOT));
  }

  private static boolean isOf(LocalDate date, Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (name.contains(date.toString())
        || name.contains(date.format(DateTimeFormatter.BASIC_ISO_DATE))) {
      return true;
    }
    if (DATED.matcher(name).find()) {
      return false;
    }
    StatementCheck check = StatementFiles.check(file, Expectation.none(), LineConsumer.NONE);
    LocalDate content = check.summary().businessDate();
    return content == null || content.equals(date);
  }

  private static boolean isFinished(Path file) {
    String name = String.valueOf(file.getFileName());
    return Files.isRegularFile(file)
        && !name.startsWith(".")
        && !name.endsWith(".tmp")
        && !name.endsWith(".part");
  }
}
