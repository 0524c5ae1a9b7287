package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.Engine;
import dev.settle.clickhouse.engine.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sessions by user and id; those not used for their timeout are closed. */
final class SessionRegistry implements AutoCloseable {
  private static final int SESSIONS_MAX = 256;
  private static final int TOO_MANY_SIMULTANEOUS_QUERIES = 202;
  private static final int SESSION_NOT_FOUND = 372;
  private static final int SESSION_IS_LOCKED = 373;
  private static final int INVALID_SESSION_TIMEOUT = 374;
  private static final int TIMEOUT_SECONDS = 60;
  private static final int TIMEOUT_SECONDS_MAX = 3600;

  private final Engine engine;
  private final Map<Key, Session> sessions = new HashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "session-sweeper");
            thread.setDaemon(true);
            return thread;
          });

  private final ScheduledFuture<?> sweeping;

  private record Key(String user, String id) {}

  SessionRegistry(Engine engine) {
    this.engine = engine;
    sweeping = sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Takes the session of a request; the caller gives it back.
   *
   * @throws EngineException if another request has it, it should exist and does not, or its timeout
   *     is out of range
   */
  synchronized Session take(String user, RequestParameters parameters)
      throws EngineException, IOException {
    String id = parameters.text("session_id");
    int seconds = parameters.number("session_timeout", TIMEOUT_SECONDS);
    if (seconds < 1 || seconds > TIMEOUT_SECONDS_MAX) {
      throw new EngineException(
          INVALID_SESSION_TIMEOUT,
          "Session timeout '"
              + seconds
              + "' must be from 1 to "
              + TIMEOUT_SECONDS_MAX
              + ". (INVALID_SESSION_TIMEOUT)");
    }
    Session session = find(new Key(user, id), parameters.isOn("session_check"));
    if (!session.tryTake(Duration.ofSeconds(seconds))) {
      throw new EngineException(
          SESSION_IS_LOCKED,
          "Session " + id + " is locked by a concurrent client. (SESSION_IS_LOCKED)");
    }
    return session;
  }

  private Session find(Key key, boolean mustExist) throws EngineException, IOException {
    Session session = sessions.get(key);
    if (session != null) {
      return session;
    }
    if (mustExist) {
      throw new EngineException(
          SESSION_NOT_FOUND, "Session " + key.id + " not found. (SESSION_NOT_FOUND)");
    }
    if (sessions.size() >= SESSIONS_MAX) {
      throw new EngineException(
          TOO_MANY_SIMULTANEOUS_QUERIES,
          "Too many sessions. Maximum: " + SESSIONS_MAX + ". (TOO_MANY_SIMULTANEOUS_QUERIES)");
    }
    Session made = new Session(engine.connect());
    sessions.put(key, made);
    return made;
  }

  private synchronized void sweep() {
    sessions.values().removeIf(Session::closeIfExpired);
  }

  /** Ends one session at its client's wish. */
  void end(String user, String id) {
    Session session;
    synchronized (this) {
      session = sessions.remove(new Key(user, id));
    }
    if (session != null) {
      session.close();
    }
  }

  @Override
  public void close() {
    sweeping.cancel(false);
    sweeper.shutdown();
    List<Session> all;
    synchronized (this) {
      all = new ArrayList<>(sessions.values());
      sessions.clear();
    }
    all.forEach(Session::close);
  }
}
