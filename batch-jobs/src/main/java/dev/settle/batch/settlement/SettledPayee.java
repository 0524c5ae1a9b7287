package dev.settle.batch.settlement;

import dev.settle.batch.instruction.Instruction;
import dev.settle.batch.instruction.Leg;
import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.InstructionKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A settlement with its ids and what it orders from the ledger (docs/decisions/0014).
 *
 * @param settlement what was settled
 * @param items of the lines of what happened, by kind and reference, how many they sum up
 */
record SettledPayee(PayeeSettlement settlement, Map<List<Object>, Long> items) {
  private static final String MERCHANT = "merchant:";
  private static final int ID_DIGITS = 32;
  private static final int PAYOUT_DIGITS = 30;

  String payee() {
    return settlement.before().payee();
  }

  String currency() {
    return settlement.before().currency().getCurrencyCode();
  }

  /** What the settlement is of: payee, currency and window. */
  String key() {
    return payee() + "/" + currency() + "/" + settlement.window().day();
  }

  /** A pure function of the key. */
  String id() {
    return sha256().substring(0, ID_DIGITS);
  }

  /** Of the settlement, in the 35 characters that bank files have room for. */
  String payoutId() {
    return "PO" + sha256().substring(0, PAYOUT_DIGITS);
  }

  /**
   * Minor units that move from pending to payable: what happened, but for what is payable already.
   */
  long activity() {
    long sum = 0;
    for (SettlementLine line : settlement.lines()) {
      if (line.kind().isActivity() && line.kind() != Kind.PAYOUT_RETURNED) {
        sum = Math.addExact(sum, line.amount().minor());
      }
    }
    return sum;
  }

  long itemsOf(SettlementLine line) {
    return items.getOrDefault(List.of(line.kind(), line.reference()), 1L);
  }

  /** What the ledger is to book for it; a partner has one account, between which nothing moves. */
  List<Instruction> instructions(LocalDate businessDate, String maker) {
    List<Instruction> instructions = new ArrayList<>();
    if (payee().startsWith(MERCHANT)) {
      String merchant = payee().substring(MERCHANT.length());
      String payable = AccountAddress.merchant(merchant);
      long reserve =
          -Math.addExact(
              settlement.total(Kind.RESERVE_WITHHELD), settlement.total(Kind.RESERVE_RELEASED));
      add(
          instructions,
          InstructionKind.SETTLEMENT,
          merchant,
          AccountAddress.merchantPending(merchant),
          payable,
          activity(),
          businessDate,
          maker);
      add(
          instructions,
          InstructionKind.RESERVE,
          merchant,
          payable,
          AccountAddress.merchantFrozen(merchant),
          reserve,
          businessDate,
          maker);
    }
    return instructions;
  }

  private void add(
      List<Instruction> instructions,
      InstructionKind kind,
      String merchant,
      String from,
      String to,
      long amount,
      LocalDate businessDate,
      String maker) {
    if (amount != 0) {
      instructions.add(
          new Instruction(
              kind,
              "settle/" + key(),
              businessDate,
              Channel.WALLET,
              merchant,
              List.of(new Leg(from, currency(), -amount), new Leg(to, currency(), amount)),
              "settlement of " + key(),
              maker,
              null));
    }
  }

  private String sha256() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
