package dev.settle.stack.traffic.generate;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.InstructionKind;
import dev.settle.stack.traffic.IllegalAttempt;
import dev.settle.stack.traffic.InstructionPlan;
import dev.settle.stack.traffic.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Journals such as the batch side orders: fees that a channel kept, and splits of a merchant's
 * takings among a partner and the platform, in turn.
 */
final class InstructionPlanner {
  private static final List<Channel> CHANNELS =
      List.of(Channel.WECHAT, Channel.ALIPAY, Channel.UNIONPAY);
  private static final int FEE_MAX = 500;
  private static final String CURRENCY = "CNY";

  private final DaySpec spec;
  private final OrderIds ids;
  private final Random random;

  InstructionPlanner(DaySpec spec) {
    this.spec = spec;
    this.ids = new OrderIds(spec);
    this.random = new Random(spec.mixed() ^ 0x2545F4914F6CDD1DL);
  }

  /** As many as the day is to have. */
  List<InstructionPlan> plan() {
    List<InstructionPlan> instructions = new ArrayList<>();
    for (int index = 0; index < spec.instructions(); index++) {
      Channel channel = CHANNELS.get(index % CHANNELS.size());
      String id = ids.instruction(index);
      boolean split = index % 2 == 1;
      String merchant = Population.anyMerchant(CURRENCY, random);
      long amount = 2L + random.nextInt(FEE_MAX);
      List<IllegalAttempt> attempts = IllegalAttempt.onInstruction();
      instructions.add(
          new InstructionPlan(
              id,
              (split ? InstructionKind.SPLIT : InstructionKind.CHANNEL_FEE).name(),
              channel + "/" + spec.date() + "/" + id,
              spec.date(),
              channel.name(),
              split ? merchant : null,
              split ? splitLegs(merchant, amount) : feeLegs(channel, amount),
              BusinessDay.of(channel, spec.date()).end().minusMillis(1),
              attempts.get(index % attempts.size())));
    }
    return instructions;
  }

  private static String feeLegs(Channel channel, long amount) {
    return Leg.json(
        leg(AccountAddress.PLATFORM_CHANNEL_FEES, -amount),
        leg(AccountAddress.channel(channel), amount));
  }

  private static String splitLegs(String merchant, long amount) {
    return Leg.json(
        leg(AccountAddress.merchantPending(merchant), -amount),
        leg("partner:p-" + merchant, amount - 1),
        leg(AccountAddress.PLATFORM_FEES, 1));
  }

  private static Leg leg(String account, long amount) {
    return new Leg(account, CURRENCY, amount);
  }
}
