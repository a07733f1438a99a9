package dev.reelframe.gpu.cuda;

import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Captured work: what {@link Stream#capture} collected. */
public final class Graph extends Resource {
  private final MemorySegment handle;

  Graph(Context context, MemorySegment handle) {
    super(context, OpenHandles.Kind.GRAPH, true);
    this.handle = handle;
  }

  /** How many steps it has. */
  public long nodes() {
    enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      check(CudaDriver.cuGraphGetNodes(handle, MemorySegment.NULL, out), "cuGraphGetNodes");
      return out.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  /** Makes it ready to run as often as wanted. */
  public ExecutableGraph instantiate() {
    enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      check(CudaDriver.cuGraphInstantiateWithFlags(out, handle, 0), "cuGraphInstantiateWithFlags");
      return new ExecutableGraph(context(), out.get(ValueLayout.ADDRESS, 0));
    }
  }

  MemorySegment handle() {
    checkOpen();
    return handle;
  }

  @Override
  void giveBack() {
    context().checkClosing(CudaDriver.cuGraphDestroy(handle), "cuGraphDestroy");
  }
}
