package dev.settle.batch.breaks;

import dev.settle.batch.BatchException;
import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.money.Money;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What is to be booked so that a break is settled. A correction settles a break when it moves on
 * the channel's account exactly what the break leaves open, in every currency: then the proof of
 * the night that sees it has no residual. The fee is on no side of the proof, so the correction of
 * a fee is free in that.
 *
 * @param kind why
 * @param postings in the order in which they are booked
 */
public record Correction(CorrectionKind kind, List<Posting> postings) {
  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final String FEE_MISMATCH = "FEE_MISMATCH";

  /**
   * The usual correction: the channel's account against one other, each open currency a posting.
   *
   * @param from who gives; null: the channel's account or the usual one, as the direction needs
   * @param to who takes; null: likewise
   * @param amount null: the money at stake
   * @throws BatchException 65 when it does not settle the break, or cannot be guessed
   */
  public static Correction usual(
      CorrectionKind kind,
      Break of,
      BreakItem item,
      @Nullable String from,
      @Nullable String to,
      @Nullable Money amount) {
    requireKind(kind, of);
    Map<String, Long> stake = isFee(of) ? Map.of(of.currency(), feeApart(of, item)) : item.open();
    List<Posting> postings = new ArrayList<>();
    if (from != null && to != null) {
      postings.add(
          posting(
              from,
              to,
              amount == null
                  ? size(isFee(of) ? feeApart(of, item) : of.amount(), of.currency())
                  : amount));
    } else {
      if (stake.isEmpty()) {
        throw BatchException.refused(
            "break %s leaves nothing open on %s: say --from and --to, neither of them that account"
                .formatted(of.id(), channelAccount(of)));
      }
      if (amount != null && stake.size() > 1) {
        throw BatchException.refused(
            "break %s is open in %s: say each --posting FROM,TO,AMOUNT,CURRENCY"
                .formatted(of.id(), stake.keySet()));
      }
      stake.forEach(
          (currency, open) -> postings.add(against(kind, of, from, to, amount, currency, open)));
    }
    Correction correction = new Correction(kind, List.copyOf(postings));
    correction.requireSettles(of, item);
    return correction;
  }

  /** What the channel owes too much goes to its account, an asset, which is negative. */
  private static Posting against(
      CorrectionKind kind,
      Break of,
      @Nullable String from,
      @Nullable String to,
      @Nullable Money amount,
      String currency,
      long open) {
    Money size = amount == null ? size(open, currency) : amount;
    String channel = channelAccount(of);
    String other =
        kind == CorrectionKind.FEE
            ? AccountAddress.PLATFORM_CHANNEL_FEES
            : AccountAddress.PLATFORM_SUSPENSE;
    if (from == null && to == null && kind == CorrectionKind.REBOOK) {
      throw BatchException.refused("a REBOOK needs to know the account: say --from or --to");
    }
    return open > 0
        ? posting(from == null ? other : from, to == null ? channel : to, size)
        : posting(from == null ? channel : from, to == null ? other : to, size);
  }

  /**
   * A correction of postings that a person spelt out.
   *
   * @throws BatchException 65 when it does not settle the break
   */
  public static Correction spelt(
      CorrectionKind kind, Break of, BreakItem item, List<Posting> postings) {
    requireKind(kind, of);
    Correction correction = new Correction(kind, List.copyOf(postings));
    correction.requireSettles(of, item);
    return correction;
  }

  private static Posting posting(String from, String to, Money amount) {
    try {
      return new Posting(from, to, amount);
    } catch (IllegalArgumentException e) {
      throw BatchException.refused(String.valueOf(e.getMessage()));
    }
  }

  private static void requireKind(CorrectionKind kind, Break of) {
    if ((kind == CorrectionKind.FEE) != isFee(of)) {
      throw BatchException.refused(
          "a correction of kind FEE is for a FEE_MISMATCH, and no other: break %s is %s"
              .formatted(of.id(), of.breakClass()));
    }
  }

  private void requireSettles(Break of, BreakItem item) {
    requireSettles(of, item, legs());
  }

  /**
   * Refuses legs that would leave the break open.
   *
   * @throws BatchException 65
   */
  static void requireSettles(Break of, BreakItem item, List<Leg> legs) {
    if (item.batch() != null && !item.batch().breakId().equals(of.id())) {
      throw BatchException.refused(
          "break %s is a row of a batch, which is corrected as a whole: by break %s"
              .formatted(of.id(), item.batch().breakId()));
    }
    if (isFee(of)) {
      return;
    }
    Map<String, Long> moved = new TreeMap<>();
    legs.stream()
        .filter(leg -> leg.account().equals(channelAccount(of)))
        .forEach(leg -> moved.merge(leg.currency(), leg.amount(), Math::addExact));
    moved.values().removeIf(amount -> amount == 0);
    Map<String, Long> open = item.open();
    if (!moved.equals(open)) {
      throw BatchException.refused(
          "break %s leaves %s open on %s, the correction moves %s there: it would not settle it"
              .formatted(of.id(), money(open), channelAccount(of), money(moved)));
    }
  }

  private static String money(Map<String, Long> amounts) {
    return amounts.isEmpty()
        ? "nothing"
        : String.join(
            " and ",
            amounts.entrySet().stream()
                .map(e -> Money.ofMinor(e.getValue(), e.getKey()).toString())
                .toList());
  }

  /** The account that the channel's money in transit stands on. */
  static String channelAccount(Break of) {
    return "channel:" + of.channel();
  }

  private static boolean isFee(Break of) {
    return of.breakClass().equals(FEE_MISMATCH);
  }

  /** A batch's fees are corrected together. */
  private static long feeApart(Break of, BreakItem item) {
    return item.batch() == null ? of.amount() : item.batch().feeApart();
  }

  private static Money size(long amount, String currency) {
    return Money.ofMinor(Math.absExact(amount), currency);
  }

  /** Two legs a posting: what it takes and what it gives. */
  List<Leg> legs() {
    List<Leg> legs = new ArrayList<>();
    for (Posting posting : postings) {
      String currency = posting.amount().currency().getCurrencyCode();
      legs.add(new Leg(posting.from(), currency, -posting.amount().minor()));
      legs.add(new Leg(posting.to(), currency, posting.amount().minor()));
    }
    return legs;
  }

  /** The legs as {@code payments.ledger_instruction} keeps them. */
  String legsJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (Leg leg : legs()) {
        json.writeStartObject();
        json.writeStringProperty("account", leg.account());
        json.writeStringProperty("currency", leg.currency());
        json.writeNumberProperty("amount", leg.amount());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  /**
   * One side of the journal.
   *
   * @param account its address
   * @param currency ISO 4217
   * @param amount signed minor units
   */
  record Leg(String account, String currency, long amount) {}
}
