package dev.settle.batch.sharing.nightly;

import dev.settle.batch.instruction.Leg;
import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.payment.PaymentLimits;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The receivers' legs of one merchant and currency, as journals that the ledger takes: each with
 * the merchant's leg against its receivers', at most {@value #RECEIVERS_MAX} of them, and no leg
 * above the limit of an amount.
 */
final class PartLegs {
  private static final int RECEIVERS_MAX = 999;
  private static final BigInteger LEG_MAX = BigInteger.valueOf(PaymentLimits.AMOUNT_MINOR_MAX);

  private final String merchant;
  private final String currency;
  private final boolean back;
  private final List<List<Leg>> journals = new ArrayList<>();
  private final List<Leg> open = new ArrayList<>();
  private long sum;

  PartLegs(String merchant, String currency, boolean back) {
    this.merchant = merchant;
    this.currency = currency;
    this.back = back;
  }

  String merchant() {
    return merchant;
  }

  String currency() {
    return currency;
  }

  boolean isBack() {
    return back;
  }

  boolean isOf(String otherMerchant, String otherCurrency, boolean otherBack) {
    return merchant.equals(otherMerchant) && currency.equals(otherCurrency) && back == otherBack;
  }

  /** Adds what a receiver gets, or gives when negative; not zero. */
  void add(String receiver, BigInteger amount) {
    pieces(amount).forEach(piece -> addPiece(new Leg(receiver, currency, piece)));
  }

  /** An amount as the ledger takes it: in as few legs as its limit allows; of zero none. */
  static List<Long> pieces(BigInteger amount) {
    List<Long> pieces = new ArrayList<>();
    BigInteger rest = amount;
    while (rest.signum() != 0) {
      long piece = rest.min(LEG_MAX).max(LEG_MAX.negate()).longValueExact();
      pieces.add(piece);
      rest = rest.subtract(BigInteger.valueOf(piece));
    }
    return pieces;
  }

  private void addPiece(Leg leg) {
    if (open.size() == RECEIVERS_MAX
        || Math.abs(sum + leg.amount()) > PaymentLimits.AMOUNT_MINOR_MAX) {
      close();
    }
    open.add(leg);
    sum += leg.amount();
  }

  /** All of them, closed. */
  List<List<Leg>> journals() {
    close();
    return journals;
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    // What receivers give each other moves nothing of the merchant's.
    if (sum != 0) {
      open.add(0, new Leg(AccountAddress.merchantPending(merchant), currency, -sum));
    }
    journals.add(List.copyOf(open));
    open.clear();
    sum = 0;
  }
}
