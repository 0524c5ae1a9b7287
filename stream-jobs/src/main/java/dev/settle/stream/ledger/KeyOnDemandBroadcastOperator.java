package dev.settle.stream.ledger;

import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** {@link KeyOnDemandOperator} for a function with broadcast state. */
final class KeyOnDemandBroadcastOperator<IN1, IN2, OUT>
    extends CoBroadcastWithKeyedOperator<String, IN1, IN2, OUT> {
  private static final long serialVersionUID = 1;

  <F extends KeyedBroadcastProcessFunction<String, IN1, IN2, OUT> & KeyOnDemand>
      KeyOnDemandBroadcastOperator(F function, List<MapStateDescriptor<?, ?>> broadcastStates) {
    super(function, broadcastStates);
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
