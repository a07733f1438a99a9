package dev.reelframe.notebook.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a path can go on to: a path in a string that is being typed, or in the arguments
 * of a magic that takes files. Relative ones are seen from the kernel's folder, the notebook's.
 */
final class PathCompletion {
  private static final Pattern MAGIC =
      Pattern.compile(
          "(?:^|\\n)%(?:load|classpath|loadFromPOM)[ \\t](?:[^\\n]*[ \\t])?\"?([^\\s\"]*)$");

  private PathCompletion() {}

  /**
   * What may follow the last slash before the cursor.
   *
   * @param start where that is, in the cell
   * @param names files and, with a slash behind, folders
   */
  record Names(int start, List<String> names) {}

  /**
   * @param before the cell up to the cursor
   * @param java the same without magics
   * @return empty where no path is being typed
   */
  static Optional<Names> of(String before, String java) {
    Matcher magic = MAGIC.matcher(before);
    if (magic.find()) {
      return Optional.of(names(before, magic.start(1), typed -> typed, name -> name));
    }
    int literal = CellSource.openLiteral(java);
    return literal < 0
        ? Optional.empty()
        : Optional.of(names(before, literal, String::translateEscapes, PathCompletion::escaped));
  }

  private static Names names(
      String before, int from, UnaryOperator<String> read, UnaryOperator<String> write) {
    int start = Math.max(from, before.lastIndexOf('/') + 1);
    try {
      Path folder = Path.of(read.apply(before.substring(from, start)));
      String begun = read.apply(before.substring(start));
      return new Names(start, list(folder, begun).stream().map(write).toList());
    } catch (IOException | IllegalArgumentException e) {
      return new Names(start, List.of()); // no such folder, or half an escape
    }
  }

  /** Hidden files only for whoever begins with a dot. */
  private static List<String> list(Path folder, String begun) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
          .filter(name -> name.startsWith(begun))
          .filter(name -> begun.startsWith(".") || !name.startsWith("."))
          .sorted()
          .limit(CodeAssist.MAX_SUGGESTIONS)
          .toList();
    }
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
