package dev.settle.batch.nightly;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.settlement.SettlementFigures;
import dev.settle.batch.settlement.SettlementLock;
import dev.settle.batch.settlement.SettlementRun;
import dev.settle.batch.sharing.nightly.SharingFigures;
import dev.settle.batch.sharing.nightly.SharingRun;
import dev.settle.schemas.payment.Channel;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a night that move money (docs/decisions/0014). Neither moves any while the day stays
 * open: what was found is provisional then.
 */
final class NightSettlement {
  private static final Logger LOG = LoggerFactory.getLogger(NightSettlement.class);
  private static final String OPEN = "nothing: the day stays open";

  private final NightOptions options;
  private final DataSource postgres;
  private final ClickHouse clickHouse;

  NightSettlement(NightOptions options, DataSource postgres, ClickHouse clickHouse) {
    this.options = options;
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /**
   * Shares what was matched of each channel. WALLET has no statement: its orders count when the
   * gate agrees.
   */
  String share(List<Channel> reconciled) {
    String by = options.closedBy();
    if (by == null) {
      LOG.info("share: {}", OPEN);
      return OPEN;
    }
    SharingRun sharing = new SharingRun(postgres, clickHouse);
    List<SharingFigures> shared =
        SettlementLock.whileHeld(
            postgres,
            () ->
                reconciled.stream()
                    .map(channel -> sharing.share(channel, options.date(), by))
                    .toList());
    return "%,d new lines, %,d instructions"
        .formatted(
            shared.stream().mapToLong(SharingFigures::lines).sum(),
            shared.stream().mapToInt(SharingFigures::instructions).sum());
  }

  /** Settles the windows that have closed; left to the night of all channels when it is of one. */
  String settle() {
    String by = options.closedBy();
    if (by == null) {
      LOG.info("settle: {}", OPEN);
      return OPEN;
    }
    if (options.channel() != null) {
      LOG.info("settle: left to the night of all channels (--channel)");
      return "left to the night of all channels";
    }
    SettlementRun run = new SettlementRun(postgres, clickHouse);
    SettlementFigures settled =
        SettlementLock.whileHeld(postgres, () -> run.settle(options.date(), by));
    LOG.info(
        "settle: {} settlements, {} pay, {} instructions ordered",
        settled.settlements(),
        settled.payouts(),
        settled.instructions());
    return "%,d settlements, %,d pay%s"
        .formatted(settled.settlements(), settled.payouts(), settled.isNew() ? "" : ", as before");
  }
}
