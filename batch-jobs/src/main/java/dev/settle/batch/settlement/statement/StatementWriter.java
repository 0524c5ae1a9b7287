package dev.settle.batch.settlement.statement;

import dev.settle.batch.BatchException;
import dev.settle.batch.report.Staging;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes statements: per payee and currency a page, a CSV file of its figures and one of its orders
 * into {@code DIR/settlement/WINDOW/}. The same settlement gives the same bytes; each file takes
 * its place whole. One that does not add up is not written. Cost: the orders of the window go over
 * the wire once, sorted, in constant memory.
 */
public final class StatementWriter {
  private final StatementReader reader;
  private final Path directory;

  /** A writer into the folder of the reports, which it makes when it is not there. */
  public StatementWriter(StatementReader reader, Path directory) {
    this.reader = reader;
    this.directory = directory;
  }

  /**
   * Writes the statements.
   *
   * @throws BatchException 65 when there is no such settlement; 1 when a file cannot be written
   */
  public Written write(StatementScope scope) {
    List<PayeeStatement> statements = reader.statements(scope);
    Path folder = directory.resolve("settlement").resolve(scope.window().toString());
    try (Staging staging = Staging.in(folder);
        Merge merge = new Merge(statements, staging)) {
      reader.orders(scope, merge::take);
      return merge.end();
    } catch (IOException e) {
      throw BatchException.failed("statements cannot be written to " + folder + ": " + e, e);
    }
  }

  /**
   * What was written and what was not.
   *
   * @param pages each statement with its page
   * @param faults what does not add up, of the statements that were not written
   */
  public record Written(List<Page> pages, List<String> faults) {}

  /**
   * A statement that was written.
   *
   * @param page the page for a person; the other files lie beside it
   */
  public record Page(PayeeStatement statement, Path page) {}

  /** Gives each statement its orders: both come by payee and currency. */
  private static final class Merge implements AutoCloseable {
    private final Deque<PayeeStatement> waiting;
    private final Staging staging;
    private final List<Page> pages = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable Open open;
    private String stray = "";

    Merge(List<PayeeStatement> statements, Staging staging) throws IOException {
      this.waiting = new ArrayDeque<>(statements);
      this.staging = staging;
      next();
    }

    void take(OrderRow row) throws IOException {
      String owner = key(row.payee(), row.currency());
      while (open != null && open.key().compareTo(owner) < 0) {
        next();
      }
      if (open != null && open.key().equals(owner)) {
        open.take(row);
      } else if (!owner.equals(stray)) {
        stray = owner;
        faults.add(
            "%s, %s has orders in the window, but no settlement"
                .formatted(row.payee(), row.currency()));
      }
    }

    Written end() throws IOException {
      while (open != null) {
        next();
      }
      return new Written(List.copyOf(pages), List.copyOf(faults));
    }

    private void next() throws IOException {
      if (open != null) {
        List<String> found = open.finish();
        faults.addAll(found);
        if (found.isEmpty()) {
          pages.add(open.publish());
        }
      }
      PayeeStatement following = waiting.poll();
      open = following == null ? null : new Open(following, staging);
    }

    @Override
    public void close() throws IOException {
      if (open != null) {
        open.orders.close();
      }
    }

    /** A space stands before everything that is in a payee, so the keys are in order too. */
    private static String key(String payee, String currency) {
      return payee + " " + currency;
    }
  }

  /** The statement whose orders come. */
  private static final class Open {
    private final PayeeStatement statement;
    private final Staging staging;
    private final OrderTally tally;
    private final OrdersCsv orders;

    Open(PayeeStatement statement, Staging staging) throws IOException {
      this.statement = statement;
      this.staging = staging;
      this.tally = new OrderTally(statement);
      this.orders = new OrdersCsv(staging.path(ordersCsv()));
    }

    String key() {
      return Merge.key(statement.payee(), statement.currency());
    }

    void take(OrderRow row) throws IOException {
      tally.take(row);
      orders.row(row);
    }

    /** Ends the orders and says what does not add up. */
    List<String> finish() throws IOException {
      orders.sum(tally.sum(), statement.currency());
      orders.close();
      List<String> faults = new ArrayList<>(StatementProof.faults(statement));
      faults.addAll(tally.faults());
      return faults;
    }

    Page publish() throws IOException {
      StatementCsv.write(statement, staging.path(csv()));
      Files.writeString(
          staging.path(html()),
          new StatementPage(statement, tally, csv(), ordersCsv()).html(),
          StandardCharsets.UTF_8);
      staging.publish(csv());
      staging.publish(ordersCsv());
      // The page last: what it links to is there.
      return new Page(statement, staging.publish(html()));
    }

    private String html() {
      return statement.fileName() + ".html";
    }

    private String csv() {
      return statement.fileName() + ".csv";
    }

    private String ordersCsv() {
      return statement.fileName() + "-orders.csv";
    }
  }
}
