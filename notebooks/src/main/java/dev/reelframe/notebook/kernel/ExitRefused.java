package dev.reelframe.notebook.kernel;

/**
 * Thrown in place of {@code System.exit} in a cell: ending the process would take the notebook's
 * state along.
 */
@SuppressWarnings("serial")
public final class ExitRefused extends Error {

  ExitRefused(int status) {
    super(
        "System.exit("
            + status
            + ") was not carried out: it would end the kernel and every variable with it."
            + " Leave the cell with return or an exception, or restart the kernel from the notebook's menu.");
  }
}
