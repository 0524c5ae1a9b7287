package dev.settle.stack.traffic;

import dev.settle.schemas.payment.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration's platform agreed with a channel.
 *
 * @param channel the channel
 * @param accountNo the platform's account there, in a statement the merchant number
 * @param statementFormat format of the agreed statement; null when none is agreed
 * @param currency the currency of everything paid there
 * @param feeRatePpm the channel's fee, parts per million of the amount
 */
public record ChannelAgreement(
    Channel channel,
    String accountNo,
    @Nullable String statementFormat,
    String currency,
    long feeRatePpm) {

  /** WeChat Pay. */
  public static final ChannelAgreement WECHAT =
      new ChannelAgreement(Channel.WECHAT, "1900000109", "WECHAT_TRADE_BILL", "CNY", 6_000);

  /** Alipay. */
  public static final ChannelAgreement ALIPAY =
      new ChannelAgreement(Channel.ALIPAY, "2088102150061234", "ALIPAY_TRADE_BILL", "CNY", 6_000);

  /** UnionPay. */
  public static final ChannelAgreement UNIONPAY =
      new ChannelAgreement(
          Channel.UNIONPAY, "898110148990001", "UNIONPAY_SETTLEMENT", "CNY", 5_000);

  /** Stripe. */
  public static final ChannelAgreement STRIPE =
      new ChannelAgreement(
          Channel.STRIPE, "acct_settle_local", "STRIPE_PAYOUT_RECONCILIATION", "USD", 29_000);

  /** Adyen. */
  public static final ChannelAgreement ADYEN =
      new ChannelAgreement(
          Channel.ADYEN, "SettleLocalECOM", "ADYEN_SETTLEMENT_DETAILS", "EUR", 12_000);

  /** The platform's own wallet. */
  public static final ChannelAgreement WALLET =
      new ChannelAgreement(Channel.WALLET, "wallet", null, "CNY", 0);

  private static final List<ChannelAgreement> ALL =
      List.of(WECHAT, ALIPAY, UNIONPAY, STRIPE, ADYEN, WALLET);

  /** One of each channel. */
  public static List<ChannelAgreement> all() {
    return ALL;
  }
}
