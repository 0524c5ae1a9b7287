package dev.settle.stack.statements;

import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.stack.traffic.ChannelAgreement;
import dev.settle.stack.traffic.ChannelPayout;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Lines as they stand in a file, numbered by their place in it. */
final class FileLines {
  private FileLines() {}

  /** The lines as they are. */
  static List<StatementLine> of(List<ChannelLine> lines) {
    List<StatementLine> numbered = new ArrayList<>(lines.size() + 1);
    for (ChannelLine line : lines) {
      numbered.add(line.atLine(numbered.size() + 1));
    }
    return numbered;
  }

  /**
   * The lines, and behind them the payout of what they leave, so that all together sum to 0.
   *
   * @param word the channel's word for a payout
   */
  static List<StatementLine> paidOut(List<ChannelLine> lines, ChannelPayout payout, String word) {
    List<StatementLine> all = of(lines);
    all.add(
        new StatementLine(
            payout.payoutId(),
            null,
            "",
            null,
            LineKind.PAYOUT,
            word,
            Math.negateExact(payout.amount()),
            0,
            payout.currency(),
            payout.paidAt(),
            all.size() + 1));
    return all;
  }

  /** The payout at the end of a day, of what the lines leave. */
  static ChannelPayout payout(
      ChannelAgreement agreement, String payoutId, LocalDate date, List<ChannelLine> lines) {
    long net = 0;
    for (ChannelLine line : lines) {
      net = Math.addExact(net, line.line().net());
    }
    return new ChannelPayout(
        agreement.channel(),
        payoutId,
        date,
        agreement.currency(),
        net,
        BusinessDay.of(agreement.channel(), date).end().minusSeconds(1));
  }
}
