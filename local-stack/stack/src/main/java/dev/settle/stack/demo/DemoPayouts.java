package dev.settle.stack.demo;

import dev.settle.batch.cli.ExitCode;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.traffic.BankAgreement;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.SqlResource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What was settled is paid: a batch a currency, proposed by one person, approved by another, and
 * put into a file for the bank.
 */
final class DemoPayouts {
  private static final String BATCHES = SqlResource.read(DemoPayouts.class, "payout-batches.sql");
  private static final String ALL_PAID =
      SqlResource.read(DemoPayouts.class, "payouts-all-paid.sql");
  private static final String MAKER = "demo maker";
  private static final String CHECKER = "demo checker";

  private final BatchProcess batch;
  private final PaymentDatabase payments;
  private final Path directory;
  private final PrintStream out;

  DemoPayouts(StackConfig config, PaymentDatabase payments, PrintStream out) {
    this.batch = new BatchProcess(config);
    this.payments = payments;
    this.directory = config.dataDir().resolve("payouts");
    this.out = out;
  }

  /**
   * Pays what is due by a day.
   *
   * @return false when a command refused
   */
  boolean pay(LocalDate due) throws IOException, SQLException, InterruptedException {
    boolean done = true;
    for (BankAgreement account : BankAgreement.all()) {
      int exit =
          run(
              "propose",
              "--currency",
              account.currency(),
              "--account",
              account.accountNo(),
              "--due",
              due.toString(),
              "--by",
              MAKER);
      // Refused also where a demonstration before has paid what can be paid.
      done &=
          exit == ExitCode.DONE || (exit == ExitCode.REFUSED && isAllPaid(account.currency(), due));
    }
    for (String id : batches("PROPOSED")) {
      done &= run("approve", id, "--by", CHECKER) == ExitCode.DONE;
    }
    for (String id : batches("APPROVED")) {
      done &= run("file", id, "--dir", directory.toString(), "--by", CHECKER) == ExitCode.DONE;
    }
    return done;
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("payouts"));
    command.addAll(List.of(arguments));
    return batch.run(command, line -> out.println("     " + line));
  }

  private boolean isAllPaid(String currency, LocalDate due)
      throws SQLException, InterruptedException {
    try (Connection connection = payments.connectPatiently();
        PreparedStatement select = connection.prepareStatement(ALL_PAID)) {
      select.setString(1, currency);
      select.setString(2, currency);
      select.setString(3, due.toString());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean("all_paid");
      }
    }
  }

  private List<String> batches(String state) throws SQLException, InterruptedException {
    List<String> ids = new ArrayList<>();
    try (Connection connection = payments.connectPatiently();
        PreparedStatement select = connection.prepareStatement(BATCHES)) {
      select.setString(1, state);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString("batch_id"));
        }
      }
    }
    return ids;
  }
}
