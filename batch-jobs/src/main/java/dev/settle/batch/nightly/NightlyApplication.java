package dev.settle.batch.nightly;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts Spring for one night and launches it. */
public final class NightlyApplication {
  /** The job repository's tables live in their own schema; the migrations made them. */
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "spring.batch.job.enabled", "false",
          "spring.batch.jdbc.initialize-schema", "never",
          "spring.batch.jdbc.table-prefix", "batch.BATCH_",
          // Launches are serialised by the advisory lock; SERIALIZABLE would only make other dates
          // clash.
          "spring.batch.jdbc.isolation-level-for-create", "read-committed",
          "spring.main.log-startup-info", "false");

  private NightlyApplication() {}

  /** Runs a night without anybody who watches it. */
  public static void run(NightOptions options, Night night, DataSource postgres) {
    try (NightProgress progress = NightProgress.silent()) {
      run(options, night, postgres, progress);
    }
  }

  /**
   * Runs a night.
   *
   * @param postgres where the job repository is
   * @param progress is told of each step
   * @return the run
   * @throws dev.settle.batch.BatchException with the exit code of what stopped it
   */
  public static NightRun run(
      NightOptions options, Night night, DataSource postgres, NightProgress progress) {
    night.requireOver();
    SpringApplicationBuilder application =
        new SpringApplicationBuilder(NightlyConfiguration.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .properties(SETTINGS)
            .initializers(
                context -> {
                  GenericApplicationContext beans = (GenericApplicationContext) context;
                  beans.registerBean(DataSource.class, () -> postgres);
                  beans.registerBean(Night.class, () -> night);
                  beans.registerBean(NightOptions.class, () -> options);
                  beans.registerBean(NightProgress.class, () -> progress);
                });
    try (ConfigurableApplicationContext context = application.run()) {
      return new NightlyLauncher(
              context.getBean(JobOperator.class),
              context.getBean(JobRepository.class),
              context.getBean(Job.class),
              postgres)
          .launch(options);
    }
  }
}
