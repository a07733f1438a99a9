package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.kernel.FrameKernels;
import dev.reelframe.gpu.kernel.FrameShape;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SampleClip;
import dev.reelframe.table.Schema;
import java.nio.file.Path;

/**
 * Main class of a child with the simulated driver: a run whose analyzer keeps the device at work.
 */
public final class GpuRun {
  private GpuRun() {}

  /** Saves the run, with a picture of its profile, into the folder that is the first argument. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (Context context = Context.separate(Gpu.first())) {
      Analysis run = Pipeline.of(launching(context)).recordingKernels().run(SampleClip.video());
      run.save(folder);
      run.gantt().save(folder.resolve("profile.svg"));
      run.trace(folder.resolve("trace.json"));
    }
  }

  private static Analyzer launching(Context context) {
    Stream stream = context.stream();
    FrameKernels kernels = FrameKernels.load(context);
    FrameShape shape = FrameShape.bgr(8, 8);
    DeviceMemory pixels = context.allocate(100 << 20);
    DeviceMemory bins = context.allocate(FrameKernels.HISTOGRAM_BYTES);
    return Analyzer.named("launching")
        .reads(Frames.every(0.5).width(32))
        .returns(Schema.frames("launching", "A frame for which the device worked"))
        .perFrame((frame, rows) -> {
          kernels.histogram(stream, pixels, shape, bins);
          try {
            Thread.sleep(40);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          rows.add(frame.timeS(), frame.index());
        });
  }
}
