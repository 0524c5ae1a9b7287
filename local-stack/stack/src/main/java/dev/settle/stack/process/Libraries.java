package dev.settle.stack.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Finds what the build has made: the class paths of the modules. */
public final class Libraries {

  /** How the names of this project's own jars end while it has no release. */
  private static final String OWN_JAR_SUFFIX = "-SNAPSHOT.jar";

  private Libraries() {}

  /** The class path of a folder of jars, in the form that Java expands by itself. */
  public static String classPath(Path home, String folder) {
    Path libraries = home.resolve(folder);
    requireBuilt(libraries);
    return libraries.resolve("*").toString();
  }

  /**
   * The class path of a module: its own jar and the jars in its {@code target/lib}.
   *
   * @param module folder of the module, from the project's directory
   * @param artifact its artifact id
   */
  public static String moduleClassPath(Path home, String module, String artifact)
      throws IOException {
    return jar(home, module, artifact, "") + ":" + classPath(home, module + "/target/lib");
  }

  /**
   * A class path that a later build cannot pull from under the process that uses it: this project's
   * own jars, which every build writes anew, are copied to a directory; released libraries never
   * change and stay where they are.
   *
   * @param classPath entries separated by colons; an entry that ends in an asterisk means the jars
   *     of that folder
   * @param directory for the copies of one component, whose earlier process has ended
   */
  public static String pinned(String classPath, Path directory) throws IOException {
    Files.createDirectories(directory);
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(":", -1)) {
      if (!entry.endsWith("/*")) {
        entries.add(pin(Path.of(entry), directory));
        continue;
      }
      try (DirectoryStream<Path> jars =
          Files.newDirectoryStream(Path.of(entry).getParent(), "*.jar")) {
        for (Path jar : jars) {
          entries.add(pin(jar, directory));
        }
      }
    }
    return String.join(":", entries);
  }

  private static String pin(Path entry, Path directory) throws IOException {
    if (!entry.getFileName().toString().endsWith(OWN_JAR_SUFFIX)) {
      return entry.toString();
    }
    Path copy = directory.resolve(entry.getFileName());
    Files.copy(entry, copy, StandardCopyOption.REPLACE_EXISTING);
    return copy.toString();
  }

  /**
   * A module's jar.
   *
   * @param suffix what the name has after the version, such as {@code -fat}; empty for the plain
   *     jar
   * @throws ServerFailedException when it has not been built
   */
  public static Path jar(Path home, String module, String artifact, String suffix)
      throws IOException {
    Path target = home.resolve(module).resolve("target");
    requireBuilt(target);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(target, artifact + "-*" + suffix + ".jar")) {
      for (Path jar : jars) {
        String name = jar.getFileName().toString();
        String version =
            name.substring(
                artifact.length() + 1, name.length() - suffix.length() - ".jar".length());
        if (version.matches("[0-9][0-9.]*(-SNAPSHOT)?")) {
          found.add(jar);
        }
      }
    }
    if (found.size() != 1) {
      throw new ServerFailedException(
          (found.isEmpty() ? "no" : "more than one")
              + " "
              + artifact
              + "-*"
              + suffix
              + ".jar in "
              + target
              + ": build the project again, with 'mvn clean package -DskipTests'");
    }
    return found.get(0);
  }

  private static void requireBuilt(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ServerFailedException(
          "there is no "
              + folder
              + ": build the project with 'mvn package -DskipTests', or start through the script settle");
    }
  }
}
