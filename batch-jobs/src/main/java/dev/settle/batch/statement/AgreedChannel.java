package dev.settle.batch.statement;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.schemas.payment.Channel;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed with a channel on a day.
 *
 * @param channel the channel
 * @param statementFormats format of the statement, by our account there; accounts without a
 *     statement are not in it; empty: no statement is agreed
 * @param fundsFormats format of the fund flow that is delivered beside it, by our account there
 * @param graceDays days that a ledger row may wait for the channel
 */
public record AgreedChannel(
    Channel channel,
    Map<String, String> statementFormats,
    Map<String, String> fundsFormats,
    int graceDays) {

  /** Keeps the accounts in the order of their numbers. */
  public AgreedChannel {
    statementFormats = Collections.unmodifiableMap(new TreeMap<>(statementFormats));
    fundsFormats = Collections.unmodifiableMap(new TreeMap<>(fundsFormats));
  }

  /** A channel whose accounts send one statement each. */
  public AgreedChannel(Channel channel, Map<String, String> statementFormats, int graceDays) {
    this(channel, statementFormats, Map.of(), graceDays);
  }

  /**
   * The channel with fund flows beside its statements.
   *
   * @throws BatchException 75 when one is of an account that sends no other statement
   */
  AgreedChannel withFunds(Map<String, String> formats) {
    formats.forEach(
        (account, format) -> {
          String other = statementFormats.get(account);
          if (other == null || other.equals(format)) {
            throw BatchException.incomplete(
                "INCOMPLETE: the %s of %s account %s is agreed in payments.channel_funds_statement, but no other statement of it in payments.channel_account: agree one, or it there"
                    .formatted(format, channel, account));
          }
        });
    return new AgreedChannel(channel, statementFormats, formats, graceDays);
  }

  /** True when the channel sends statements. */
  public boolean hasStatement() {
    return !statementFormats.isEmpty();
  }

  /** Our accounts there that send a statement, by number. */
  public List<String> statementAccounts() {
    return List.copyOf(statementFormats.keySet());
  }

  /**
   * True when a file of the format is one of the agreed statements, and when its format is not
   * known: it is refused then. A channel's folder may hold its other files too, as a fund flow that
   * is not agreed.
   */
  boolean takes(@Nullable String format) {
    return format == null
        || statementFormats.containsValue(format)
        || fundsFormats.containsValue(format);
  }

  /** True when a file is the fund flow that its account delivers beside its statement. */
  boolean isFunds(StatementSummary file) {
    String merchant = file.merchant();
    String format = merchant == null ? null : fundsFormats.get(merchant);
    return format != null && format.equals(file.format());
  }

  /** Why a sound file is not the one that is agreed; null when it is. */
  @Nullable String objectionTo(StatementSummary file) {
    String merchant = file.merchant();
    String accounts = String.join(", ", statementAccounts());
    if (merchant == null) {
      return "names no account, and several are agreed ("
          + accounts
          + "): put it into the folder of its account";
    }
    String format = statementFormats.get(merchant);
    if (format == null) {
      return "is of merchant " + merchant + ", agreed are " + accounts;
    }
    if (!format.equals(file.format()) && !isFunds(file)) {
      return "is a " + file.format() + ", agreed for merchant " + merchant + " is " + format;
    }
    return null;
  }

  /** The channels with an agreement that is effective on the day, by name. */
  public static List<AgreedChannel> on(LocalDate date, ClickHouse clickHouse) {
    return clickHouse
        .rowsOf("reconciliation/agreed_channels.sql", Map.of("business_date", date.toString()))
        .stream()
        .map(AgreedChannel::of)
        .toList();
  }

  private static AgreedChannel of(GenericRecord row) {
    String[] accounts = row.getStringArray("statement_accounts");
    String[] formats = row.getStringArray("statement_formats");
    Map<String, String> agreed = new TreeMap<>();
    for (int i = 0; i < accounts.length; i++) {
      agreed.put(accounts[i], formats[i]);
    }
    return new AgreedChannel(
        Channel.valueOf(row.getString("channel")), agreed, row.getInteger("grace_days"));
  }
}
