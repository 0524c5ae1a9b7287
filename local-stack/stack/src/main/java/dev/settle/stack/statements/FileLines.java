package dev.settle.stack.statements;

import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import java.time.Instant;
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
   * @param payoutId the channel's id of the payout
   * @param word the channel's word for a payout
   * @param currency ISO 4217, of the lines too
   */
  static List<StatementLine> paidOut(
      List<ChannelLine> lines, String payoutId, String word, String currency, Instant at) {
    List<StatementLine> all = of(lines);
    long net = 0;
    for (StatementLine line : all) {
      net = Math.addExact(net, line.net());
    }
    all.add(
        new StatementLine(
            payoutId,
            null,
            "",
            null,
            LineKind.PAYOUT,
            word,
            Math.negateExact(net),
            0,
            currency,
            at,
            all.size() + 1));
    return all;
  }
}
