package dev.settle.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Ports on loopback: whether one is free, and who holds it. */
public final class Ports {

  private static final String LISTEN = "0A";
  private static final int COMMAND_SHOWN_CHARS = 160;

  private Ports() {}

  /** Whether a server could listen on this port of 127.0.0.1 now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A port of 127.0.0.1 that nothing listened on just now, chosen by the system. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether something accepts connections on this port of 127.0.0.1. */
  public static boolean accepts(int port, int timeoutMs) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMs);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Describes the process that listens on a port, as far as this user may see it. */
  public static String describeHolder(int port) {
    return holder(port)
        .map(pid -> "pid " + pid + " (" + commandOf(pid) + ")")
        .orElse("a process that this user may not look at");
  }

  /**
   * The pid of the process that listens on a port; empty when there is none or it belongs to
   * another user.
   */
  public static Optional<Long> holder(int port) {
    Set<String> inodes = new HashSet<>();
    inodes.addAll(listeningInodes(Path.of("/proc/net/tcp"), port));
    inodes.addAll(listeningInodes(Path.of("/proc/net/tcp6"), port));
    if (inodes.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> holdsAny(pid, inodes))
        .findFirst();
  }

  private static Set<String> listeningInodes(Path table, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    Set<String> inodes = new HashSet<>();
    try {
      for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
        String[] field = line.strip().split("\\s+", -1);
        if (field.length > 9 && field[1].endsWith(suffix) && field[3].equals(LISTEN)) {
          inodes.add("socket:[" + field[9] + "]");
        }
      }
    } catch (IOException e) {
      // Without the table the message simply cannot name the holder.
      return inodes;
    }
    return inodes;
  }

  private static boolean holdsAny(long pid, Set<String> inodes) {
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path descriptor : descriptors) {
        if (isOneOf(descriptor, inodes)) {
          return true;
        }
      }
    } catch (IOException e) {
      // Another user's process, or one that has just ended: not visible to us.
      return false;
    }
    return false;
  }

  private static boolean isOneOf(Path descriptor, Set<String> inodes) {
    try {
      return inodes.contains(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException e) {
      // The descriptor was closed while we looked.
      return false;
    }
  }

  private static String commandOf(long pid) {
    try {
      String command =
          Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8)
              .replace('\0', ' ')
              .strip();
      return command.length() <= COMMAND_SHOWN_CHARS
          ? command
          : command.substring(0, COMMAND_SHOWN_CHARS) + "…";
    } catch (IOException e) {
      return "command not readable";
    }
  }
}
