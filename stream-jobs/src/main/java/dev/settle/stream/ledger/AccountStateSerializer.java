package dev.settle.stream.ledger;

import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the state of an account: two numbers, about 6 bytes. */
public final class AccountStateSerializer extends StateSerializer<AccountState> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  /** The only kind there is. */
  public AccountStateSerializer() {
    super(FORMAT);
  }

  @Override
  public AccountState createInstance() {
    return new AccountState();
  }

  @Override
  protected void write(AccountState state, DataOutputView target) throws IOException {
    Compact.writeNumber(state.sequence, target);
    Compact.writeNumber(state.balance, target);
  }

  @Override
  protected AccountState read(int writtenFormat, DataInputView source) throws IOException {
    AccountState state = new AccountState();
    state.sequence = Compact.readNumber(source);
    state.balance = Compact.readNumber(source);
    return state;
  }

  @Override
  public TypeSerializerSnapshot<AccountState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers; its name never changes. */
  public static final class Snapshot extends StateSerializerSnapshot<AccountState> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<AccountState> restoreSerializer() {
      return new AccountStateSerializer();
    }
  }
}
