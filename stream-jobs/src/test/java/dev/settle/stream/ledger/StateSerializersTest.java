package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.stream.ledger.rule.OrderState;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class StateSerializersTest {
  private static final OrderStateSerializer ORDERS = new OrderStateSerializer();
  private static final AccountStateSerializer ACCOUNTS = new AccountStateSerializer();

  @Test
  void shouldReadAnOrderAsItWasWritten() throws IOException {
    for (OrderStatus status : OrderStatus.values()) {
      for (OrderKind kind : OrderKind.values()) {
        for (Channel channel : Channel.values()) {
          OrderState state = order(status, kind, channel);
          assertThat(read(ORDERS, write(ORDERS, state)))
              .usingRecursiveComparison()
              .isEqualTo(state);
          assertThat(ORDERS.copy(state))
              .isNotSameAs(state)
              .usingRecursiveComparison()
              .isEqualTo(state);
        }
      }
    }
    OrderState empty = new OrderState();
    assertThat(read(ORDERS, write(ORDERS, empty))).usingRecursiveComparison().isEqualTo(empty);
  }

  @Test
  void shouldReadAnAccountAsItWasWritten() throws IOException {
    for (long number : new long[] {0, -1, 64, Long.MAX_VALUE, Long.MIN_VALUE}) {
      AccountState state = new AccountState();
      state.sequence = number;
      state.balance = -number;
      assertThat(read(ACCOUNTS, write(ACCOUNTS, state)))
          .usingRecursiveComparison()
          .isEqualTo(state);
    }
  }

  /** The bytes are in savepoints: what was written once must be read for ever. */
  @Test
  void shouldKeepTheFormat() throws IOException {
    AccountState account = new AccountState();
    account.sequence = 1;
    account.balance = -65;
    assertThat(write(ACCOUNTS, account)).containsExactly(1, 2, 0x81, 1);

    OrderState order = order(OrderStatus.CANCELLED, OrderKind.WITHDRAWAL, Channel.WALLET);
    assertThat(write(ORDERS, order))
        .containsExactly(
            1, 14, 4, 4, 5, 2, 't', 1, 2, 'p', 1, 6, 'C', 'N', 'Y', 16, 18, 20, 22, 24, 26, 28);
  }

  @Test
  void shouldSayThatALaterReleaseWroteTheState() {
    assertThatThrownBy(() -> read(ACCOUNTS, new byte[] {2, 0, 0}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("later release");
  }

  @Test
  void shouldTakeOverStateThatWasWrittenAsAPojo() throws IOException {
    assertTakesOver(
        ORDERS, Types.POJO(OrderState.class).createSerializer(new SerializerConfigImpl()));
    assertTakesOver(
        ACCOUNTS, Types.POJO(AccountState.class).createSerializer(new SerializerConfigImpl()));
  }

  private static <T> void assertTakesOver(TypeSerializer<T> serializer, TypeSerializer<T> pojo)
      throws IOException {
    var now = serializer.snapshotConfiguration();
    assertThat(
            now.resolveSchemaCompatibility(pojo.snapshotConfiguration())
                .isCompatibleAfterMigration())
        .isTrue();
    // As it stands in a savepoint: by the name of its class.
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(out, now);
    var restored =
        TypeSerializerSnapshotSerializationUtil.<T>readSerializerSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()),
            StateSerializersTest.class.getClassLoader());
    assertThat(now.resolveSchemaCompatibility(restored).isCompatibleAsIs()).isTrue();
    assertThat(restored.restoreSerializer()).isInstanceOf(serializer.getClass());
  }

  private static OrderState order(OrderStatus status, OrderKind kind, Channel channel) {
    OrderState state = new OrderState();
    state.version = 7;
    state.status = status;
    state.kind = kind;
    state.channel = channel;
    state.channelTxnId = "t";
    state.payerId = "p";
    state.currency = "CNY";
    state.amount = 8;
    state.createdAt = 9;
    state.paidAt = 10;
    state.refundedAmount = 11;
    state.paidPosted = 12;
    state.refundedPosted = 13;
    state.refundsWaiting = 14;
    return state;
  }

  private static <T> byte[] write(TypeSerializer<T> serializer, T state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(state, out);
    return out.getCopyOfBuffer();
  }

  private static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
    return serializer.deserialize(new DataInputDeserializer(bytes));
  }
}
