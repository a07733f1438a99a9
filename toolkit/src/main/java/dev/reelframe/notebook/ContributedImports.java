package dev.reelframe.notebook;

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
 * The imports that libraries bring to a shell: each jar or folder of the class path may hold a text
 * resource {@value #RESOURCE}, one import a line, as in {@code dev.reelframe.table.*} or {@code
 * static java.lang.Math.max}; blank lines and lines that start with {@code #} are ignored.
 */
public final class ContributedImports {
  public static final String RESOURCE = "META-INF/reelframe/imports";

  private ContributedImports() {}

  /**
   * Those that a class loader sees, in class-path order.
   *
   * @return complete statements, as in {@code import java.util.*;}
   * @throws UncheckedIOException if a resource cannot be read
   */
  public static List<String> of(ClassLoader loader) {
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
              .map(ContributedImports::statement)
              .forEach(statements::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The imports in " + RESOURCE + " could not be read", e);
    }
    return statements;
  }

  private static String statement(String line) {
    String name = line.startsWith("import ") ? line.substring("import ".length()) : line;
    return "import " + name.replaceAll("\\s*;$", "") + ";";
  }
}
