package dev.reelframe.notebook;

import java.lang.reflect.Method;
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
      displays = guarded(() -> kernel.display(data));
    }
  }

  /** Replaces the output of that name; nothing happens where the host cannot. */
  void replace(String id, DisplayData data) {
    if (displays) {
      displays = guarded(() -> kernel.getIO().display.updateDisplay(id, data));
    }
  }

  /**
   * Does what the host may not be able to: without a method of this library's version it throws a
   * linkage error at the method's first use.
   *
   * @return whether it could
   */
  boolean guarded(Runnable ornament) {
    try {
      ornament.run();
      return true;
    } catch (LinkageError e) {
      LOG.debug("this kernel has another interface than the one compiled against", e);
      return false;
    }
  }

  /**
   * Brings the default imports into a kernel that does not know of them; one that cannot be made
   * costs no other.
   */
  void importDefaults() {
    if (kernel.getClass().getName().startsWith("dev.reelframe.")) {
      return;
    }
    for (String statement : ContributedImports.of(HostKernel.class.getClassLoader())) {
      try {
        BaseKernel.class.getMethod("evalRaw", String.class).invoke(kernel, statement);
      } catch (ReflectiveOperationException | LinkageError e) {
        LOG.warn("\"{}\" could not be made: write it in a cell", statement, e);
      }
    }
  }
}
