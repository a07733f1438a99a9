package dev.reelframe.notebook.kernel;

/**
 * Memory set aside for the moment a cell fills the heap: given up, it lets the kernel report the
 * error and run the cell that frees the rest.
 */
final class Reserve {
  private static final long HEAP = Runtime.getRuntime().maxMemory();

  /** The kernel needs little, but while the heap is full it collects after every few MB. */
  private static final int BYTES = (int) Math.clamp(HEAP / 16, 16 << 20, 128 << 20);

  private static byte[] held;

  private Reserve() {}

  /** Sets the memory aside again if there is some. */
  static synchronized void hold() {
    if (held == null && HEAP >= 8L * BYTES) {
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
