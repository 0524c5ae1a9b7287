package dev.settle.cdc;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens on SIGTERM and SIGINT: the capture ends in order, then the JVM with its code. */
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  /**
   * Above the five seconds for the last batch and the ten for storing its offset, below the twenty
   * after which the local stack kills.
   */
  private static final long TIMEOUT_MS = 18_000;

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Shutdown() {}

  /** True once a signal has come. */
  static boolean begun() {
    return BEGUN.get();
  }

  /**
   * Arranges that a signal stops the service.
   *
   * @return where to put the service's exit code
   */
  static AtomicInteger onSignal(CaptureService service) {
    AtomicInteger code = new AtomicInteger();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(service, code), "shutdown"));
    return code;
  }

  private static void end(CaptureService service, AtomicInteger code) {
    if (service.ended()) {
      return;
    }
    BEGUN.set(true);
    LOG.info("stopping: finishing the batch in work and storing its offset");
    Thread stopper =
        new Thread(
            () -> {
              try {
                service.stop();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stopper");
    stopper.setDaemon(true);
    stopper.start();
    try {
      stopper.join(TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean clean = service.ended();
    if (clean) {
      LOG.info("stopped");
    } else {
      LOG.warn("did not end within {} ms; what is not confirmed comes again", TIMEOUT_MS);
    }
    // A JVM that ends on a signal would report 143 whatever the outcome.
    Runtime.getRuntime().halt(clean ? code.get() : 1);
  }
}
