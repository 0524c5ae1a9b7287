package dev.settle.stack.statements;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.batch.statement.wechat.BillLayout;
import dev.settle.batch.statement.wechat.TradeBillRow;
import dev.settle.batch.statement.wechat.WechatBillWriter;
import dev.settle.schemas.payment.Channel;
import dev.settle.stack.traffic.ChannelAgreement;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Makes the channel's statement of a day, and the list of what is wrong with it. */
public final class StatementMaker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BillLayout layout;
  private final boolean byteOrderMark;

  /** A maker of bills in one layout. */
  public StatementMaker(BillLayout layout, boolean byteOrderMark) {
    this.layout = layout;
    this.byteOrderMark = byteOrderMark;
  }

  /**
   * A statement that was made.
   *
   * @param file the bill
   * @param lines its detail rows
   * @param faults what is wrong with it
   */
  public record Made(Path file, int lines, List<Fault> faults) {}

  /**
   * Writes the bill under a folder of statements, and beside that folder's bills the faults as
   * JSON.
   *
   * @param faults how many faults to put in
   * @param seed decides which
   * @throws IllegalArgumentException when the day has too few lines for so many faults
   */
  public Made make(Connection connection, LocalDate date, Path statements, int faults, long seed)
      throws SQLException, IOException {
    List<ChannelLine> sound =
        ChannelView.linesOf(connection, date).stream()
            .filter(line -> layout.lists(line.line()))
            .toList();
    FaultInjector.Faulty faulty = new FaultInjector(seed).inject(sound, faults);
    Path file = write(statements, date, faulty.lines());
    Files.writeString(
        faultsFile(statements, date), toJson(date, file, faulty.faults()), StandardCharsets.UTF_8);
    return new Made(file, faulty.lines().size(), faulty.faults());
  }

  /** Writes the bill; a reader never sees half of it. */
  private Path write(Path statements, LocalDate date, List<ChannelLine> lines) throws IOException {
    String merchantNo = ChannelAgreement.WECHAT.accountNo();
    WechatBillWriter writer = new WechatBillWriter(layout, byteOrderMark);
    Path folder = statements.resolve(Channel.WECHAT.name().toLowerCase(Locale.ROOT));
    Path file = folder.resolve(writer.fileName(merchantNo, date));
    Files.createDirectories(folder);
    Path half = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter out = Files.newBufferedWriter(half, StandardCharsets.UTF_8)) {
      writer.write(out, merchantNo, lines.stream().map(StatementMaker::row).toList());
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  private static TradeBillRow row(ChannelLine line) {
    return new TradeBillRow(
        line.line(), line.userId(), line.product(), line.feeRatePpm(), line.requestedAt());
  }

  /** Where the faults of a day's statements are listed. */
  public static Path faultsFile(Path statements, LocalDate date) {
    return statements.resolve("faults-" + date + ".json");
  }

  private static String toJson(LocalDate date, Path file, List<Fault> faults) {
    ObjectNode node = JSON.createObjectNode();
    node.put("business_date", date.toString()).put("file", String.valueOf(file.getFileName()));
    ArrayNode rows = node.putArray("faults");
    for (Fault fault : faults) {
      rows.addObject()
          .put("kind", fault.kind().name())
          .put("expected_class", fault.expectedClass())
          .put("order_id", fault.orderId())
          .put("refund_id", fault.refundId())
          .put("note", fault.note());
    }
    return node.toPrettyString() + "\n";
  }
}
