package dev.settle.batch.nightly;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Launches a night. Launches of one business date are serialised by an advisory lock in PostgreSQL,
 * so an execution that the repository shows as running under the lock is a dead one: it is
 * recovered and gone on with. A completed night that is asked for again becomes the next run, which
 * computes everything anew.
 */
public final class NightlyLauncher {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyLauncher.class);

  /** Long enough for PostgreSQL to notice that a killed night's session has gone. */
  private static final String LOCK_TIMEOUT = "10s";

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String HOLDER = "nightly/lock_holder.sql";

  private final JobOperator operator;
  private final JobRepository repository;
  private final Job job;
  private final DataSource postgres;

  /** A launcher of this job. */
  public NightlyLauncher(
      JobOperator operator, JobRepository repository, Job job, DataSource postgres) {
    this.operator = operator;
    this.repository = repository;
    this.job = job;
    this.postgres = postgres;
  }

  /**
   * Runs the night to its end.
   *
   * @return the run, also when it was begun by an earlier launch
   * @throws BatchException with the exit code of what stopped it
   */
  public NightRun launch(NightOptions options) {
    try (Connection lock = postgres.getConnection()) {
      lock(lock, options);
      long run = runToLaunch(options);
      requireEarlierSteps(options, run);
      LOG.info("night {} {} run {}", options.date(), options.scopeName(), run);
      JobExecution execution = operator.start(job, parameters(options, run));
      if (execution.getStatus() != BatchStatus.COMPLETED) {
        throw failure(execution);
      }
      return new NightRun(run, begun(options, run));
    } catch (SQLException e) {
      throw BatchException.unreachable("PostgreSQL's lock of the night: " + e.getMessage(), e);
    } catch (JobExecutionException e) {
      throw BatchException.failed("the night could not be launched: " + e.getMessage(), e);
    }
  }

  /**
   * Locks the date out for others, for as long as the connection lives. A night that waited for
   * another would do its work a second time, so it waits no longer than a killed one's lock may
   * last.
   */
  private static void lock(Connection connection, NightOptions options) throws SQLException {
    String key = "settle.nightly " + options.date();
    try (Statement timeout = connection.createStatement();
        PreparedStatement lock =
            connection.prepareStatement(
                "SELECT set_config('application_name', ?, false), pg_advisory_lock(hashtextextended(?, 0))")) {
      timeout.execute("SET lock_timeout = '" + LOCK_TIMEOUT + "'");
      lock.setString(1, key);
      lock.setString(2, key);
      lock.execute();
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw BatchException.incomplete(
            "INCOMPLETE: another run of %s has not ended%s: wait for it, or end it, and run again"
                .formatted(options.date(), holder(connection, key)));
      }
      throw e;
    }
  }

  /** Who holds the lock, as far as PostgreSQL tells. */
  private static String holder(Connection connection, String key) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SqlResource.read(HOLDER))) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? " (" + row.getString(1) + ")" : "";
      }
    }
  }

  /** The number of the run to start or to go on with. */
  private long runToLaunch(NightOptions options) {
    long last = lastRun(options);
    if (last == 0) {
      return 1;
    }
    JobExecution execution = lastExecution(options, last);
    if (execution == null) {
      return last;
    }
    if (execution.isRunning() || execution.getStatus() == BatchStatus.UNKNOWN) {
      LOG.warn("run {} was cut off in mid-flight: recovering it", last);
      execution = operator.recover(execution);
    }
    boolean anew =
        execution.getStatus() == BatchStatus.COMPLETED
            || execution.getStatus() == BatchStatus.ABANDONED
            || options.fromStep() != null
            || options.replaceStatement();
    return anew ? last + 1 : last;
  }

  private void requireEarlierSteps(NightOptions options, long run) {
    NightStep from = options.fromStep();
    if (from == null) {
      return;
    }
    for (NightStep step : NightStep.values()) {
      if (step.compareTo(from) < 0 && !step.isAlwaysRun() && !wasCompleted(options, step, run)) {
        throw BatchException.usage(
            "--from-step %s: no earlier run of %s completed %s"
                .formatted(from.stepName(), options.date(), step.stepName()));
      }
    }
  }

  private boolean wasCompleted(NightOptions options, NightStep step, long before) {
    for (long run = 1; run < before; run++) {
      JobInstance instance =
          repository.getJobInstance(NightlyConfiguration.JOB, parameters(options, run));
      StepExecution execution =
          instance == null ? null : repository.getLastStepExecution(instance, step.stepName());
      if (execution != null && execution.getStatus() == BatchStatus.COMPLETED) {
        return true;
      }
    }
    return false;
  }

  private long lastRun(NightOptions options) {
    long run = 0;
    while (repository.getJobInstance(NightlyConfiguration.JOB, parameters(options, run + 1))
        != null) {
      run++;
    }
    return run;
  }

  private @Nullable JobExecution lastExecution(NightOptions options, long run) {
    JobInstance instance =
        repository.getJobInstance(NightlyConfiguration.JOB, parameters(options, run));
    return instance == null ? null : repository.getLastJobExecution(instance);
  }

  /** When the first launch of a run began. */
  private Instant begun(NightOptions options, long run) {
    JobInstance instance =
        Objects.requireNonNull(
            repository.getJobInstance(NightlyConfiguration.JOB, parameters(options, run)),
            "a run that was launched is in the repository");
    return repository.getJobExecutions(instance).stream()
        .map(execution -> execution.getCreateTime().atZone(ZoneId.systemDefault()).toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private static JobParameters parameters(NightOptions options, long run) {
    return new JobParametersBuilder()
        .addString("business.date", options.date().toString())
        .addString("channel", options.scopeName())
        .addLong("run", run)
        .toJobParameters();
  }

  private static BatchException failure(JobExecution execution) {
    for (Throwable failure : execution.getAllFailureExceptions()) {
      for (Throwable t = failure; t != null; t = t.getCause()) {
        if (t instanceof BatchException known) {
          return known;
        }
      }
      return BatchException.failed("the night stopped: " + failure, failure);
    }
    return BatchException.failed(
        "the night ended " + execution.getStatus() + ": " + execution.getExitStatus());
  }
}
