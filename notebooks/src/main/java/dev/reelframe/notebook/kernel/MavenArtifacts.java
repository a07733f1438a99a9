package dev.reelframe.notebook.kernel;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Not a property such as {@code project.build.sourceEncoding}. */
  private static final Pattern PROJECT = Pattern.compile("<project[\\s>]");

  /** Asked after Maven's own, by name. */
  private final Map<String, String> repositories = new LinkedHashMap<>();

  /**
   * A further repository for coordinates and parts of a pom from now on, not for a whole pom, which
   * names its own; one of the same name is replaced.
   *
   * @throws IllegalArgumentException if the address is none
   */
  void addRepository(String id, String address) {
    if (!URI.create(address).isAbsolute() || !id.matches("[\\w.-]+")) {
      throw new IllegalArgumentException(
          "\""
              + id
              + " "
              + address
              + "\" is not a name and an address, as in company https://repo.example.org/maven");
    }
    repositories.put(id, address);
  }

  /**
   * @param coordinates {@code group:artifact:version} or {@code group:artifact:version:classifier}
   * @return paths of jars
   * @throws IllegalArgumentException if coordinates are malformed
   * @throws IOException if there is no {@code mvn} command, or it cannot find an artifact
   */
  List<String> resolve(List<String> coordinates) throws IOException, InterruptedException {
    return resolveText(pom(coordinates), String.join(" ", coordinates));
  }

  /**
   * @param text a pom, or what may stand in one: dependencies, repositories, properties
   * @return paths of all that it depends on
   */
  List<String> resolvePom(String text) throws IOException, InterruptedException {
    return resolveText(pom(text), "what this pom names");
  }

  /**
   * @param pom of a project that stays where it is, so that its parent is found
   * @return paths of all that it depends on
   */
  List<String> resolveProject(Path pom) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("reelframe-maven");
    try {
      return resolve(pom, folder, "what " + pom + " names");
    } finally {
      delete(folder);
    }
  }

  String pom(List<String> coordinates) {
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
    return pom(dependencies.toString());
  }

  /** A whole pom from a part of one; a text that is a pom already stays as it is. */
  String pom(String part) {
    if (PROJECT.matcher(part).find()) {
      return part;
    }
    String body = part.strip();
    if (body.startsWith("<dependency>")) {
      body = "<dependencies>" + body + "</dependencies>";
    }
    StringBuilder further = new StringBuilder();
    repositories.forEach((id, address) ->
        further.append(
            "<repository><id>%s</id><url>%s</url></repository>".formatted(id, xml(address))));
    // A pom has one list of them.
    body =
        body.contains("<repositories>")
            ? body.replaceFirst(
                "<repositories>", Matcher.quoteReplacement("<repositories>" + further))
            : "<repositories>" + further + "</repositories>" + body;
    return """
    <project>
      <modelVersion>4.0.0</modelVersion>
      <groupId>dev.reelframe.notebook</groupId><artifactId>cell</artifactId><version>1</version>
      %s
    </project>
    """
        .formatted(body);
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static List<String> resolveText(String pom, String what)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("reelframe-maven");
    try {
      return resolve(Files.writeString(folder.resolve("pom.xml"), pom), folder, what);
    } finally {
      delete(folder);
    }
  }

  private static List<String> resolve(Path pom, Path folder, String what)
      throws IOException, InterruptedException {
    Path answer = folder.resolve("classpath");
    String log = runMaven(pom, folder, answer);
    if (!Files.exists(answer)) {
      throw new IOException("Maven could not resolve " + what + ":\n" + log);
    }
    return Stream.of(Files.readString(answer).strip().split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private static String runMaven(Path pom, Path folder, Path answer)
      throws IOException, InterruptedException {
    String command = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
    List<String> arguments =
        List.of(
            command,
            "-q",
            "-B",
            "-N",
            "-f",
            pom.toString(),
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
