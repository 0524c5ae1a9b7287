package dev.settle.cdc;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns one record of the engine into the change that goes to Kafka, by the mapper of its table. A
 * table of another shape stops the connector ({@link SchemaDriftException}). Used by one thread.
 */
final class ChangeMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeMapper.class);

  private final Map<String, TableMapper> mappers;
  private final CaptureMetrics metrics;

  ChangeMapper(CaptureMetrics metrics, Clock clock) {
    this.metrics = metrics;
    this.mappers =
        List.<TableMapper>of(
                new PaymentMapper(new OrderTable(), clock),
                new PaymentMapper(new RefundTable(), clock),
                new PaymentMapper(new HoldTable(), clock),
                new PaymentMapper(new InstructionTable(), clock),
                new ReferenceMapper(new MerchantTable()),
                new ReferenceMapper(new ChannelAccountTable()),
                new ReferenceMapper(new BusinessDayCloseTable()),
                new ReferenceMapper(new FraudRuleTable()))
            .stream()
            .collect(Collectors.toUnmodifiableMap(m -> m.shape().table(), m -> m));
  }

  /**
   * Maps one record.
   *
   * @return the change, or null when the record carries none (heartbeat, logical message, truncate)
   * @throws SchemaDriftException when a table no longer has a column that the contract needs
   */
  @Nullable MappedChange map(SourceRecord engineRecord) {
    if (!(engineRecord.value() instanceof Struct envelope)
        || envelope.schema().field("op") == null
        || envelope.schema().field("source") == null) {
      return null;
    }
    Struct source = envelope.getStruct("source");
    String table = source.getString("table");
    if (envelope.getString("op").equals("t")) {
      metrics.truncated();
      LOG.error(
          "payments.{} was TRUNCATED in transaction {}: the rows are gone without a change of their own, the ledger keeps what it booked. Find who disabled the table's triggers.",
          table,
          source.getInt64("txId"));
      return null;
    }
    TableMapper mapper = mappers.get(table);
    return mapper == null ? null : mapper.map(RowChange.of(mapper.shape(), envelope));
  }
}
