package dev.reelframe.notebook.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs the snippets that JShell compiled in this process, on the cells' thread, and keeps the value
 * or the exception as the object it is, where JShell itself would pass on text.
 */
final class SnippetExecution extends DirectExecutionControl {
  private final SnippetLoader loader;
  private final CellThread cells;
  private Object value;
  private Throwable thrown;

  SnippetExecution(SnippetLoader loader, CellThread cells) {
    super(loader);
    this.loader = loader;
    this.cells = cells;
  }

  ExecutionControlProvider asProvider() {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "reelframe";
      }

      @Override
      public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return SnippetExecution.this;
      }
    };
  }

  /** Result of the last snippet that ran to its end; null if it had none. Gives it up. */
  Object takeValue() {
    Object taken = value;
    value = null;
    return taken;
  }

  /** What the last snippet threw, or null. Gives it up. */
  Throwable takeThrown() {
    Throwable taken = thrown;
    thrown = null;
    return taken;
  }

  @Override
  protected String invoke(Method method) throws Exception {
    value = null;
    thrown = null;
    try {
      Object result = cells.call(loader, () -> method.invoke(null));
      thrown = null;
      value = result;
      return "";
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
      if (thrown instanceof CellInterrupted) {
        throw new StoppedException();
      }
      throw e;
    } catch (Exception | Error e) { // the cell was interrupted, or the process is about to end
      thrown = e;
      throw new StoppedException();
    }
  }
}
