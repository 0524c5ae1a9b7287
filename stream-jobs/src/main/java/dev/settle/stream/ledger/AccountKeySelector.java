package dev.settle.stream.ledger;

import dev.settle.stream.ledger.rule.LedgerLeg;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * What has a sequence and a balance of its own: account, shard and currency. A plain string,
 * because the type of a key can never change in a savepoint.
 */
final class AccountKeySelector implements KeySelector<LedgerLeg, String> {
  private static final long serialVersionUID = 1;

  @Override
  public String getKey(LedgerLeg leg) {
    return leg.account + '|' + leg.shard + '|' + leg.currency;
  }
}
