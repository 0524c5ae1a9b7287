package dev.settle.stream.fraud.window;

import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What happened in one pane, or in all of a window: amounts in minor units. */
final class Pane {
  long payments;
  long paid;
  long refunded;
  long largest;

  void add(boolean refund, long amount) {
    if (refund) {
      refunded = Math.addExact(refunded, amount);
      return;
    }
    payments++;
    paid = Math.addExact(paid, amount);
    largest = Math.max(largest, amount);
  }

  /** Takes a pane out of a total; the largest amount is the caller's to find. */
  void subtract(Pane gone) {
    payments -= gone.payments;
    paid -= gone.paid;
    refunded -= gone.refunded;
  }

  void write(DataOutput target) throws IOException {
    Compact.writeNumber(payments, target);
    Compact.writeNumber(paid, target);
    Compact.writeNumber(refunded, target);
    Compact.writeNumber(largest, target);
  }

  static Pane read(DataInput source) throws IOException {
    Pane pane = new Pane();
    pane.payments = Compact.readNumber(source);
    pane.paid = Compact.readNumber(source);
    pane.refunded = Compact.readNumber(source);
    pane.largest = Compact.readNumber(source);
    return pane;
  }
}
