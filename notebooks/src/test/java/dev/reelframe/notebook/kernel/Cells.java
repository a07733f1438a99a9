package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/**
 * Cells run one after the other in JShell as {@code reelframe jshell} starts it: a process apart.
 */
final class Cells implements AutoCloseable {
  private final JShell shell =
      JShell.builder()
          .remoteVMOptions(
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-Djava.awt.headless=true",
              "-Dai.djl.offline=true")
          .executionEngine("jdi:timeout(60000)")
          .build();

  Cells() {
    shell.addToClasspath(System.getProperty("java.class.path"));
    DefaultImports.all(Cells.class.getClassLoader()).forEach(shell::eval);
  }

  /** Fails where a snippet is refused or throws. */
  void run(String cell) {
    String rest = cell;
    while (!rest.isBlank()) {
      var part = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String snippet = part.source() == null ? rest : part.source();
      for (SnippetEvent event : shell.eval(snippet)) {
        String told =
            shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList().toString();
        assertThat(event.status())
            .as("%s%n%s", snippet, told)
            .isNotEqualTo(Snippet.Status.REJECTED);
        assertThat(event.exception()).as(snippet).isNull();
      }
      rest = part.remaining();
    }
  }

  @Override
  public void close() {
    shell.close();
  }
}
