package dev.reelframe.gpu.simulated;

import dev.reelframe.gpu.Gpu;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The C functions that the compiled classes of this module call, read from the class files: what a
 * matrix of errors must cover.
 */
public final class CalledFunctions {
  private CalledFunctions() {}

  /** Functions called through a generated header class, {@code CudaDriver} for instance. */
  public static Set<String> through(String headerClass) throws Exception {
    Path classes = Path.of(Gpu.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .filter(f -> f.toString().endsWith(".class"))
          .filter(f -> !f.toString().contains("/gen/"))
          .forEach(f -> collect(f, headerClass, found));
    }
    return found;
  }

  private static void collect(Path file, String headerClass, Set<String> found) {
    try {
      ClassFile.of()
          .parse(file)
          .constantPool()
          .forEach(entry -> {
            if (entry instanceof MethodRefEntry method
                && method.owner().asInternalName().endsWith("/" + headerClass)) {
              found.add(method.name().stringValue());
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
