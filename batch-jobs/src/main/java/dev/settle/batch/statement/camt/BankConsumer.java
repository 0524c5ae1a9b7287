package dev.settle.batch.statement.camt;

import java.io.IOException;

/**
 * Takes a bank's statements while the file is read, without ever holding one: the details of an
 * entry, then the entry; the entries of a statement, then the statement. Nothing counts until the
 * file is accepted. Only booked entries come.
 *
 * <p>To read a file so: {@code StatementFiles.check(file, new CamtReader(expectation,
 * LineConsumer.NONE, consumer))}.
 */
public interface BankConsumer {
  /** Drops everything. */
  BankConsumer NONE =
      new BankConsumer() {
        @Override
        public void detail(BankDetail detail) {}

        @Override
        public void entry(BankEntry entry) {}

        @Override
        public void statement(BankStatement statement) {}
      };

  /**
   * A detail of the next entry.
   *
   * @throws IOException when it cannot be written
   */
  void detail(BankDetail detail) throws IOException;

  /**
   * An entry, after its details.
   *
   * @throws IOException when it cannot be written
   */
  void entry(BankEntry entry) throws IOException;

  /**
   * A statement, after its entries; its balances hold.
   *
   * @throws IOException when it cannot be written
   */
  void statement(BankStatement statement) throws IOException;
}
