package dev.reelframe.notebook;

import dev.reelframe.chart.Charts;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.Sampler;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.kernel.FrameKernels;
import dev.reelframe.gpu.kernel.FrameShape;
import dev.reelframe.table.GpuTables;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;

/**
 * Main class of a child with the simulated driver: watches a device at work and shows what came of
 * it.
 */
public final class WatchedGpu {
  private WatchedGpu() {}

  /** Writes the forms of all values into the folder that is the first argument. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Files.writeString(folder.resolve("list.html"), Notebook.html(Gpu.list()));
    Files.writeString(folder.resolve("list.txt"), Gpu.list().toString());
    Files.writeString(folder.resolve("first.html"), Notebook.html(Gpu.first()));
    GpuRecording seen = watched(Gpu.first());
    Files.writeString(folder.resolve("recording.html"), Notebook.html(seen));
    Files.writeString(folder.resolve("recording.txt"), seen.toString());
    Charts.plot(seen).save(folder.resolve("recording.svg"));
    Charts.plot(seen).save(folder.resolve("recording.png"));
    TableFiles.write(
        GpuTables.samples(seen), folder, EnumSet.of(TableFormat.CSV, TableFormat.PARQUET));
  }

  /** Works in the middle third of the window; the memory stays until its end. */
  private static GpuRecording watched(Gpu gpu) throws InterruptedException {
    try (Sampler sampler = gpu.sampler().hz(50).withPcie().start();
        Context context = Context.separate(gpu);
        Stream stream = context.stream()) {
      Thread.sleep(300);
      FrameKernels kernels = FrameKernels.load(context);
      FrameShape frame = FrameShape.bgr(8, 8);
      DeviceMemory memory = context.allocate(600L << 20);
      DeviceMemory bins = context.allocate(FrameKernels.HISTOGRAM_BYTES);
      for (int i = 0; i < 10; i++) {
        kernels.histogram(stream, memory, frame, bins); // 40 ms each, by the driver's command
      }
      Thread.sleep(900);
      return sampler.stop();
    }
  }
}
