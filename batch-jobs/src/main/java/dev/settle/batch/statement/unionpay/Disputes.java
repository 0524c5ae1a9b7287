package dev.settle.batch.statement.unionpay;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.unionpay.RdSummary.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the disputes (ZME) of a settlement: one line of kind CHARGEBACK a row, whose state is the
 * 交易代码.
 *
 * <ul>
 *   <li>What a dispute moves is 结算金额 plus 商户手续费, both signed by the file (C to the merchant, D from
 *       him), so no sign is told from the code. It must be 交易金额 in size: a row whose columns mean
 *       something else is refused.
 *   <li>A row has no order number and no 查询流水号. Its id is what UnionPay tells transactions by:
 *       agent, sender, trace number and time; the disputed transaction's trace number and time are
 *       not an id that the ledger knows, so the line is matched by hand.
 *   <li>The year follows from the settlement date: a dispute is not raised after it is settled.
 * </ul>
 */
final class Disputes {
  private static final String CURRENCY = "CNY";

  private final SettlementName name;
  private final LineConsumer consumer;
  private final SettlementDay day;
  private final FixedRow row = new FixedRow(ZmeField.values());
  private Totals totals = Totals.ZERO;

  Disputes(SettlementName name, LineConsumer consumer) {
    this.name = name;
    this.consumer = consumer;
    this.day = new SettlementDay(name.date());
  }

  /** What was read. */
  Totals totals() {
    return totals;
  }

  void read(InputStream in) throws IOException, StatementRefusedException {
    ByteLines text = new ByteLines(in, StandardCharsets.ISO_8859_1);
    for (String line = text.next(); line != null; line = text.next()) {
      if (!line.isBlank()) {
        row.parse(line, text.number());
        take();
      }
    }
  }

  private void take() throws IOException, StatementRefusedException {
    String owner = row.get(ZmeField.MERCHANT);
    if (!owner.equals(name.merchant())) {
      throw new StatementRefusedException(
          row.line(),
          ZmeField.MERCHANT.title(),
          "'" + owner + "' where the file's name says " + name.merchant());
    }
    long settlement = row.signedFen(ZmeField.SETTLEMENT);
    long fee = Math.negateExact(row.signedFen(ZmeField.FEE));
    long moved = Math.addExact(settlement, fee);
    long amount = row.fen(ZmeField.AMOUNT);
    if (Math.abs(moved) != amount) {
      throw new StatementRefusedException(
          row.line(),
          ZmeField.SETTLEMENT.title(),
          "with 商户手续费 %s is %s where 交易金额 is %s"
              .formatted(
                  Decimals.plain(fee, 2), Decimals.plain(moved, 2), Decimals.plain(amount, 2)));
    }
    totals = totals.plus(new Totals(1, moved, fee, settlement));
    consumer.accept(
        new StatementLine(
            String.join(
                "-",
                row.get(ZmeField.ACQUIRER),
                row.get(ZmeField.SENDER),
                row.id(ZmeField.TRACE),
                row.id(ZmeField.TIME)),
            null,
            "",
            null,
            LineKind.CHARGEBACK,
            row.id(ZmeField.TRANSACTION_CODE),
            moved,
            fee,
            CURRENCY,
            day.lastBeforeEnd(row.get(ZmeField.TIME), row.line(), ZmeField.TIME.title()),
            row.line()));
  }
}
