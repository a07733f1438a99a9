package dev.reelframe.notebook.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/**
 * Completion, documentation and the completeness of cells. Positions are Java's: UTF-16 code units.
 */
final class CodeAssist {
  private static final Pattern OPEN_MAGIC = Pattern.compile("(?:^|\\n)(%{1,2})(\\w*)$");
  private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^{}]*)}");
  private static final Pattern HTML_TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");
  static final int MAX_SUGGESTIONS = 500;
  private static final int INDENT = 2;

  private final SourceCodeAnalysis analysis;

  CodeAssist(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /**
   * @param lineMagics names to offer after {@code %}
   * @param cellMagics names to offer after {@code %%}
   */
  ReplacementOptions complete(
      String cell, int cursor, Collection<String> lineMagics, Collection<String> cellMagics) {
    Matcher magic = OPEN_MAGIC.matcher(cell.substring(0, cursor));
    if (magic.find()) {
      String percent = magic.group(1);
      List<String> names =
          Stream.of(percent.length() == 2 ? cellMagics : lineMagics)
              .flatMap(Collection::stream)
              .filter(name -> name.startsWith(magic.group(2)))
              .sorted()
              .map(percent::concat)
              .toList();
      return new ReplacementOptions(names, magic.start(1), cursor);
    }
    String code = CellSource.withoutMagics(cell).substring(0, cursor);
    Optional<PathCompletion.Names> files = PathCompletion.of(cell.substring(0, cursor), code);
    if (files.isPresent()) {
      return new ReplacementOptions(files.get().names(), files.get().start(), cursor);
    }
    int from = openSnippet(code);
    int[] anchor = new int[1];
    List<String> options =
        analysis.completionSuggestions(code.substring(from), cursor - from, anchor).stream()
            .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
            .map(Suggestion::continuation)
            .distinct()
            .limit(MAX_SUGGESTIONS)
            .toList();
    return new ReplacementOptions(options, from + anchor[0], cursor);
  }

  /** Signatures and Javadoc of what the cursor is on; empty if there is nothing to say. */
  String documentation(String cell, int cursor) {
    String code = CellSource.withoutMagics(cell);
    int at = Math.min(cursor, code.length());
    while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
      at++;
    }
    int open = at;
    while (open < code.length() && Character.isWhitespace(code.charAt(open))) {
      open++;
    }
    if (open < code.length() && code.charAt(open) == '(') {
      at = open + 1; // JShell explains a call from inside its parentheses
    }
    String snippet = code.substring(openSnippet(code.substring(0, at)), at);
    String found = documentation(snippet);
    return found.isEmpty() ? documentation(snippet + "(") : found; // a method without its call
  }

  private String documentation(String snippet) {
    return analysis.documentation(snippet, snippet.length(), true).stream()
        .map(doc ->
            doc.javadoc() == null ? doc.signature() : doc.signature() + "\n" + plain(doc.javadoc()))
        .collect(Collectors.joining("\n\n"));
  }

  /** "complete", "invalid", or the indentation of the line that should follow. */
  String completeness(String cell) {
    String rest = CellSource.withoutMagics(cell);
    while (true) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case UNKNOWN -> {
          return "invalid";
        }
        case DEFINITELY_INCOMPLETE -> {
          return indentation(cell);
        }
        default -> {
          if (info.remaining() == null || info.remaining().isBlank()) {
            return "complete";
          }
          rest = info.remaining();
        }
      }
    }
  }

  /**
   * Start of the snippet under the cursor. JShell completes one snippet at a time, so imports and
   * declarations before it are left out; statements stay, since they may declare what comes next
   * uses.
   */
  private int openSnippet(String code) {
    int from = 0;
    int at = 0;
    while (at < code.length()) {
      CompletionInfo info = analysis.analyzeCompletion(code.substring(at));
      String remaining = info.remaining();
      if (!info.completeness().isComplete() || remaining == null || remaining.isEmpty()) {
        break;
      }
      at = code.length() - remaining.length();
      if (isDeclaration(info.source())) {
        from = at;
      }
    }
    return from;
  }

  /** Javadoc without its markup. */
  private static String plain(String javadoc) {
    String text = INLINE_TAG.matcher(javadoc).replaceAll("$1");
    return HTML_TAG.matcher(text).replaceAll("").stripTrailing();
  }

  private boolean isDeclaration(String source) {
    List<Snippet.Kind> kinds = new ArrayList<>();
    analysis.sourceToSnippets(source).forEach(snippet -> kinds.add(snippet.kind()));
    return kinds.stream()
        .anyMatch(kind ->
            kind == Snippet.Kind.IMPORT
                || kind == Snippet.Kind.METHOD
                || kind == Snippet.Kind.TYPE_DECL);
  }

  private static String indentation(String cell) {
    String last = cell.lines().reduce("", (before, line) -> line);
    int indent = last.length() - last.stripLeading().length();
    boolean opens = last.endsWith("{") || last.endsWith("(") || last.endsWith("->");
    return " ".repeat(opens ? indent + INDENT : indent);
  }
}
