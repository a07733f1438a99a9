package dev.reelframe.notebook.kernel;

/**
 * One execution of one cell. Threads that the cell starts inherit it, so that an interrupt stops
 * them and leaves the background threads of other cells alone.
 */
final class CellRun {
  private static final InheritableThreadLocal<CellRun> CURRENT = new InheritableThreadLocal<>();

  /**
   * Execution count of the cell, as shown in the notebook; 0 for the kernel's own start-up code.
   */
  final int number;

  private volatile boolean stopped;

  CellRun(int number) {
    this.number = number;
  }

  /**
   * The run that the calling thread belongs to; null outside of any cell, for instance on a pool
   * thread.
   */
  static CellRun current() {
    return CURRENT.get();
  }

  /** From here on the calling thread, and every thread it starts, works for this run. */
  void enter() {
    CURRENT.set(this);
  }

  static void leave() {
    CURRENT.remove();
  }

  /** Whether this is the kernel's own code, which runs before and beside the cells. */
  boolean isStartUp() {
    return number == 0;
  }

  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  void throwIfStopped() {
    if (stopped) {
      throw new CellInterrupted("The cell was interrupted.");
    }
  }
}
