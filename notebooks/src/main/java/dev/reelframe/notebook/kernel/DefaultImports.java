package dev.reelframe.notebook.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The imports that cells have without asking. A library adds its own with a text resource {@value
 * #RESOURCE}: one import a line, as in {@code dev.reelframe.*} or {@code static
 * java.lang.Math.max}; blank lines and lines that start with {@code #} are ignored.
 */
public final class DefaultImports {
  /** Name of the resource. Every jar and folder of the class path may hold one. */
  public static final String RESOURCE = "META-INF/reelframe/imports";

  private static final List<String> OWN =
      List.of(
          "java.io.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.stream.*",
          "static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.*");

  private DefaultImports() {}

  /**
   * All default imports, the JDK's first.
   *
   * @return complete statements, as in {@code import java.util.*;}
   * @throws UncheckedIOException if a resource cannot be read
   */
  public static List<String> all(ClassLoader loader) {
    List<String> statements = new ArrayList<>();
    OWN.forEach(name -> statements.add(statement(name)));
    statements.addAll(contributed(loader));
    return statements.stream().distinct().toList();
  }

  /** The imports that libraries contribute, in class-path order. */
  public static List<String> contributed(ClassLoader loader) {
    List<String> statements = new ArrayList<>();
    try {
      for (URL resource : Collections.list(loader.getResources(RESOURCE))) {
        try (var lines =
            new BufferedReader(
                new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8))) {
          lines
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(DefaultImports::statement)
              .forEach(statements::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The default imports in " + RESOURCE + " could not be read", e);
    }
    return statements;
  }

  private static String statement(String line) {
    String name = line.startsWith("import ") ? line.substring("import ".length()) : line;
    return "import " + name.replaceAll("\\s*;$", "") + ";";
  }
}
