package dev.settle.stack.statements;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.stack.traffic.ChannelPayout;
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

/**
 * Makes every channel's and the bank's statement of a day, and the list of what is wrong with them.
 */
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
   * @param sender whose it is: a channel, or BANK
   * @param file the file
   * @param lines payments and refunds of a channel, entries of the bank
   * @param faults what is wrong with it
   */
  public record Made(String sender, Path file, int lines, List<Fault> faults) {}

  /**
   * The statements of a day.
   *
   * @param statements of every channel, then the bank's
   * @param payouts what the channels say that they pay out
   */
  public record Day(List<Made> statements, List<ChannelPayout> payouts) {}

  /**
   * Writes the statements under a folder, one folder a sender, and beside those the faults as JSON.
   *
   * @param faults how many faults to put into each channel's statement; fewer come when it has not
   *     so many lines. Of the bank's entries one is wrong unless this is 0
   * @param seed decides which
   */
  public Day make(Connection connection, LocalDate date, Path folder, int faults, long seed)
      throws SQLException, IOException {
    List<Made> made = new ArrayList<>();
    List<ChannelPayout> payouts = new ArrayList<>();
    for (ChannelStatement statement : statements) {
      List<ChannelLine> sound =
          ChannelView.linesOf(connection, statement.agreement(), date).stream()
              .filter(statement::lists)
              .toList();
      FaultInjector.Faulty faulty = new FaultInjector(seed, statement).inject(sound, faults);
      made.add(write(statement, date, folder, faulty));
      ChannelPayout payout = statement.payout(date, faulty.lines());
      if (payout != null && payout.amount() != 0) {
        payouts.add(payout);
      }
    }
    made.add(writeBank(date, folder, payouts, faults > 0));
    Files.writeString(faultsFile(folder, date), toJson(date, made), StandardCharsets.UTF_8);
    return new Day(made, payouts);
  }

  private static Made write(
      ChannelStatement statement, LocalDate date, Path folder, FaultInjector.Faulty faulty)
      throws IOException {
    String sender = statement.agreement().channel().name();
    Path file = folder.resolve(sender.toLowerCase(Locale.ROOT)).resolve(statement.fileName(date));
    writeWhole(file, out -> statement.write(out, date, faulty.lines()));
    return new Made(sender, file, faulty.lines().size(), faulty.faults());
  }

  private static Made writeBank(
      LocalDate date, Path folder, List<ChannelPayout> payouts, boolean faulty) throws IOException {
    BankStatementMaker bank = new BankStatementMaker(folder, date, payouts, faulty);
    writeWhole(bank.file(), bank::write);
    return new Made(BankStatementMaker.SENDER, bank.file(), payouts.size(), bank.faults());
  }

  /** A reader never sees half of the file. */
  private static void writeWhole(Path file, Content content) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".part");
    Path folder = half.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(half))) {
      content.write(out);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What stands in a file. */
  private interface Content {
    void write(OutputStream out) throws IOException;
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
      file.put("sender", statement.sender())
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
