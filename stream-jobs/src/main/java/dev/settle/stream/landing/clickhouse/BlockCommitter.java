package dev.settle.stream.landing.clickhouse;

import dev.settle.stream.landing.clickhouse.BlockTable.Presence;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import org.apache.flink.api.connector.sink2.Committer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands the blocks of a completed checkpoint, each exactly once.
 *
 * <p>The first attempt at a block is one INSERT under its token. Another attempt at a block whose
 * end is not known (the answer was lost, or it comes back from a checkpoint) begins with a look:
 *
 * <ol>
 *   <li>The block is there and the table feeds no views: done.
 *   <li>It is inserted under the same token. ClickHouse drops it where it has it, in the table and
 *       in each view by itself; so views that a crash kept from it get it now.
 *   <li>Another look. ClickHouse notes a token before it commits the part: killed in between, it
 *       knows the token and has no rows. Such a block is attached past the token.
 * </ol>
 *
 * The evidence is in docs/decisions/0005-landing-exactly-once.md.
 *
 * <p>Passing errors are tried again with growing waits; while that goes on the task takes no rows,
 * which is the back-pressure wanted. A permanent error fails the job at once, and so does the end
 * of the retries: the block stays in the checkpoint and comes back.
 */
final class BlockCommitter implements Committer<Block> {
  private static final Logger LOG = LoggerFactory.getLogger(BlockCommitter.class);

  /**
   * Looks before a block is taken for missing: another attempt on its way may be about to commit.
   */
  private static final int LOOKS = 4;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final TableSpec table;
  private final String origin;
  private final BlockTable target;
  private final RetryPolicy retries;
  private final LandingMetrics metrics;

  BlockCommitter(
      TableSpec table,
      String origin,
      BlockTable target,
      RetryPolicy retries,
      LandingMetrics metrics) {
    this.table = table;
    this.origin = origin;
    this.target = target;
    this.retries = retries;
    this.metrics = metrics;
  }

  @Override
  public void commit(Collection<CommitRequest<Block>> requests)
      throws IOException, InterruptedException {
    for (CommitRequest<Block> request : requests) {
      Block block = request.getCommittable();
      if (!block.table().equals(table.name())) {
        throw new IOException(
            "block of " + block.table() + " restored into the sink of " + table.name());
      }
      long startNs = System.nanoTime();
      land(block);
      metrics.landed(block, System.nanoTime() - startNs);
    }
  }

  @Override
  public void close() {
    // Holds nothing: the HTTP client's connections end with it.
  }

  private void land(Block block) throws IOException, InterruptedException {
    boolean again = !block.origin().equals(origin);
    for (int attempt = 1; ; attempt++) {
      try {
        if (again) {
          landAgain(block);
        } else {
          landFirst(block);
        }
        return;
      } catch (ClickHouseException e) {
        if (e.isPermanent() || attempt >= retries.attemptsMax()) {
          throw new IOException(refusal(block, attempt, e), e);
        }
        Duration wait = retries.waitAfter(attempt);
        LOG.warn(
            "{}: attempt {} at block {} failed, next in {} ms: {}",
            table.name(),
            attempt,
            block,
            wait.toMillis(),
            e.getMessage());
        again = true;
        metrics.retried();
        Thread.sleep(wait.toMillis());
      }
    }
  }

  private void landFirst(Block block) throws IOException, InterruptedException {
    OptionalLong written = target.insert(block);
    if (written.isPresent() && written.getAsLong() < block.rows()) {
      throw new IOException(
          table.name()
              + ": ClickHouse wrote "
              + written.getAsLong()
              + " of "
              + block.rows()
              + " rows of the new block "
              + block.token()
              + ". It will be looked for when the job has restarted");
    }
  }

  private void landAgain(Block block) throws IOException, InterruptedException {
    metrics.verified();
    Presence before = target.look(block);
    if (before.whole() && !target.feedsViews()) {
      return;
    }
    target.insert(block);
    Presence after = lookPatiently(block);
    if (!after.whole()) {
      attach(block);
    } else if (before.whole() && after.rows() > before.rows()) {
      throw new IOException(
          table.name()
              + ": ClickHouse took block "
              + block.token()
              + " twice, so it had forgotten its token: was the server's disk lost or restored, or is"
              + " its window of tokens too small? Take the second copy out before the books are closed;"
              + " settle prove shows it");
    }
  }

  /** Another attempt on its way may have noted the token and be about to commit: give it time. */
  private Presence lookPatiently(Block block) throws IOException, InterruptedException {
    for (int look = 1; ; look++) {
      Presence presence = target.look(block);
      if (presence.whole() || look == LOOKS) {
        return presence;
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private void attach(Block block) throws IOException, InterruptedException {
    LOG.warn("{}: block {} is known by its token but not there: attaching it", table.name(), block);
    target.attach(block);
    metrics.attached();
    if (!target.look(block).whole()) {
      throw new IOException(
          table.name() + ": block " + block + " is not there after it was attached");
    }
  }

  private String refusal(Block block, int attempts, ClickHouseException e) {
    return "cannot land block "
        + block
        + " into "
        + table.name()
        + ", code "
        + e.code()
        + ", attempt "
        + attempts
        + (e.isPermanent() ? ", and trying again cannot help" : "")
        + "; it is kept in the checkpoint: "
        + e.getMessage();
  }
}
