package dev.reelframe.notebook.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShellException;

/**
 * Writes failures the way a notebook shows them: the failing line of the cell marked, then the
 * calls.
 */
final class Traceback {
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$");
  private static final String RED = "\u001B[31m";
  private static final String BOLD = "\u001B[1m";
  private static final String PLAIN = "\u001B[0m";

  /** Width of what stands before the text of a marked line. */
  private static final int MARGIN = "-->    1 | ".length();

  /** Lines shown before and after the marked one. */
  private static final int CONTEXT = 2;

  /** Calls shown per exception: a stack overflow has a thousand. */
  private static final int MAX_CALLS = 25;

  private final Map<String, Origin> origins;

  /**
   * @param origins by snippet id
   */
  Traceback(Map<String, Origin> origins) {
    this.origins = origins;
  }

  /**
   * An exception that a snippet threw.
   *
   * @param thrown the exception itself
   * @param translated what JShell made of it: the same chain, with the cells' calls by snippet and
   *     line
   */
  CellFailure failure(Throwable thrown, JShellException translated) {
    List<String> lines = new ArrayList<>();
    lines.add(RED + BOLD + readable(thrown) + PLAIN);
    markCells(lines, translated.getStackTrace());
    calls(lines, translated.getStackTrace());
    Throwable cause = thrown.getCause();
    Throwable translatedCause = translated.getCause();
    for (int depth = 0; cause != null && translatedCause != null && depth < 10; depth++) {
      lines.add(RED + "Caused by: " + readable(cause) + PLAIN);
      calls(lines, translatedCause.getStackTrace());
      cause = cause.getCause();
      translatedCause = translatedCause.getCause();
    }
    return new CellFailure(simpleName(thrown), message(thrown), lines);
  }

  /** A failure outside of the cell's code, or one of which only the message matters. */
  static CellFailure plain(String name, String message) {
    return new CellFailure(name, message, List.of(RED + BOLD + name + ": " + message + PLAIN));
  }

  /** An exception of a magic or a renderer, whose calls are plain Java. */
  CellFailure failure(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    lines.add(RED + BOLD + readable(thrown) + PLAIN);
    calls(lines, untilKernel(thrown.getStackTrace()));
    return new CellFailure(simpleName(thrown), message(thrown), lines);
  }

  /** Snippets that did not compile. Positions of the messages count within the snippet. */
  static CellFailure compilation(List<Diag> messages, String snippet, Origin origin) {
    List<String> lines = new ArrayList<>();
    String first = null;
    for (Diag message : messages) {
      String text = message.getMessage(null).replaceAll("(?m)^ *location:.*$", "").strip();
      text = WRAPPER.matcher(text).replaceAll("");
      first = first == null ? text.lines().findFirst().orElse("") : first;
      int start = (int) Math.clamp(message.getStartPosition(), 0, snippet.length());
      int end = (int) Math.clamp(message.getEndPosition(), start, snippet.length());
      int snippetLine = CellSource.lineAt(snippet, start);
      int column = start - (snippet.lastIndexOf('\n', start - 1) + 1);
      int width =
          Math.max(1, snippet.substring(start, end).lines().findFirst().orElse("").length());
      lines.add(RED + BOLD + text + PLAIN);
      int indent = snippetLine == 1 ? column + origin.column() : column;
      String carets = " ".repeat(MARGIN + indent) + "^".repeat(width);
      mark(lines, origin, origin.cellLine(snippetLine), carets);
    }
    return new CellFailure("CompilationError", first == null ? "" : first, lines);
  }

  /** Code that stops before it is complete. */
  static CellFailure incomplete(Origin origin) {
    List<String> lines = new ArrayList<>();
    lines.add(RED + BOLD + "The code that starts here is not complete." + PLAIN);
    mark(lines, origin, origin.cellLine(1), "");
    return new CellFailure("IncompleteSource", "the code is not complete", lines);
  }

  /** Marks the innermost line of every cell involved, the outermost cell last. */
  private void markCells(List<String> lines, StackTraceElement[] calls) {
    Set<Integer> shown = new HashSet<>();
    for (StackTraceElement call : calls) {
      Origin origin = origin(call);
      if (origin != null && origin.cell() > 0 && shown.size() < 3 && shown.add(origin.cell())) {
        lines.add("  " + origin.name() + ", line " + origin.cellLine(call.getLineNumber()));
        mark(lines, origin, origin.cellLine(call.getLineNumber()), "");
      }
    }
  }

  /** Adds the line with its neighbours; {@code below} stands under it unless empty. */
  private static void mark(List<String> lines, Origin origin, int line, String below) {
    int from = Math.max(1, line - CONTEXT);
    int to = Math.min(origin.lines().size(), line + CONTEXT);
    for (int i = from; i <= to; i++) {
      String text = "%4d | %s".formatted(i, origin.lines().get(i - 1));
      lines.add(i == line ? RED + "--> " + text + PLAIN : "    " + text);
      if (i == line && !below.isEmpty()) {
        lines.add(below);
      }
    }
  }

  private void calls(List<String> lines, StackTraceElement[] calls) {
    int shown = 0;
    int at = 0;
    while (at < calls.length) {
      if (shown++ == MAX_CALLS) {
        lines.add("    ... " + (calls.length - at) + " more calls");
        return;
      }
      int next = at + 1;
      while (next < calls.length && calls[next].equals(calls[at])) {
        next++;
      }
      String times = next - at == 1 ? "" : "   (" + (next - at) + " times)";
      lines.add("    at " + describe(calls[at]) + times);
      at = next;
    }
  }

  private String describe(StackTraceElement call) {
    Origin origin = origin(call);
    if (origin == null) {
      return WRAPPER.matcher(call.toString()).replaceAll("");
    }
    String place = origin.name() + ":" + origin.cellLine(call.getLineNumber());
    String method = call.getMethodName();
    if (method.isEmpty()) {
      return place;
    }
    String type = call.getClassName();
    return (type.isEmpty() ? method : type + "." + method) + " (" + place + ")";
  }

  /** JShell gives "#" and the snippet's id as the file of a call in a snippet. */
  private Origin origin(StackTraceElement call) {
    String file = call.getFileName();
    return file != null && file.startsWith("#") ? origins.get(file.substring(1)) : null;
  }

  private static StackTraceElement[] untilKernel(StackTraceElement[] calls) {
    return Stream.of(calls)
        .takeWhile(call -> !call.getClassName().equals(JavaKernel.class.getName()))
        .toArray(StackTraceElement[]::new);
  }

  private static String readable(Throwable thrown) {
    String text;
    try {
      boolean ours = thrown instanceof ExitRefused;
      text = ours ? thrown.getMessage() : thrown.toString();
    } catch (RuntimeException | Error e) { // a getMessage of the user's that fails itself
      text = thrown.getClass().getName();
    }
    return WRAPPER.matcher(text).replaceAll("");
  }

  private static String message(Throwable thrown) {
    try {
      String text = thrown.getLocalizedMessage();
      return text == null ? "" : WRAPPER.matcher(text).replaceAll("");
    } catch (RuntimeException | Error e) {
      return "";
    }
  }

  private static String simpleName(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    return name.isEmpty() ? thrown.getClass().getName() : name;
  }
}
