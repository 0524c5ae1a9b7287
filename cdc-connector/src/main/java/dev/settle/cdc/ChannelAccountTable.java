package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.INT32;
import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.ChannelAccountRow;
import dev.settle.schemas.avro.ReferenceChange;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Rows of {@code payments.channel_account}. */
final class ChannelAccountTable implements ReferenceTable {
  @Override
  public String name() {
    return "channel_account";
  }

  @Override
  public Map<String, Schema.Type> columns() {
    return Map.ofEntries(
        Map.entry("channel", STRING),
        Map.entry("account_no", STRING),
        Map.entry("effective_from", INT32),
        Map.entry("effective_to", INT32),
        Map.entry("statement_format", STRING),
        Map.entry("currency", STRING),
        Map.entry("fee_rate_ppm", INT32),
        Map.entry("tolerance_minor", INT64),
        Map.entry("grace_days", INT32),
        Map.entry("version", INT64),
        Map.entry("updated_at", INT64));
  }

  @Override
  public String key(Row row) throws UnmappableRowException {
    return row.text("channel") + "/" + row.text("account_no") + "/" + row.date("effective_from");
  }

  @Override
  public void row(Row row, ReferenceChange change) throws UnmappableRowException {
    ChannelAccountRow account = new ChannelAccountRow();
    account.setChannel(row.text("channel"));
    account.setAccountNo(row.text("account_no"));
    account.setEffectiveFrom(row.date("effective_from"));
    account.setEffectiveTo(row.dateOrNull("effective_to"));
    account.setStatementFormat(row.textOrNull("statement_format"));
    account.setCurrency(row.text("currency"));
    account.setFeeRatePpm(row.integer("fee_rate_ppm"));
    account.setToleranceMinor(row.number("tolerance_minor"));
    account.setGraceDays(row.integer("grace_days"));
    account.setVersion(row.number("version"));
    account.setUpdatedAt(row.millis("updated_at"));
    change.setChannelAccount(account);
  }
}
