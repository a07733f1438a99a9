package dev.reelframe.gpu.cuda;

import java.util.concurrent.atomic.AtomicBoolean;

/** Something that lives in the driver, belongs to a context and is given back exactly once. */
abstract sealed class Resource implements AutoCloseable
    permits DeviceMemory, Event, ExecutableGraph, Graph, KernelModule, PinnedMemory, Stream {
  private final Context context;
  private final OpenHandles.Kind kind;
  private final boolean owned;
  private final AtomicBoolean closed = new AtomicBoolean();

  Resource(Context context, OpenHandles.Kind kind, boolean owned) {
    this.context = context;
    this.kind = kind;
    this.owned = owned;
    if (owned) {
      context.adopt(this);
      OpenHandles.opened(kind);
    }
  }

  /** The context it belongs to. */
  public final Context context() {
    return context;
  }

  /** Whether it has been given back. */
  public final boolean isClosed() {
    return closed.get();
  }

  /** Gives it back to the driver; a second call does nothing. */
  @Override
  public final void close() {
    if (!owned || !closed.compareAndSet(false, true)) {
      return;
    }
    context.release(this);
    OpenHandles.closed(kind);
    context.enterClosing();
    giveBack();
  }

  abstract void giveBack();

  /** Makes the context current for a call on this object. */
  final void enter() {
    checkOpen();
    context.enter();
  }

  final void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException(
          "this " + kind.name().toLowerCase(java.util.Locale.ROOT) + " is closed");
    }
  }

  final void check(int code, String operation) {
    context.check(code, operation);
  }
}
