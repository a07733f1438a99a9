package dev.reelframe.notebook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel that this library finds itself in. People install other versions of JJava than the one
 * compiled against, and its interface still changes; what differs between versions is looked up by
 * name here, and a host that lacks something costs an ornament, never a result.
 */
final class HostKernel {
  private static final Logger LOG = LoggerFactory.getLogger(HostKernel.class);
  private static final String IMPORTS = "/META-INF/reelframe/imports";

  private final BaseKernel kernel;
  private boolean displays = true;

  HostKernel(BaseKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Gives an output a name by which it can be replaced. The method returns nothing in 1.0-a6 and
   * the data itself since 1.0-a7, which are two methods to the linker.
   *
   * @return whether the host can do that
   */
  private static boolean named(DisplayData data, String id) {
    try {
      Method method = DisplayData.class.getMethod("setDisplayId", String.class);
      method.invoke(data, id);
      return true;
    } catch (ReflectiveOperationException e) {
      LOG.debug("outputs of this kernel cannot be named", e);
      return false;
    }
  }

  /** Shows an output below the running cell that {@link #replace} can replace. */
  void show(String id, DisplayData data) {
    displays = named(data, id);
    if (displays) {
      guarded(() -> kernel.display(data));
    }
  }

  /** Replaces the output of that name; nothing happens where the host cannot. */
  void replace(String id, DisplayData data) {
    if (displays) {
      guarded(() -> kernel.getIO().display.updateDisplay(id, data));
    }
  }

  /** A host without a method of this library's version throws a linkage error at its first use. */
  private void guarded(Runnable showing) {
    try {
      showing.run();
    } catch (LinkageError e) {
      displays = false;
      LOG.debug("this kernel shows no progress", e);
    }
  }

  /** Brings the default imports into a kernel that does not know of them. */
  void importDefaults() {
    if (kernel.getClass().getName().startsWith("dev.reelframe.")) {
      return;
    }
    try {
      Method eval = BaseKernel.class.getMethod("evalRaw", String.class);
      for (String line : imports()) {
        eval.invoke(kernel, "import " + line + ";");
      }
    } catch (ReflectiveOperationException | LinkageError | IOException e) {
      LOG.warn("the default imports could not be made: import dev.reelframe.* in a cell", e);
    }
  }

  private static List<String> imports() throws IOException {
    try (InputStream in = HostKernel.class.getResourceAsStream(IMPORTS);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Optional.ofNullable(in).orElseGet(InputStream::nullInputStream),
                    StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }
}
