package dev.settle.batch.proof;

/**
 * One proof.
 *
 * @param name what is proved
 * @param holds whether it does
 * @param figure the number behind it, for a person
 */
public record Proof(String name, boolean holds, String figure) {
  /** {@code PROOF name OK|FAIL figure}. */
  @Override
  public String toString() {
    return "PROOF " + name + " " + (holds ? "OK" : "FAIL") + " " + figure;
  }
}
