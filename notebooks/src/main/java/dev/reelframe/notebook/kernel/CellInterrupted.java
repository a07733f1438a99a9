package dev.reelframe.notebook.kernel;

/**
 * Ends the code of a cell after an interrupt. An {@code Error}, so that {@code catch (Exception e)}
 * in a cell does not swallow it.
 */
@SuppressWarnings("serial")
public final class CellInterrupted extends Error {

  CellInterrupted(String message) {
    super(message);
  }
}
