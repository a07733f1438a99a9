package dev.reelframe.notebook.kernel;

/**
 * Memory set aside for the moment a cell fills the heap: given up, it lets the kernel report the
 * error and run the cell that frees the rest.
 */
final class Reserve {
  private static final int BYTES = 16 << 20;

  private static byte[] held;

  private Reserve() {}

  /** Sets the memory aside again if there is some. */
  static synchronized void hold() {
    if (held == null && Runtime.getRuntime().maxMemory() >= 8L * BYTES) {
      try {
        held = new byte[BYTES];
      } catch (OutOfMemoryError e) {
        held = null; // still full
      }
    }
  }

  static synchronized void release() {
    held = null;
  }
}
