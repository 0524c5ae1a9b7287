package dev.settle.batch.statement;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.schemas.payment.Channel;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is agreed with a channel on a day.
 *
 * @param channel the channel
 * @param statementAccounts our accounts there that send a statement; empty: no statement is agreed
 * @param graceDays days that a ledger row may wait for the channel
 */
public record AgreedChannel(Channel channel, List<String> statementAccounts, int graceDays) {

  /** True when the channel sends statements. */
  public boolean hasStatement() {
    return !statementAccounts.isEmpty();
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
    return new AgreedChannel(
        Channel.valueOf(row.getString("channel")),
        Arrays.stream(row.getStringArray("statement_accounts")).sorted().toList(),
        row.getInteger("grace_days"));
  }
}
