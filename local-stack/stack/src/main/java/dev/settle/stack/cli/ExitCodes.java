package dev.settle.stack.cli;

/** What the commands end with. */
public final class ExitCodes {

  /** Done. */
  public static final int OK = 0;

  /** A step or a proof failed. */
  public static final int FAILED = 1;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = 2;

  /** A server is not reachable, or its port is taken. */
  public static final int UNREACHABLE = 69;

  /** Stopped by Ctrl-C or a polite kill, as shells number it. */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
