package dev.settle.batch.nightly;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The night as a Spring Batch job: gate, close, intake, reconcile, prove. Gate and closing run on
 * every launch; the other steps once per job instance, so a failed or killed night goes on where it
 * stopped.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class NightlyConfiguration {
  /** Name of the job in the repository. */
  public static final String JOB = "nightly";

  private static final Logger LOG = LoggerFactory.getLogger(NightlyConfiguration.class);

  /** The job. */
  @Bean
  Job nightly(JobRepository repository, Night night, NightOptions options, NightProgress progress) {
    List<Step> steps =
        Stream.of(NightStep.values())
            .map(step -> step(step, repository, night, options, progress))
            .toList();
    Iterator<Step> inOrder = steps.iterator();
    SimpleJobBuilder job = new JobBuilder(JOB, repository).start(inOrder.next());
    while (inOrder.hasNext()) {
      job = job.next(inOrder.next());
    }
    return job.build();
  }

  private static Step step(
      NightStep step,
      JobRepository repository,
      Night night,
      NightOptions options,
      NightProgress progress) {
    Tasklet tasklet =
        (contribution, context) -> {
          if (isSkipped(step, options)) {
            LOG.info("{}: skipped by --from-step", step.stepName());
            progress.skipped(step, "left out by --from-step");
            return RepeatStatus.FINISHED;
          }
          long started = System.nanoTime();
          LOG.info("{}: begins", step.stepName());
          progress.begin(step);
          String figures;
          try {
            figures = night.run(step);
          } catch (IOException | RuntimeException e) {
            progress.failed();
            throw e;
          }
          progress.end(figures);
          LOG.info("{}: done in {} ms", step.stepName(), (System.nanoTime() - started) / 1_000_000);
          return RepeatStatus.FINISHED;
        };
    // The work is in ClickHouse, which has no transactions: none is held open in PostgreSQL
    // meanwhile.
    return new StepBuilder(step.stepName(), repository)
        .tasklet(tasklet, new ResourcelessTransactionManager())
        .allowStartIfComplete(step.isAlwaysRun())
        .build();
  }

  private static boolean isSkipped(NightStep step, NightOptions options) {
    NightStep from = options.fromStep();
    return from != null && !step.isAlwaysRun() && step.compareTo(from) < 0;
  }
}
