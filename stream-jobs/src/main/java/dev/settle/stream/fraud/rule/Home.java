package dev.settle.stream.fraud.rule;

/**
 * Where windows of several keys are kept together, to be read and written as one: keys that the
 * same payments touch. {@code user:u1} holds the keys of one user, as payer, as payee and as the
 * owner of a wallet; {@code device:d1} also those that name a channel beside the device, of which
 * there are few; any other combination of fields is a home of its own.
 *
 * @param name kind, colon and value
 * @param sides of the payment on which the event touches it: {@link #PAYER}, {@link #PAYEE} or
 *     both; of a home that is no user's always {@link #PAYER}
 */
public record Home(String name, int sides) {
  /** The side that pays. */
  public static final int PAYER = 1;

  /** The side that is paid. */
  public static final int PAYEE = 2;

  /** The kind of the homes of users. */
  static final String USER = "user";

  /** The kind of a home, by its name. */
  public static String kindOf(String name) {
    return name.substring(0, name.indexOf(KeyOf.NAME_END));
  }
}
