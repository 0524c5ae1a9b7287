package dev.settle.batch.instruction;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.InstructionKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A journal that the night orders. Its id is a pure function of kind and business key, so the same
 * cause is booked once however often it is ordered (docs/decisions/0014).
 *
 * @param kind what it is
 * @param businessKey what it is for, unique per kind
 * @param businessDate the day that it asks for
 * @param channel whose business dates count
 * @param merchantId null when it is about none
 * @param legs sum to zero per currency
 * @param reason for a person
 * @param maker who ordered it
 * @param checker who approved it, another person; null: nobody has to
 */
public record Instruction(
    InstructionKind kind,
    String businessKey,
    LocalDate businessDate,
    Channel channel,
    @Nullable String merchantId,
    List<Leg> legs,
    String reason,
    String maker,
    @Nullable String checker) {
  private static final int HASH_BYTES = 16;

  /** Keeps its own copy of the legs. */
  public Instruction {
    legs = List.copyOf(legs);
  }

  /** Its primary key: the kind and 32 hex digits of what it is for. */
  public String id() {
    return idOf(kind, businessKey);
  }

  /** The id of the instruction of a kind that is for this. */
  public static String idOf(InstructionKind kind, String businessKey) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((kind + "/" + businessKey).getBytes(StandardCharsets.UTF_8));
      return kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
          + "-"
          + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The legs as the table's column has them. */
  String legsJson() {
    return legs.stream().map(Leg::json).collect(Collectors.joining(", ", "[", "]"));
  }
}
