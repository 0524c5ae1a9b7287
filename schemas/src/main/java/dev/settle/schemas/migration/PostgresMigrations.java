package dev.settle.schemas.migration;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Applies the PostgreSQL migrations ({@code postgres/VNNN__name.sql}) with Flyway; history in
 * {@code public.schema_history}.
 */
public final class PostgresMigrations {
  private PostgresMigrations() {}

  /**
   * Brings a database to the newest version; does nothing when it is there. Safe to run from
   * several processes at once.
   *
   * @param jdbcUrl JDBC URL of the database
   * @return number of migrations applied
   * @throws MigrationException when one fails or an applied one was edited
   */
  public static int migrate(String jdbcUrl, String user, String password) {
    try {
      return Flyway.configure(PostgresMigrations.class.getClassLoader())
          .dataSource(jdbcUrl, user, password)
          .locations("classpath:postgres")
          .defaultSchema("public")
          .table("schema_history")
          .validateMigrationNaming(true)
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException e) {
      throw new MigrationException(
          "PostgreSQL migrations at " + jdbcUrl + " failed: " + e.getMessage(), e);
    }
  }
}
