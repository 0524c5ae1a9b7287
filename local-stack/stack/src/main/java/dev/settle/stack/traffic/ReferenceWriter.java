package dev.settle.stack.traffic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Writes merchants and what is agreed, where it is not there yet; never changes a row. */
public final class ReferenceWriter {
  private static final String MERCHANTS =
      SqlResource.read(ReferenceWriter.class, "insert-merchants.sql");
  private static final String ACCOUNTS =
      SqlResource.read(ReferenceWriter.class, "insert-channel-accounts.sql");

  private static final String BANK_ACCOUNTS =
      SqlResource.read(ReferenceWriter.class, "insert-bank-accounts.sql");

  private static final List<String> SETTLEMENT =
      List.of(
          SqlResource.read(ReferenceWriter.class, "insert-settlement-terms.sql"),
          SqlResource.read(ReferenceWriter.class, "insert-payee-accounts.sql"),
          SqlResource.read(ReferenceWriter.class, "insert-payout-limits.sql"));

  private ReferenceWriter() {}

  /**
   * Writes how merchants and partners are settled and paid, in one transaction, and commits it
   * where the connection does not by itself. The merchants are there already.
   */
  public static void writeSettlementTerms(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : SETTLEMENT) {
        statement.executeUpdate(sql);
      }
    }
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  /** Writes in one transaction, and commits it where the connection does not by itself. */
  public static void writeMerchants(Connection connection, Collection<Merchant> merchants)
      throws SQLException {
    // In one order, so that two writers cannot wait for each other.
    List<Merchant> rows =
        merchants.stream().sorted(Comparator.comparing(Merchant::merchantId)).toList();
    try (PreparedStatement statement = connection.prepareStatement(MERCHANTS)) {
      new SqlArrays<>(connection, statement, rows)
          .text(Merchant::merchantId)
          .text(Merchant::name)
          .text(Merchant::currency);
      statement.executeUpdate();
    }
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  /** Writes in one transaction, and commits it where the connection does not by itself. */
  public static void writeAgreements(Connection connection, List<ChannelAgreement> agreements)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS)) {
      new SqlArrays<>(connection, statement, agreements)
          .text(agreement -> agreement.channel().name())
          .text(ChannelAgreement::accountNo)
          .text(ChannelAgreement::statementFormat)
          .text(ChannelAgreement::currency)
          .bigint(ChannelAgreement::feeRatePpm);
      statement.executeUpdate();
    }
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  /** Writes in one transaction, and commits it where the connection does not by itself. */
  public static void writeBankAccounts(Connection connection, List<BankAgreement> accounts)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BANK_ACCOUNTS)) {
      new SqlArrays<>(connection, statement, accounts)
          .text(BankAgreement::accountNo)
          .text(BankAgreement::currency);
      statement.executeUpdate();
    }
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }
}
