package dev.reelframe.notebook.kernel;

import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets JShell read the Javadoc of libraries: by itself it looks for sources of the JDK only. A
 * jar's sources lie beside it ({@code thing-1.0-sources.jar}, as Maven and IDEs keep them) or, in a
 * build, in {@code src/main/java} of its project.
 */
final class SourcePlaces {
  private static final Logger LOG = LoggerFactory.getLogger(SourcePlaces.class);

  private final Set<Path> known = new LinkedHashSet<>();
  private final SourceCodeAnalysis analysis;

  SourcePlaces(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Adds what is found for these entries of a class path. */
  void add(String classPath) {
    List<Path> found =
        Stream.of(classPath.split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .flatMap(entry -> of(Path.of(entry)).stream())
            .filter(known::add)
            .toList();
    if (found.isEmpty()) {
      return;
    }
    try {
      // JShell has no public door for this; the kernel's options open its package (KernelSpec).
      Method places = analysis.getClass().getDeclaredMethod("findSources");
      places.setAccessible(true);
      @SuppressWarnings("unchecked")
      List<Path> searched = (List<Path>) places.invoke(analysis);
      searched.addAll(found);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("Only the JDK's Javadoc will be shown", e);
    }
  }

  /** Where the sources of a jar or a folder of classes lie. */
  static Optional<Path> of(Path entry) {
    Path place = entry.toAbsolutePath().normalize();
    List<Path> candidates = new ArrayList<>();
    if (place.toString().endsWith(".jar")) {
      candidates.add(Path.of(place.toString().replaceFirst("\\.jar$", "-sources.jar")));
    }
    for (Path above = place.getParent(); above != null; above = above.getParent()) {
      candidates.add(above.resolve("src").resolve("main").resolve("java"));
    }
    return candidates.stream().filter(Files::exists).findFirst();
  }
}
