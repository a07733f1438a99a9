package dev.reelframe.gpu.cuda;

import dev.reelframe.gpu.binding.CudaCode;
import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A graph that is ready to run: one call submits all its steps. */
public final class ExecutableGraph extends Resource {
  private static final long UPDATE_RESULT_BYTES = 24;

  private final MemorySegment handle;

  ExecutableGraph(Context context, MemorySegment handle) {
    super(context, OpenHandles.Kind.EXECUTABLE_GRAPH, true);
    this.handle = handle;
  }

  /** Submits all steps. */
  public void launch(Stream stream) {
    enter();
    check(CudaDriver.cuGraphLaunch(handle, stream.handle()), "cuGraphLaunch");
  }

  /** Brings it to the device ahead of the first launch. */
  public void upload(Stream stream) {
    enter();
    check(CudaDriver.cuGraphUpload(handle, stream.handle()), "cuGraphUpload");
  }

  /**
   * Takes over the arguments of a graph with the same steps, far cheaper than another {@link
   * Graph#instantiate}.
   *
   * @return false when the graphs differ in more than arguments; this one is unchanged then
   */
  public boolean update(Graph graph) {
    enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(UPDATE_RESULT_BYTES, 8);
      int code = CudaDriver.cuGraphExecUpdate_v2(handle, graph.handle(), result);
      if (code == CudaCode.GRAPH_EXEC_UPDATE_FAILURE.code()) {
        return false;
      }
      check(code, "cuGraphExecUpdate_v2");
      return true;
    }
  }

  @Override
  void giveBack() {
    context().checkClosing(CudaDriver.cuGraphExecDestroy(handle), "cuGraphExecDestroy");
  }
}
