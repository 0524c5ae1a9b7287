package dev.settle.clickhouse.engine;

import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one engine of this process, on one data directory that no other process may use.
 *
 * <p>Start it once: the library does not survive being shut down and started again.
 */
public final class Engine implements AutoCloseable {
  private static final String LOCK_FILE = "engine.lock";

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final List<String> arguments;
  private final FileChannel lockChannel;
  private final EngineConnection keeper;

  private Engine(List<String> arguments, FileChannel lockChannel, EngineConnection keeper) {
    this.arguments = arguments;
    this.lockChannel = lockChannel;
    this.keeper = keeper;
  }

  /**
   * Loads the library and opens the data directory.
   *
   * @param library path of libchdb.so
   * @param dataDirectory made if missing; locked until {@link #close()}
   * @param serverArguments settings of the server, as {@code --name=value}
   * @throws IOException when another process holds the directory or the engine does not start
   */
  public static Engine start(Path library, Path dataDirectory, List<String> serverArguments)
      throws IOException {
    Files.createDirectories(dataDirectory);
    FileChannel channel = lock(dataDirectory);
    try {
      Chdb.load(library);
      List<String> arguments = new ArrayList<>();
      arguments.add("clickhouse");
      arguments.add("--path=" + dataDirectory);
      // The library's default is that of clickhouse-local, where "x" means "SELECT x".
      arguments.add("--implicit_select=0");
      // Compiled, greatest and least of Int128 give wrong results in 26.7.
      arguments.add("--compile_expressions=0");
      arguments.addAll(serverArguments);
      return new Engine(List.copyOf(arguments), channel, open(arguments));
    } catch (UnsatisfiedLinkError e) {
      channel.close();
      throw new IOException("cannot load " + library + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel lock(Path dataDirectory) throws IOException {
    Path file = dataDirectory.resolve(LOCK_FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("data directory " + dataDirectory + " is open in this process", e);
    }
    channel.close();
    throw new IOException(
        "data directory "
            + dataDirectory
            + " is in use by another engine; stop it or choose another --data-dir");
  }

  private static EngineConnection open(List<String> arguments) throws IOException {
    Pointer handle =
        Chdb.chdb_connect(arguments.size(), new StringArray(arguments.toArray(String[]::new)));
    if (handle == null) {
      throw new IOException(
          "the engine refused a connection to " + arguments + "; its reason is on standard error");
    }
    return new EngineConnection(handle);
  }

  /** A new session. */
  public EngineConnection connect() throws IOException {
    return open(arguments);
  }

  /** The engine's version, for example 26.7.2.1. */
  public String version() throws EngineException {
    return keeper.text("SELECT version()");
  }

  /** Names of the table functions that reach outside the engine, in lower case. */
  public List<String> outsideTableFunctions() throws EngineException {
    return List.of(
        keeper
            .text("SELECT lower(name) FROM system.table_functions WHERE NOT allow_readonly")
            .split("\n", -1));
  }

  /**
   * Closes the last connection, which writes out what is pending, and joins the engine's threads. A
   * background thread that does not end in time ends with the process, which the library allows.
   */
  @Override
  public void close() throws IOException {
    keeper.close();
    int state = Chdb.chdb_shutdown();
    if (state != 0) {
      LOG.info("a background thread of the engine is left to end with the process");
    }
    lockChannel.close();
  }
}
