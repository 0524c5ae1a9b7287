package dev.settle.stream.ledger;

import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs a keyed function that is {@link KeyOnDemand}. State, timers and names are those of the
 * operator that it extends, so savepoints of either fit the other.
 */
final class KeyOnDemandOperator<IN, OUT> extends KeyedProcessOperator<String, IN, OUT> {
  private static final long serialVersionUID = 1;

  <F extends KeyedProcessFunction<String, IN, OUT> & KeyOnDemand> KeyOnDemandOperator(F function) {
    super(function);
  }

  @Override
  public void open() throws Exception {
    onDemand().bind(this::setCurrentKey);
    super.open();
  }

  /** Sets no key: the function does. */
  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public void setKeyContextElement1(StreamRecord element) {}

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    onDemand().writeBack();
    super.snapshotState(context);
  }

  private KeyOnDemand onDemand() {
    return (KeyOnDemand) getUserFunction();
  }
}
