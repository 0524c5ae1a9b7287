package dev.settle.stream.fraud.rule;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the windows of a rule are kept for. A key is the names of the fields, a colon and their
 * values: {@code payer:u1}, {@code device|channel:d1|WECHAT}. Rules with the same fields have the
 * same keys, in whatever order they name them.
 *
 * @param name the names of the fields, or {@code wallet}
 * @param fields the fields; none for a wallet
 */
public record KeyOf(String name, List<KeyField> fields) {
  /** The owner of a wallet, whether money comes in or goes out. */
  public static final KeyOf WALLET = new KeyOf("wallet", List.of());

  private static final char NAME_END = ':';

  /** A key of these fields. */
  public static KeyOf fields(Collection<KeyField> fields) {
    List<KeyField> sorted = List.copyOf(new TreeSet<>(fields));
    return new KeyOf(
        sorted.stream()
            .map(field -> field.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("|")),
        sorted);
  }

  /** The name of the fields that a key was made of. */
  public static String nameOf(String key) {
    return key.substring(0, key.indexOf(NAME_END));
  }

  /** The keys of an event: none when it lacks a field; a transfer is of two wallets. */
  public List<String> keysOf(FraudEvent event) {
    if (fields.isEmpty()) {
      return walletsOf(event);
    }
    StringBuilder key = new StringBuilder(name).append(NAME_END);
    for (int i = 0; i < fields.size(); i++) {
      String value = fields.get(i).of(event);
      if (value.isEmpty()) {
        return List.of();
      }
      key.append(i == 0 ? "" : "|").append(escaped(value));
    }
    return List.of(key.toString());
  }

  /** True when the event's money came into the wallet of this key. */
  public static boolean comesIn(FraudEvent event, String walletKey) {
    return (event.kind() == OrderKind.TOP_UP || event.kind() == OrderKind.TRANSFER)
        && walletKey.equals(wallet(event.payee()));
  }

  private static List<String> walletsOf(FraudEvent event) {
    return switch (event.kind()) {
      case TOP_UP -> List.of(wallet(event.payee()));
      case TRANSFER -> List.of(wallet(event.payer()), wallet(event.payee()));
      case WITHDRAWAL -> List.of(wallet(event.payer()));
      case PURCHASE, TIP ->
          event.channel() == Channel.WALLET ? List.of(wallet(event.payer())) : List.of();
    };
  }

  private static String wallet(String user) {
    return WALLET.name + NAME_END + user;
  }

  /** A value never looks like two. */
  private static String escaped(String value) {
    return value.indexOf('|') < 0 && value.indexOf('%') < 0
        ? value
        : value.replace("%", "%25").replace("|", "%7C");
  }
}
