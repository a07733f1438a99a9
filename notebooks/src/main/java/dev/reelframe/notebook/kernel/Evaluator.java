package dev.reelframe.notebook.kernel;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;

/** Evaluates the Java code of cells, snippet by snippet, in one JShell. */
final class Evaluator implements AutoCloseable {
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final SnippetExecution execution;
  private final SnippetLoader loader;
  private final Map<String, Origin> origins = new ConcurrentHashMap<>();
  private final Traceback traceback = new Traceback(origins);
  private final SourcePlaces sources;

  Evaluator(CellThread cells) {
    loader = new SnippetLoader(Evaluator.class.getClassLoader());
    execution = new SnippetExecution(loader, cells);
    shell =
        JShell.builder()
            .executionEngine(execution.asProvider(), Map.of())
            .compilerOptions("-Xlint:none")
            .build();
    // Before the analysis exists: it would index the class path again at every change.
    String classPath = System.getProperty("java.class.path");
    shell.addToClasspath(classPath);
    analysis = shell.sourceCodeAnalysis();
    sources = new SourcePlaces(analysis);
    sources.add(classPath);
  }

  SourceCodeAnalysis analysis() {
    return analysis;
  }

  /** Class loader of the cells: sees their classes and every jar added while the notebook runs. */
  SnippetLoader loader() {
    return loader;
  }

  Traceback traceback() {
    return traceback;
  }

  void addToClasspath(List<String> entries) {
    String added = String.join(File.pathSeparator, entries);
    shell.addToClasspath(added);
    sources.add(added);
  }

  /**
   * Evaluates one import.
   *
   * @return why it cannot be had, or an empty string
   */
  String addImport(String statement) {
    for (SnippetEvent event : shell.eval(statement)) {
      if (event.status() == Snippet.Status.REJECTED) {
        return shell
            .diagnostics(event.snippet())
            .map(d -> d.getMessage(null))
            .findFirst()
            .orElse("rejected");
      }
    }
    return "";
  }

  /**
   * Evaluates code.
   *
   * @param code Java code without magics
   * @param firstLine line of the cell (from 1) on which the code starts
   * @param cell execution count of the cell
   * @param cellLines the whole cell
   * @return value of the last snippet if that is an expression, else null
   * @throws CellFailure if a snippet does not compile or throws
   */
  Object evaluate(String code, int firstLine, int cell, List<String> cellLines) {
    Object result = null;
    Set<DeclarationSnippet> unresolved = new LinkedHashSet<>();
    int at = CellSource.skipBlank(code, 0);
    while (at < code.length()) {
      CellRun run = CellRun.current();
      if (run != null && run.isStopped()) {
        throw interrupted("The cell was interrupted.");
      }
      // Without leading blanks and comments: JShell loses count of lines behind them.
      String rest = code.substring(at);
      CompletionInfo info = analysis.analyzeCompletion(rest);
      Origin origin = origin(code, at, firstLine, cell, cellLines);
      if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
        break;
      }
      if (info.completeness() == SourceCodeAnalysis.Completeness.DEFINITELY_INCOMPLETE) {
        throw Traceback.incomplete(origin);
      }
      boolean whole =
          info.source() == null || info.completeness() == SourceCodeAnalysis.Completeness.UNKNOWN;
      String snippet = whole ? rest : info.source();
      result = evaluateSnippet(snippet, origin, unresolved);
      at =
          whole
              ? code.length()
              : CellSource.skipBlank(code, code.length() - info.remaining().length());
    }
    tellUnresolved(unresolved);
    return result;
  }

  /** The failure for code that threw, whether it was interrupted or failed by itself. */
  CellFailure failure(Throwable thrown, JShellException translated) {
    CellRun run = CellRun.current();
    boolean full = thrown instanceof OutOfMemoryError;
    if (!full && (thrown instanceof CellInterrupted || (run != null && run.isStopped()))) {
      String text =
          thrown instanceof CellInterrupted ? thrown.getMessage() : "The cell was interrupted.";
      return interrupted(text);
    }
    if (thrown instanceof ProcessEnding) {
      return Traceback.plain("KernelDied", thrown.getMessage());
    }
    if (full) {
      Reserve.release();
    }
    return translated == null ? traceback.failure(thrown) : traceback.failure(thrown, translated);
  }

  @Override
  public void close() {
    shell.close();
  }

  static CellFailure interrupted(String message) {
    return Traceback.plain("Interrupted", message);
  }

  private Object evaluateSnippet(String source, Origin origin, Set<DeclarationSnippet> unresolved) {
    List<SnippetEvent> events = shell.eval(source);
    Throwable thrown = execution.takeThrown();
    Object value = execution.takeValue();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null && event.snippet() != null) {
        origins.put(event.snippet().id(), origin);
      }
    }
    for (SnippetEvent event : events) {
      if (event.exception() instanceof UnresolvedReferenceException missing) {
        throw unresolved(missing);
      }
      if (event.exception() != null) {
        throw failure(thrown == null ? event.exception() : thrown, event.exception());
      }
    }
    if (thrown != null) {
      throw failure(thrown, null);
    }
    Object result = null;
    for (SnippetEvent event : events) {
      if (event.causeSnippet() != null) {
        continue;
      }
      if (event.status() == Snippet.Status.REJECTED
          || event.snippet() instanceof ErroneousSnippet) {
        throw Traceback.compilation(shell.diagnostics(event.snippet()).toList(), source, origin);
      }
      if (event.snippet() instanceof DeclarationSnippet declared) {
        unresolved.add(declared);
      }
      result = isShown(event.snippet()) ? value : null;
    }
    return result;
  }

  /**
   * Values of expressions are shown, except of assignments and of display(), which has shown
   * already.
   */
  private static boolean isShown(Snippet snippet) {
    boolean expression =
        snippet instanceof ExpressionSnippet
            || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    return expression
        && snippet.subKind() != Snippet.SubKind.ASSIGNMENT_SUBKIND
        && !snippet.source().startsWith("display(");
  }

  private void tellUnresolved(Set<DeclarationSnippet> declared) {
    List<String> notes = new ArrayList<>();
    for (DeclarationSnippet snippet : declared) {
      List<String> missing = shell.unresolvedDependencies(snippet).toList();
      if (shell.status(snippet).isActive() && !missing.isEmpty()) {
        notes.add(
            snippet.name() + " can be used once these are declared: " + String.join(", ", missing));
      }
    }
    notes.forEach(System.err::println);
  }

  private CellFailure unresolved(UnresolvedReferenceException missing) {
    DeclarationSnippet snippet = missing.getSnippet();
    String names = String.join(", ", shell.unresolvedDependencies(snippet).toList());
    return Traceback.plain(
        "Unresolved", snippet.name() + " still needs " + names + ", which no cell declares yet.");
  }

  private static Origin origin(
      String code, int at, int firstLine, int cell, List<String> cellLines) {
    int line = firstLine + CellSource.lineAt(code, at) - 1;
    int column = at - (code.lastIndexOf('\n', at - 1) + 1);
    return new Origin(cell, line, column, cellLines);
  }
}
