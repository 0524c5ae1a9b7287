package dev.settle.stack.statements;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.schemas.payment.Channel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes every channel's statement of a day, and the list of what is wrong with them. */
public final class StatementMaker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ChannelStatement> statements;

  /** A maker of every agreed statement, WeChat Pay's as given. */
  public StatementMaker(WechatStatement wechat) {
    this.statements =
        List.of(
            wechat,
            new AlipayStatement(),
            new UnionpayStatement(),
            new StripeStatement(),
            new AdyenStatement());
  }

  /**
   * A statement that was made.
   *
   * @param channel whose it is
   * @param file the file
   * @param lines its payments and refunds
   * @param faults what is wrong with it
   */
  public record Made(Channel channel, Path file, int lines, List<Fault> faults) {}

  /**
   * Writes the statements under a folder, one folder a channel, and beside those the faults as
   * JSON.
   *
   * @param faults how many faults to put into each statement; fewer come when it has not so many
   *     lines
   * @param seed decides which
   */
  public List<Made> make(Connection connection, LocalDate date, Path folder, int faults, long seed)
      throws SQLException, IOException {
    List<Made> made = new ArrayList<>();
    for (ChannelStatement statement : statements) {
      made.add(make(statement, connection, date, folder, faults, seed));
    }
    Files.writeString(faultsFile(folder, date), toJson(date, made), StandardCharsets.UTF_8);
    return made;
  }

  private static Made make(
      ChannelStatement statement,
      Connection connection,
      LocalDate date,
      Path folder,
      int faults,
      long seed)
      throws SQLException, IOException {
    List<ChannelLine> sound =
        ChannelView.linesOf(connection, statement.agreement(), date).stream()
            .filter(statement::lists)
            .toList();
    FaultInjector.Faulty faulty = new FaultInjector(seed, statement).inject(sound, faults);
    Channel channel = statement.agreement().channel();
    Path ofChannel = folder.resolve(channel.name().toLowerCase(Locale.ROOT));
    Files.createDirectories(ofChannel);
    Path file = ofChannel.resolve(statement.fileName(date));
    write(statement, date, file, faulty.lines());
    return new Made(channel, file, faulty.lines().size(), faulty.faults());
  }

  /** A reader never sees half of the file. */
  private static void write(
      ChannelStatement statement, LocalDate date, Path file, List<ChannelLine> lines)
      throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(half))) {
      statement.write(out, date, lines);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Where the faults of a day's statements are listed. */
  public static Path faultsFile(Path statements, LocalDate date) {
    return statements.resolve("faults-" + date + ".json");
  }

  private static String toJson(LocalDate date, List<Made> made) {
    ObjectNode node = JSON.createObjectNode();
    node.put("business_date", date.toString());
    ArrayNode files = node.putArray("statements");
    for (Made statement : made) {
      ObjectNode file = files.addObject();
      file.put("channel", statement.channel().name())
          .put("file", String.valueOf(statement.file().getFileName()));
      ArrayNode rows = file.putArray("faults");
      for (Fault fault : statement.faults()) {
        rows.addObject()
            .put("kind", fault.kind().name())
            .put("expected_class", fault.expectedClass())
            .put("order_id", fault.orderId())
            .put("refund_id", fault.refundId())
            .put("note", fault.note());
      }
    }
    return node.toPrettyString() + "\n";
  }
}
