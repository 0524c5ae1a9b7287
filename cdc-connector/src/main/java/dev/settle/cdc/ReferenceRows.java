package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.BOOLEAN;
import static org.apache.kafka.connect.data.Schema.Type.INT32;
import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.ChannelAccountRow;
import dev.settle.schemas.avro.MerchantRow;
import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Rows of the reference tables to their Avro records. */
final class ReferenceRows {
  static final String MERCHANT_TABLE = "merchant";
  static final String CHANNEL_ACCOUNT_TABLE = "channel_account";

  private ReferenceRows() {}

  static Map<String, Schema.Type> merchantColumns() {
    return Map.of(
        "merchant_id", STRING,
        "name", STRING,
        "currency", STRING,
        "hot", BOOLEAN,
        "version", INT64,
        "updated_at", INT64);
  }

  static String merchantKey(Row row) throws UnmappableRowException {
    return row.text("merchant_id");
  }

  static MerchantRow merchant(Row row) throws UnmappableRowException {
    MerchantRow merchant = new MerchantRow();
    merchant.setMerchantId(row.text("merchant_id"));
    merchant.setName(row.text("name"));
    merchant.setCurrency(row.text("currency"));
    merchant.setHot(row.flag("hot"));
    merchant.setVersion(row.number("version"));
    merchant.setUpdatedAt(row.millis("updated_at"));
    return merchant;
  }

  static Map<String, Schema.Type> channelAccountColumns() {
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

  static String channelAccountKey(Row row) throws UnmappableRowException {
    return row.text("channel")
        + "/"
        + row.text("account_no")
        + "/"
        + LocalDate.ofEpochDay(row.integer("effective_from"));
  }

  static ChannelAccountRow channelAccount(Row row) throws UnmappableRowException {
    ChannelAccountRow account = new ChannelAccountRow();
    account.setChannel(row.text("channel"));
    account.setAccountNo(row.text("account_no"));
    account.setEffectiveFrom(LocalDate.ofEpochDay(row.integer("effective_from")));
    Integer until = row.integerOrNull("effective_to");
    account.setEffectiveTo(until == null ? null : LocalDate.ofEpochDay(until));
    account.setStatementFormat(row.textOrNull("statement_format"));
    account.setCurrency(row.text("currency"));
    account.setFeeRatePpm(row.integer("fee_rate_ppm"));
    account.setToleranceMinor(row.number("tolerance_minor"));
    account.setGraceDays(row.integer("grace_days"));
    account.setVersion(row.number("version"));
    account.setUpdatedAt(row.millis("updated_at"));
    return account;
  }
}
