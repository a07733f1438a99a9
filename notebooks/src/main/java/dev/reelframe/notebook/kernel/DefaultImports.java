package dev.reelframe.notebook.kernel;

import dev.reelframe.notebook.ContributedImports;
import java.util.List;
import java.util.stream.Stream;

/**
 * The imports that cells have without asking. A library adds its own: {@link ContributedImports}.
 */
public final class DefaultImports {
  private static final List<String> OWN =
      Stream.of(
              "java.io.*",
              "java.nio.file.*",
              "java.time.*",
              "java.util.*",
              "java.util.concurrent.*",
              "java.util.function.*",
              "java.util.stream.*",
              "static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.*")
          .map("import %s;"::formatted)
          .toList();

  private DefaultImports() {}

  /**
   * All default imports, the JDK's first.
   *
   * @return complete statements, as in {@code import java.util.*;}
   */
  public static List<String> all(ClassLoader loader) {
    return Stream.concat(OWN.stream(), ContributedImports.of(loader).stream()).distinct().toList();
  }
}
