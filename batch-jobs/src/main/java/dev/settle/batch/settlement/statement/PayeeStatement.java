package dev.settle.batch.settlement.statement;

import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.batch.settlement.SettlementWindow;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * A settlement as its payee is told: what the night wrote, not yet checked ({@link
 * StatementProof}). Amounts: minor units.
 *
 * @param id the settlement's id
 * @param payee {@code merchant:ID} or {@code partner:ID}
 * @param name of the merchant or partner; empty when it has none
 * @param night business date of the night that settled
 * @param zone in which the payee's cut-off is local
 * @param activity sum of the lines of orders
 * @param before what the settlement before it left
 * @param lines in their order
 */
public record PayeeStatement(
    String id,
    String payee,
    String name,
    String currency,
    LocalDate night,
    SettlementWindow window,
    ZoneId zone,
    long activity,
    long net,
    long payout,
    Standing before,
    Standing after,
    List<StatementLine> lines) {

  /** Keeps a copy of the lines. */
  public PayeeStatement {
    lines = List.copyOf(lines);
  }

  /** Sum of the lines of some kinds. */
  public BigInteger total(Kind... kinds) {
    return total(Set.of(kinds));
  }

  /** Sum of the lines of some kinds. */
  BigInteger total(Set<Kind> kinds) {
    return lines.stream()
        .filter(line -> kinds.contains(line.kind()))
        .map(line -> BigInteger.valueOf(line.amount()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** How many items the lines of a kind add up. */
  long items(Kind kind) {
    return lines.stream().filter(line -> line.kind() == kind).mapToLong(StatementLine::items).sum();
  }

  /** Who and what, for a message. */
  public String title() {
    return "%s, %s, window %s".formatted(payee, currency, window.day());
  }

  /** Name of its files without their endings: the payee's id holds nothing that a name may not. */
  String fileName() {
    return payee.replace(':', '-') + "-" + currency;
  }
}
