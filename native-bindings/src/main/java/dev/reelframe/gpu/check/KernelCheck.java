package dev.reelframe.gpu.check;

import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.Event;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.kernel.ColourMatrix;
import dev.reelframe.gpu.kernel.CpuFrames;
import dev.reelframe.gpu.kernel.FrameDifference;
import dev.reelframe.gpu.kernel.FrameKernels;
import dev.reelframe.gpu.kernel.FrameShape;
import dev.reelframe.gpu.kernel.TensorLayout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The kernels on the device against the same on the CPU: every bit must agree. */
final class KernelCheck {
  private static final int ROUNDS = 5;

  private final Context context;
  private final Stream stream;
  private final FrameShape bgr;
  private final FrameShape nv12;
  private final int side;
  private final Random random = new Random(1);

  KernelCheck(Context context, Stream stream, int width, int height, int side) {
    this.context = context;
    this.stream = stream;
    this.bgr = FrameShape.bgr(width, height);
    this.nv12 = FrameShape.nv12(width, height);
    this.side = side;
  }

  List<CheckRow> rows() {
    try (FrameKernels kernels = FrameKernels.load(context)) {
      TensorLayout single = TensorLayout.letterboxed(side, side, bgr);
      return List.of(
          bgrToTensor(kernels, single),
          bgrToTensor(kernels, single.inHalf()),
          nv12ToTensor(kernels, single, ColourMatrix.BT709),
          nv12ToTensor(kernels, single.inBgr(), ColourMatrix.BT601),
          difference(kernels),
          histogram(kernels));
    }
  }

  private byte[] noise(long bytes) {
    byte[] noise = new byte[Math.toIntExact(bytes)];
    random.nextBytes(noise);
    return noise;
  }

  private DeviceMemory upload(byte[] bytes) {
    return context.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
  }

  private CheckRow bgrToTensor(FrameKernels kernels, TensorLayout layout) {
    byte[] pixels = noise(bgr.bgrBytes());
    try (DeviceMemory source = upload(pixels);
        DeviceMemory result = context.allocate(layout.bytes())) {
      double seconds = seconds(() -> kernels.bgrToTensor(stream, source, bgr, layout, result));
      float[] cpu = CpuFrames.bgrToTensor(pixels, bgr, layout);
      String name = "BGR to tensor, " + (layout.half() ? "half" : "float");
      return tensorRow(name, seconds, tensor(result, layout), cpu);
    }
  }

  private CheckRow nv12ToTensor(FrameKernels kernels, TensorLayout layout, ColourMatrix matrix) {
    byte[] luma = noise(nv12.lumaBytes());
    byte[] chroma = noise(nv12.chromaBytes());
    try (DeviceMemory y = upload(luma);
        DeviceMemory uv = upload(chroma);
        DeviceMemory result = context.allocate(layout.bytes())) {
      double seconds =
          seconds(() -> kernels.nv12ToTensor(stream, y, uv, nv12, matrix, layout, result));
      float[] cpu = CpuFrames.nv12ToTensor(luma, chroma, nv12, matrix, layout);
      return tensorRow("NV12 to tensor, " + matrix, seconds, tensor(result, layout), cpu);
    }
  }

  private CheckRow difference(FrameKernels kernels) {
    byte[] one = noise(bgr.bgrBytes());
    byte[] two = noise(bgr.bgrBytes());
    try (DeviceMemory a = upload(one);
        DeviceMemory b = upload(two);
        DeviceMemory result = context.allocate(FrameKernels.DIFFERENCE_BYTES)) {
      double seconds = seconds(() -> kernels.difference(stream, a, b, one.length, 20, result));
      MemorySegment host = MemorySegment.ofArray(new byte[(int) FrameKernels.DIFFERENCE_BYTES]);
      result.copyTo(host);
      FrameDifference seen = FrameKernels.difference(host, one.length);
      boolean same = seen.equals(CpuFrames.difference(one, two, 20));
      return row("frame difference", seconds, same ? "same sums" : "other sums", same);
    }
  }

  private CheckRow histogram(FrameKernels kernels) {
    byte[] pixels = noise(bgr.bgrBytes());
    try (DeviceMemory source = upload(pixels);
        DeviceMemory bins = context.allocate(FrameKernels.HISTOGRAM_BYTES)) {
      double seconds = seconds(() -> kernels.histogram(stream, source, bgr, bins));
      int[] counts = new int[FrameKernels.HISTOGRAM_BINS];
      bins.copyTo(MemorySegment.ofArray(counts));
      boolean same = Arrays.equals(counts, CpuFrames.histogram(pixels, bgr));
      return row("colour histogram", seconds, same ? "same counts" : "other counts", same);
    }
  }

  private static float[] tensor(DeviceMemory memory, TensorLayout layout) {
    float[] values = new float[layout.values()];
    if (!layout.half()) {
      memory.copyTo(MemorySegment.ofArray(values));
      return values;
    }
    short[] halves = new short[values.length];
    memory.copyTo(MemorySegment.ofArray(halves));
    for (int i = 0; i < halves.length; i++) {
      values[i] = Float.float16ToFloat(halves[i]);
    }
    return values;
  }

  private double seconds(Runnable launch) {
    double best = Double.MAX_VALUE;
    try (Event start = context.event();
        Event end = context.event()) {
      for (int i = 0; i < ROUNDS; i++) {
        start.record(stream);
        launch.run();
        end.record(stream).synchronize();
        best = Math.min(best, end.secondsSince(start));
      }
    }
    return best;
  }

  private CheckRow tensorRow(String name, double seconds, float[] gpu, float[] cpu) {
    int differing = 0;
    double most = 0;
    for (int i = 0; i < cpu.length; i++) {
      if (Float.floatToIntBits(gpu[i]) != Float.floatToIntBits(cpu[i])) {
        differing++;
        most = Math.max(most, Math.abs(gpu[i] - cpu[i]));
      }
    }
    String words =
        differing == 0
            ? "same bits"
            : CheckRow.text("%d of %d differ, by at most %.2g", differing, cpu.length, most);
    return row(name, seconds, words, differing == 0);
  }

  private CheckRow row(String name, double seconds, String words, boolean ok) {
    String frame = bgr.width() + "x" + bgr.height();
    return CheckRow.judged(
        name,
        CheckRow.text("%s, %.1f us for %s", words, seconds * 1e6, frame),
        "the CPU's bits",
        ok);
  }
}
