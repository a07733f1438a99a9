package dev.reelframe.notebook.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a cell taken apart: magics ({@code %name arguments} at the start of a line, {@code
 * %%name} at the start of the cell) and the Java code between them.
 *
 * <p>A {@code %} inside a string, a text block or a comment is Java.
 */
final class CellSource {
  private static final Pattern MAGIC = Pattern.compile("%([A-Za-z]\\w*)[ \\t]*([^\\r\\n]*)");
  private static final Pattern CELL_MAGIC =
      Pattern.compile("\\s*%%([A-Za-z]\\w*)[ \\t]*([^\\r\\n]*)(?:\\R(.*))?", Pattern.DOTALL);
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /** One part of a cell; {@code line} counts from 1. */
  sealed interface Part {
    int line();
  }

  /** Java code that starts with {@code line}. */
  record Code(int line, String text) implements Part {}

  /** {@code %name arguments}. */
  record LineMagic(int line, String name, String arguments) implements Part {
    List<String> argumentList() {
      return split(arguments);
    }
  }

  /** {@code %%name arguments} and the rest of the cell. */
  record CellMagic(int line, String name, String arguments, String body) implements Part {
    List<String> argumentList() {
      return split(arguments);
    }
  }

  private CellSource() {}

  static List<Part> parts(String cell) {
    Matcher whole = CELL_MAGIC.matcher(cell);
    if (whole.matches()) {
      int line = lineAt(cell, cell.indexOf('%'));
      String body = whole.group(3) == null ? "" : whole.group(3);
      return List.of(new CellMagic(line, whole.group(1), whole.group(2).strip(), body));
    }
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int[] magic : lineMagics(cell)) {
      addCode(parts, cell, from, magic[0]);
      Matcher m = MAGIC.matcher(cell.substring(magic[0], magic[1]));
      if (m.lookingAt()) {
        parts.add(new LineMagic(lineAt(cell, magic[0]), m.group(1), m.group(2).strip()));
      }
      from = magic[1];
    }
    addCode(parts, cell, from, cell.length());
    return parts;
  }

  /** The cell with every magic replaced by spaces: all positions stay what they are. */
  static String withoutMagics(String cell) {
    if (cell.stripLeading().startsWith("%%")) {
      int end = endOfLine(cell, cell.indexOf('%'));
      return cell.substring(0, end).replaceAll("[^\\r\\n]", " ") + cell.substring(end);
    }
    StringBuilder blanked = new StringBuilder(cell);
    for (int[] magic : lineMagics(cell)) {
      for (int i = magic[0]; i < magic[1]; i++) {
        blanked.setCharAt(i, ' ');
      }
    }
    return blanked.toString();
  }

  /**
   * Position of the first character at or after {@code from} that is neither white space nor in a
   * comment.
   */
  static int skipBlank(String code, int from) {
    int at = from;
    while (at < code.length()) {
      if (Character.isWhitespace(code.charAt(at))) {
        at++;
      } else if (code.startsWith("//", at) || code.startsWith("/*", at)) {
        at = endOfToken(code, at);
      } else {
        return at;
      }
    }
    return code.length();
  }

  /**
   * Where the text of the string literal begins that is still open at the end of the code; -1 if
   * there is none. Text blocks do not count.
   */
  static int openLiteral(String code) {
    int at = 0;
    while (at < code.length()) {
      boolean string = code.charAt(at) == '"' && !code.startsWith("\"\"\"", at);
      if (string && endOfToken(code + "x", at) > code.length()) {
        return at + 1;
      }
      at = endOfToken(code, at);
    }
    return -1;
  }

  /** Line of a position, counting from 1. */
  static int lineAt(String text, int position) {
    return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  private static void addCode(List<Part> parts, String cell, int from, int to) {
    int start = skipBlank(cell, from);
    if (start < to) {
      parts.add(new Code(lineAt(cell, start), cell.substring(start, to)));
    }
  }

  /** Start and end of every line magic. */
  private static List<int[]> lineMagics(String cell) {
    List<int[]> found = new ArrayList<>();
    int at = 0;
    while (at < cell.length()) {
      boolean lineStart = at == 0 || cell.charAt(at - 1) == '\n';
      if (lineStart && MAGIC.matcher(cell).region(at, cell.length()).lookingAt()) {
        int end = endOfLine(cell, at);
        found.add(new int[] {at, end});
        at = end;
      } else {
        at = endOfToken(cell, at);
      }
    }
    return found;
  }

  /**
   * End of the comment, string, text block, character literal or single character that starts here.
   */
  private static int endOfToken(String code, int at) {
    if (code.startsWith("//", at)) {
      return endOfLine(code, at);
    }
    if (code.startsWith("/*", at)) {
      int end = code.indexOf("*/", at + 2);
      return end < 0 ? code.length() : end + 2;
    }
    if (code.startsWith("\"\"\"", at)) {
      return endOfLiteral(code, at + 3, "\"\"\"", true);
    }
    char c = code.charAt(at);
    return c == '"' || c == '\'' ? endOfLiteral(code, at + 1, String.valueOf(c), false) : at + 1;
  }

  private static int endOfLiteral(String code, int from, String quote, boolean severalLines) {
    int at = from;
    while (at < code.length()) {
      if (code.charAt(at) == '\\') {
        at += 2;
      } else if (code.startsWith(quote, at)) {
        return at + quote.length();
      } else if (!severalLines && code.charAt(at) == '\n') {
        return at; // a literal that was not closed: the compiler will say so
      } else {
        at++;
      }
    }
    return code.length();
  }

  private static int endOfLine(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private static List<String> split(String arguments) {
    return ARGUMENT
        .matcher(arguments)
        .results()
        .map(m -> m.group(1) != null ? m.group(1) : m.group(2))
        .toList();
  }
}
