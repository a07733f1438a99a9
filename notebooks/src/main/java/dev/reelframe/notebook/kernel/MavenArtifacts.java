package dev.reelframe.notebook.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds artifacts and their dependencies with the user's own Maven: their mirrors, proxies and
 * cache hold.
 */
final class MavenArtifacts {
  private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0";
  private static final Pattern COORDINATES =
      Pattern.compile("([\\w.-]+):([\\w.-]+):([\\w.-]+)(?::([\\w.-]+))?");

  private MavenArtifacts() {}

  /**
   * @param coordinates {@code group:artifact:version} or {@code group:artifact:version:classifier}
   * @return paths of jars
   * @throws IllegalArgumentException if coordinates are malformed
   * @throws IOException if there is no {@code mvn} command, or it cannot find an artifact
   */
  static List<String> resolve(List<String> coordinates) throws IOException, InterruptedException {
    String pom = pom(coordinates);
    Path folder = Files.createTempDirectory("reelframe-maven");
    try {
      Files.writeString(folder.resolve("pom.xml"), pom);
      Path answer = folder.resolve("classpath");
      String log = runMaven(folder, answer);
      if (!Files.exists(answer)) {
        throw new IOException("Maven could not resolve " + coordinates + ":\n" + log);
      }
      return Stream.of(Files.readString(answer).strip().split(File.pathSeparator))
          .filter(entry -> !entry.isEmpty())
          .toList();
    } finally {
      delete(folder);
    }
  }

  static String pom(List<String> coordinates) {
    if (coordinates.isEmpty()) {
      throw new IllegalArgumentException(
          "Name an artifact, for example: %maven org.example:thing:1.0");
    }
    StringBuilder dependencies = new StringBuilder();
    for (String each : coordinates) {
      Matcher m = COORDINATES.matcher(each);
      if (!m.matches()) {
        throw new IllegalArgumentException(
            "\"" + each + "\" is not GROUP:ARTIFACT:VERSION, as in org.example:thing:1.0");
      }
      String classifier = m.group(4) == null ? "" : "<classifier>" + m.group(4) + "</classifier>";
      dependencies.append(
          "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
              .formatted(m.group(1), m.group(2), m.group(3), classifier));
    }
    return """
    <project>
      <modelVersion>4.0.0</modelVersion>
      <groupId>dev.reelframe.notebook</groupId><artifactId>cell</artifactId><version>1</version>
      <dependencies>%s</dependencies>
    </project>
    """
        .formatted(dependencies);
  }

  private static String runMaven(Path folder, Path answer)
      throws IOException, InterruptedException {
    String command = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
    List<String> arguments =
        List.of(
            command,
            "-q",
            "-B",
            "-f",
            folder.resolve("pom.xml").toString(),
            PLUGIN + ":build-classpath",
            "-DincludeScope=runtime",
            "-Dmdep.outputFile=" + answer);
    Path log = folder.resolve("log");
    Process maven;
    try {
      maven =
          new ProcessBuilder(new ArrayList<>(arguments))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new IOException(
          "%maven needs the mvn command on the PATH: install Maven, or add jars with %classpath",
          e);
    }
    try {
      maven.waitFor();
    } finally {
      maven.destroy();
    }
    return Files.readString(log);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
