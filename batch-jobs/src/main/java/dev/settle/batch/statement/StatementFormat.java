package dev.settle.batch.statement;

/** One format of channel statement: how a file of it is known, and how it is read. Stateless. */
public interface StatementFormat {
  /**
   * Name of the format, as agreed per account in {@code payments.channel_account}, such as {@code
   * WECHAT_TRADE_BILL}.
   */
  String name();

  /**
   * True when a file that begins so is of this format, whole or not. Looks at the head only and
   * never throws, whatever the bytes are. It says yes to a damaged file of the format too, so that
   * the reader can say what is wrong with it, and never to a file of another format.
   */
  boolean recognises(StatementHead head);

  /** A reader of one file, which gives its lines to the consumer while it reads. */
  StatementReader reader(Expectation expectation, LineConsumer consumer);
}
