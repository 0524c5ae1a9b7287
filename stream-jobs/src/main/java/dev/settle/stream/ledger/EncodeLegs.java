package dev.settle.stream.ledger;

import dev.settle.stream.ledger.rule.LedgerLeg;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Encodes each leg before it goes to its account. */
final class EncodeLegs extends RichMapFunction<LedgerLeg, EncodedLeg> {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient LegEncoder encoder;

  @Override
  public void open(OpenContext context) {
    encoder = new LegEncoder();
  }

  @Override
  public EncodedLeg map(LedgerLeg leg) {
    return encoder.encode(leg);
  }
}
