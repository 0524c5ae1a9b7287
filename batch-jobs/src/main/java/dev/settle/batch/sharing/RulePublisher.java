package dev.settle.batch.sharing;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Publishes rule sets: from then on the night shares by them. What is published never changes. */
public final class RulePublisher {
  private final DataSource postgres;

  /** Publishes to this database. */
  public RulePublisher(DataSource postgres) {
    this.postgres = postgres;
  }

  /**
   * What publishing did.
   *
   * @param accounts that are new
   * @param published rule sets that are new
   * @param unchanged how many were there already, just so
   */
  public record Outcome(List<String> accounts, List<RuleSet> published, int unchanged) {}

  /**
   * Publishes what is new of a book, in one transaction, or nothing.
   *
   * @param by who does it
   * @throws BatchException 65 with every error of the book together with what is published
   */
  public Outcome publish(RuleBook book, String by) {
    try (Connection connection = postgres.getConnection()) {
      connection.setAutoCommit(false);
      // One publisher at a time: what was checked stays so until the commit.
      try (Statement lock = connection.createStatement()) {
        lock.execute("LOCK TABLE payments.profit_sharing_rule IN EXCLUSIVE MODE");
      }
      RuleBook before = PublishedRules.read(connection);
      List<RuleSet> fresh = fresh(book, before);
      Set<String> accounts = new LinkedHashSet<>(book.accounts());
      accounts.removeAll(before.accounts());
      requireSound(before, fresh, accounts);
      insertAccounts(connection, accounts, by);
      insertRuleSets(connection, fresh, by);
      connection.commit();
      return new Outcome(
          accounts.stream().sorted().toList(), fresh, book.ruleSets().size() - fresh.size());
    } catch (SQLException e) {
      throw BatchException.failed("rules were not published: " + e.getMessage(), e);
    }
  }

  private static List<RuleSet> fresh(RuleBook book, RuleBook before) {
    List<RuleSet> fresh = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (RuleSet rules : book.ruleSets()) {
      Optional<RuleSet> known =
          before.ruleSets().stream()
              .filter(one -> one.id().equals(rules.id()) && one.version() == rules.version())
              .findFirst();
      if (known.isEmpty()) {
        fresh.add(rules);
      } else if (!known.get().equals(rules)) {
        changed.add(rules.name());
      }
    }
    if (!changed.isEmpty()) {
      throw BatchException.refused(
          "published otherwise, and a version never changes: %s; give the change a new version"
              .formatted(String.join(", ", changed)));
    }
    return fresh;
  }

  private static void requireSound(RuleBook before, List<RuleSet> fresh, Set<String> accounts) {
    Set<String> allAccounts = new LinkedHashSet<>(before.accounts());
    allAccounts.addAll(accounts);
    List<RuleSet> all = new ArrayList<>(before.ruleSets());
    all.addAll(fresh);
    List<String> places = all.stream().map(RuleSet::name).toList();
    List<RuleError> errors = RuleCheck.errors(new RuleBook(allAccounts, all), places);
    if (!errors.isEmpty()) {
      throw BatchException.refused(
          "with what is published the rules do not hold: "
              + String.join(
                  "; ",
                  errors.stream().map(error -> error.place() + ": " + error.message()).toList()));
    }
  }

  private static void insertAccounts(Connection connection, Set<String> accounts, String by)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(SqlResource.read("sharing/receiver_insert.sql"))) {
      for (String account : accounts) {
        insert.setString(1, account);
        insert.setString(2, account);
        insert.setString(3, by);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void insertRuleSets(Connection connection, List<RuleSet> ruleSets, String by)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(SqlResource.read("sharing/rule_insert.sql"))) {
      for (RuleSet rules : ruleSets) {
        Scope scope = rules.scope();
        insert.setString(1, rules.id());
        insert.setInt(2, rules.version());
        insert.setString(3, scope.merchant());
        insert.setString(4, scope.kind() == null ? null : scope.kind().name());
        insert.setString(5, scope.channel() == null ? null : scope.channel().name());
        insert.setString(6, scope.currency());
        insert.setObject(7, rules.effectiveFrom());
        insert.setObject(8, rules.effectiveTo(), Types.DATE);
        insert.setInt(9, rules.priority());
        insert.setString(10, rules.base().name());
        insert.setObject(11, rules.capBasisPoints(), Types.INTEGER);
        insert.setString(12, rules.capAgreement());
        insert.setInt(13, rules.receiversMax());
        insert.setString(14, RuleBookJson.write(rules.receivers()));
        insert.setString(15, by);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
