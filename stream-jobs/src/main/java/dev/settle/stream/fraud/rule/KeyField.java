package dev.settle.stream.fraud.rule;

import java.util.Locale;

/** A field that windows can be kept for; its lower-case name is the name in rules and filters. */
public enum KeyField {
  PAYER,
  PAYEE,
  DEVICE,
  IP,
  MERCHANT,
  CHANNEL;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in rules, filters and keys. */
  public String label() {
    return label;
  }

  /** The event's value; empty when it has none. */
  public String of(FraudEvent event) {
    return switch (this) {
      case PAYER -> event.payer();
      case PAYEE -> event.payee();
      case DEVICE -> event.device();
      case IP -> event.ip();
      case MERCHANT -> event.merchant();
      case CHANNEL -> event.channel().name();
    };
  }
}
