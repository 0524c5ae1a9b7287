package dev.settle.stream.fraud;

import dev.settle.stream.type.Compact;
import dev.settle.stream.type.InFlightSerializer;
import dev.settle.stream.type.InFlightType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A routing step has learnt of a rule. Each of them tells, once a version.
 *
 * @param rule as this step has it; null when it was removed
 */
record RuleNotice(String ruleId, @Nullable RuleStart rule) {
  static final TypeInformation<RuleNotice> IN_FLIGHT =
      new InFlightType<>(RuleNotice.class, new Serializer());

  private static final class Serializer extends InFlightSerializer<RuleNotice> {
    private static final long serialVersionUID = 1;

    private final RuleStart.Serializer rules = new RuleStart.Serializer();

    @Override
    public void serialize(RuleNotice notice, DataOutputView target) throws IOException {
      Compact.writeText(notice.ruleId, target);
      target.writeBoolean(notice.rule != null);
      if (notice.rule != null) {
        rules.serialize(notice.rule, target);
      }
    }

    @Override
    public RuleNotice deserialize(DataInputView source) throws IOException {
      String ruleId = Compact.readText(source);
      return new RuleNotice(ruleId, source.readBoolean() ? rules.deserialize(source) : null);
    }
  }
}
