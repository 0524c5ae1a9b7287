package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_AMOUNT;
import static dev.settle.stream.ledger.rule.QuarantineCategory.MALFORMED;
import static dev.settle.stream.ledger.rule.QuarantineCategory.UNBALANCED;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.payment.InstructionKind;
import dev.settle.schemas.payment.PaymentLimits;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a journal ordered by the batch side must be: legs on accounts of the chart, that sum to zero
 * per currency, approved by another person where a person ordered it. All its legs are booked, or
 * none.
 */
public final class InstructionRules {
  /** As many legs as PostgreSQL lets through. */
  static final int LEGS_MAX = 1_000;

  private static final LocalDate DATE_MIN = LocalDate.of(1970, 1, 1);
  private static final LocalDate DATE_MAX = LocalDate.of(2149, 1, 1);

  private InstructionRules() {}

  /**
   * Takes an instruction into the state.
   *
   * @return false when it is a repetition of what was booked, to be dropped
   * @throws RefusedChangeException when it breaks a rule, or differs from what was booked under its
   *     id; the state is then untouched
   */
  public static boolean accept(InstructionState state, InstructionChange change)
      throws RefusedChangeException {
    String fingerprint = fingerprint(change);
    if (!state.fingerprint.isEmpty()) {
      if (!state.fingerprint.equals(fingerprint)) {
        throw new RefusedChangeException(
            CONTRADICTION, "an instruction is never changed, and another was booked by this id");
      }
      return false;
    }
    requireSoundDate(change);
    requireFourEyes(change);
    requireSoundLegs(change);
    requireBalance(change);
    state.fingerprint = fingerprint;
    return true;
  }

  private static void requireSoundDate(InstructionChange change) throws RefusedChangeException {
    if (change.businessDate().isBefore(DATE_MIN) || change.businessDate().isAfter(DATE_MAX)) {
      throw new RefusedChangeException(
          MALFORMED, "business_date " + change.businessDate() + " is no day of business");
    }
  }

  private static void requireFourEyes(InstructionChange change) throws RefusedChangeException {
    if (change.maker().equals(change.checker())) {
      throw new RefusedChangeException(
          CONTRADICTION, "maker and checker are both '" + change.maker() + "'");
    }
    if (change.kind() == InstructionKind.CORRECTION && change.checker() == null) {
      throw new RefusedChangeException(CONTRADICTION, "a correction that nobody checked");
    }
  }

  private static void requireSoundLegs(InstructionChange change) throws RefusedChangeException {
    int count = change.legs().size();
    if (count < 2 || count > LEGS_MAX) {
      throw new RefusedChangeException(MALFORMED, count + " legs, not 2 to " + LEGS_MAX);
    }
    for (InstructionChange.Leg leg : change.legs()) {
      if (!AccountAddress.isValid(leg.account())) {
        throw new RefusedChangeException(
            MALFORMED, "'" + leg.account() + "' is not an account of the ledger");
      }
      long amount = leg.amount();
      if (amount == 0
          || amount > PaymentLimits.AMOUNT_MINOR_MAX
          || amount < -PaymentLimits.AMOUNT_MINOR_MAX) {
        throw new RefusedChangeException(
            ILLEGAL_AMOUNT,
            "the leg of "
                + amount
                + " on "
                + leg.account()
                + " is zero or beyond "
                + PaymentLimits.AMOUNT_MINOR_MAX);
      }
    }
  }

  private static void requireBalance(InstructionChange change) throws RefusedChangeException {
    Map<String, BigInteger> sums = new TreeMap<>();
    for (InstructionChange.Leg leg : change.legs()) {
      sums.merge(leg.currency(), BigInteger.valueOf(leg.amount()), BigInteger::add);
    }
    sums.values().removeIf(sum -> sum.signum() == 0);
    if (!sums.isEmpty()) {
      throw new RefusedChangeException(UNBALANCED, "the legs do not sum to zero: " + sums);
    }
  }

  /** SHA-256 over what decides the entries, in hexadecimal. */
  private static String fingerprint(InstructionChange change) {
    StringBuilder text = new StringBuilder();
    for (Object part :
        new Object[] {
          change.kind(),
          change.businessKey(),
          change.businessDate(),
          change.channel(),
          change.orderId(),
          change.merchantId()
        }) {
      text.append(part).append('\n');
    }
    for (InstructionChange.Leg leg : change.legs()) {
      text.append(leg.account()).append('|').append(leg.currency()).append('|');
      text.append(leg.amount()).append('\n');
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
