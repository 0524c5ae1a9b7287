package dev.settle.schemas.payment;

import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Where money moves through, with the zone and the cut-off that decide its business date (domain.md
 * sections 2 and 3).
 */
public enum Channel {
  WECHAT("Asia/Shanghai", LocalTime.MIDNIGHT),
  ALIPAY("Asia/Shanghai", LocalTime.MIDNIGHT),
  /** Clears at 23:00: what comes then or later belongs to the next business date. */
  UNIONPAY("Asia/Shanghai", LocalTime.of(23, 0)),
  STRIPE("UTC", LocalTime.MIDNIGHT),
  ADYEN("Europe/Amsterdam", LocalTime.MIDNIGHT),
  /** The platform's own wallet: no money leaves it. */
  WALLET("Asia/Shanghai", LocalTime.MIDNIGHT);

  private final ZoneId zone;
  private final LocalTime cutOff;

  Channel(String zone, LocalTime cutOff) {
    this.zone = ZoneId.of(zone);
    this.cutOff = cutOff;
  }

  /** The zone of the channel's business day. */
  public ZoneId zone() {
    return zone;
  }

  /** The local time at which the next business date begins; midnight: the calendar day. */
  public LocalTime cutOff() {
    return cutOff;
  }
}
