package dev.settle.stream.fraud;

/**
 * Rules as the state names them: the first 64 bits of the SHA-256 of their ids. Ids are some twenty
 * bytes long and stood in each window, of which a home has up to ten. Two of ten thousand rules
 * have the same code once in 10^11 times.
 */
final class RuleCode {
  private RuleCode() {}

  static long of(String ruleId) {
    return IdHash.of(ruleId).first();
  }
}
