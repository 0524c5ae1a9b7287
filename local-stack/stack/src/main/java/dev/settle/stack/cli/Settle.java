package dev.settle.stack.cli;

import dev.settle.stack.config.ConfigException;
import dev.settle.stack.lifecycle.PortInUseException;
import dev.settle.stack.traffic.TrafficException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.sql.SQLException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that the script {@code settle} passes to the local stack. */
@Command(
    name = "settle",
    mixinStandardHelpOptions = true,
    description = "Payment settlement pipeline: the local stack and what works on it.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      MigrateCommand.class,
      SubmitCommand.class,
      StopCommand.class,
      SqlCommand.class,
      GenerateCommand.class,
      ReplayCommand.class,
      StatementsCommand.class,
      FraudCommand.class,
      TransactionsCommand.class,
      EmptyLedgerCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      SuperviseCommand.class
    })
public final class Settle implements Runnable {

  private static final String TRACE_VARIABLE = "SETTLE_TRACE";

  /** SQL's class of errors of the connection. */
  private static final String SQL_CONNECTION_CLASS = "08";

  @Spec private @Nullable CommandSpec spec;

  /** Runs one command and exits with its code; see {@link ExitCodes}. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line with its error handling, also for tests. */
  public static CommandLine commandLine() {
    return new CommandLine(new Settle())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((exception, command, result) -> report(exception, command));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "no command given; 'settle help' lists them");
    }
  }

  private static int report(Exception exception, CommandLine command) {
    if (exception instanceof InterruptedException) {
      command.getErr().println("settle: interrupted");
      return ExitCodes.INTERRUPTED;
    }
    String message = exception.getMessage();
    command.getErr().println("settle: " + (message == null ? exception.toString() : message));
    if (System.getenv(TRACE_VARIABLE) != null) {
      exception.printStackTrace(command.getErr());
    } else if (!isExpected(exception)) {
      command
          .getErr()
          .println(
              "  ("
                  + exception.getClass().getName()
                  + "; set "
                  + TRACE_VARIABLE
                  + "=1 to see where)");
    }
    return exitCode(exception);
  }

  /**
   * What the project itself throws says all that the user needs; anything else names its class too.
   */
  private static boolean isExpected(Exception exception) {
    return exception instanceof IllegalArgumentException
        || exception.getClass().getName().startsWith("dev.settle.");
  }

  private static int exitCode(Exception exception) {
    if (exception instanceof TrafficException traffic) {
      return traffic.exitCode();
    }
    if (exception instanceof ConfigException || exception instanceof IllegalArgumentException) {
      return ExitCodes.USAGE;
    }
    for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (isUnreachable(cause)) {
        return ExitCodes.UNREACHABLE;
      }
    }
    return ExitCodes.FAILED;
  }

  private static boolean isUnreachable(Throwable cause) {
    return cause instanceof PortInUseException
        || cause instanceof UnreachableException
        || cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof TimeoutException
        || (cause instanceof SQLException sql
            && sql.getSQLState() != null
            && sql.getSQLState().startsWith(SQL_CONNECTION_CLASS));
  }
}
