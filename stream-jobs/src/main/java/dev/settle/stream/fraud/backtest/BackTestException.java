package dev.settle.stream.fraud.backtest;

/** A back-test that asks for more than it may hold. */
public final class BackTestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BackTestException(String message) {
    super(message);
  }
}
