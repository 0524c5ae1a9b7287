package dev.settle.stream.fraud.rule;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.util.Collection;
import java.util.List;
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

  static final char NAME_END = ':';

  private static final int BOTH_SIDES = Home.PAYER | Home.PAYEE;

  /** A key of these fields. */
  public static KeyOf fields(Collection<KeyField> fields) {
    List<KeyField> sorted = List.copyOf(new TreeSet<>(fields));
    return new KeyOf(sorted.stream().map(KeyField::label).collect(Collectors.joining("|")), sorted);
  }

  /** The keys of an event: none when it lacks a field; a transfer is of two wallets. */
  public List<String> keysOf(FraudEvent event) {
    int sides = sidesOf(event);
    if (sides == 0) {
      return List.of();
    }
    return sides == BOTH_SIDES && !event.payer().equals(event.payee())
        ? List.of(keyOf(event, Home.PAYER), keyOf(event, Home.PAYEE))
        : List.of(keyOf(event, sides));
  }

  /**
   * The sides of the payment on which the event has such a key; 0 when it has none. Only keys of
   * users are of a side, all others are taken as the payer's.
   */
  public int sidesOf(FraudEvent event) {
    if (fields.isEmpty()) {
      return walletSides(event);
    }
    for (KeyField field : fields) {
      if (field.of(event).isEmpty()) {
        return 0;
      }
    }
    return fields.get(0) == KeyField.PAYEE ? Home.PAYEE : Home.PAYER;
  }

  private static int walletSides(FraudEvent event) {
    int in = event.payee().isEmpty() ? 0 : Home.PAYEE;
    int out = event.payer().isEmpty() ? 0 : Home.PAYER;
    return switch (event.kind()) {
      case TOP_UP -> in;
      case TRANSFER -> in | out;
      case WITHDRAWAL -> out;
      case PURCHASE, TIP -> event.channel() == Channel.WALLET ? out : 0;
    };
  }

  /** The key of an event, on a side on which it has one. */
  public String keyOf(FraudEvent event, int side) {
    if (fields.isEmpty()) {
      return wallet((side & Home.PAYER) == 0 ? event.payee() : event.payer());
    }
    StringBuilder key = new StringBuilder(name).append(NAME_END);
    for (int i = 0; i < fields.size(); i++) {
      key.append(i == 0 ? "" : "|").append(escaped(fields.get(i).of(event)));
    }
    return key.toString();
  }

  /**
   * The kind of home that its windows are kept in.
   *
   * @param brief true when its windows are so short that few are open at once for one user or
   *     device
   */
  String homeKind(boolean brief) {
    if (fields.isEmpty()) {
      return Home.USER;
    }
    if (!isWithItsFirstField(brief)) {
      return name;
    }
    KeyField first = fields.get(0);
    return isUser(first) ? Home.USER : first.label();
  }

  private static boolean isUser(KeyField field) {
    return field == KeyField.PAYER || field == KeyField.PAYEE;
  }

  /** One user or device has few channels, and within a short time few of anything. */
  private boolean isWithItsFirstField(boolean brief) {
    return fields.size() == 1
        || (fields.size() == 2 && fields.get(1) == KeyField.CHANNEL)
        || (brief && (isUser(fields.get(0)) || fields.get(0) == KeyField.DEVICE));
  }

  /** What tells its windows in a home from those of its other values there; mostly empty. */
  String partOf(FraudEvent event, boolean brief) {
    if (fields.size() <= 1 || !isWithItsFirstField(brief)) {
      return "";
    }
    StringBuilder part = new StringBuilder();
    for (int i = 1; i < fields.size(); i++) {
      part.append(i == 1 ? "" : "|").append(escaped(fields.get(i).of(event)));
    }
    return part.toString();
  }

  /** The homes in which an event is held; the sides are not 0. */
  List<Home> homesOf(FraudEvent event, int sides, boolean brief) {
    String kind = homeKind(brief);
    if (!kind.equals(Home.USER)) {
      String name =
          isWithItsFirstField(brief)
              ? kind + NAME_END + escaped(fields.get(0).of(event))
              : keyOf(event, sides);
      return List.of(new Home(name, sides));
    }
    if (sides == BOTH_SIDES && !event.payer().equals(event.payee())) {
      return List.of(
          new Home(kind + NAME_END + event.payer(), Home.PAYER),
          new Home(kind + NAME_END + event.payee(), Home.PAYEE));
    }
    String user = (sides & Home.PAYER) == 0 ? event.payee() : event.payer();
    return List.of(new Home(kind + NAME_END + user, sides));
  }

  /** True when the event's money came into the wallet of this key. */
  public static boolean comesIn(FraudEvent event, String walletKey) {
    return (event.kind() == OrderKind.TOP_UP || event.kind() == OrderKind.TRANSFER)
        && walletKey.equals(wallet(event.payee()));
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
