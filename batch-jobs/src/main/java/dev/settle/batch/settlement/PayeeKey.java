package dev.settle.batch.settlement;

/**
 * A payee in a currency: what is settled by itself.
 *
 * @param payee {@code merchant:ID} or {@code partner:ID}
 * @param currency ISO 4217
 */
public record PayeeKey(String payee, String currency) implements Comparable<PayeeKey> {
  @Override
  public int compareTo(PayeeKey other) {
    int byPayee = payee.compareTo(other.payee);
    return byPayee != 0 ? byPayee : currency.compareTo(other.currency);
  }
}
