package dev.settle.stream.ledger;

import dev.settle.stream.ledger.rule.LedgerLeg;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * What has a sequence and a balance of its own: account, shard and currency. A plain string,
 * because the type of a key can never change in a savepoint, and neither can what it says.
 */
final class AccountKeySelector implements KeySelector<EncodedLeg, String> {
  private static final long serialVersionUID = 1;

  @Override
  public String getKey(EncodedLeg leg) {
    return leg.accountKey;
  }

  /** The key of a leg. */
  static String keyOf(LedgerLeg leg) {
    return leg.account + '|' + leg.shard + '|' + leg.currency;
  }

  /** The account of a key. */
  static String accountOf(String key) {
    return key.substring(0, key.indexOf('|'));
  }
}
