package dev.settle.stack.cli;

import dev.settle.stack.config.ConfigException;
import dev.settle.stack.lifecycle.PortInUseException;
import dev.settle.stack.process.ServerFailedException;
import dev.settle.stack.traffic.TrafficException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
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
      SuperviseCommand.class
    })
public final class Settle implements Runnable {

  private static final String TRACE_VARIABLE = "SETTLE_TRACE";

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

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
    String message = exception.getMessage();
    command.getErr().println("settle: " + (message == null ? exception.toString() : message));
    if (System.getenv(TRACE_VARIABLE) != null) {
      exception.printStackTrace(command.getErr());
    } else if (!isExpected(exception)) {
      command.getErr().println("  (" + exception + "; set " + TRACE_VARIABLE + "=1 to see where)");
    }
    return exitCode(exception);
  }

  private static boolean isExpected(Exception exception) {
    return exception instanceof ServerFailedException
        || exception instanceof PortInUseException
        || exception instanceof UnreachableException
        || exception instanceof TrafficException
        || exception instanceof ConfigException;
  }

  private static int exitCode(Exception exception) {
    if (exception instanceof TrafficException traffic) {
      return traffic.exitCode();
    }
    if (exception instanceof ConfigException) {
      return ExitCodes.USAGE;
    }
    if (exception instanceof PortInUseException
        || exception instanceof UnreachableException
        || exception instanceof ConnectException
        || exception instanceof HttpConnectTimeoutException) {
      return ExitCodes.UNREACHABLE;
    }
    return ExitCodes.FAILED;
  }
}
