package dev.reelframe.gpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.ExecutableGraph;
import dev.reelframe.gpu.cuda.Graph;
import dev.reelframe.gpu.cuda.Kernel;
import dev.reelframe.gpu.cuda.KernelArgument;
import dev.reelframe.gpu.cuda.LaunchShape;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The text of frames.cu, run thread by thread on the CPU by the simulated driver, against {@link
 * CpuFrames}: bit for bit.
 */
class FrameKernelsTest {
  private Context context;
  private Stream stream;
  private FrameKernels kernels;
  private final Random random = new Random(42);

  @BeforeEach
  void open() {
    SimulatedDriver.load();
    context = Context.separate(Gpu.first());
    stream = context.stream();
    kernels = FrameKernels.load(context);
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
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

  private float[] tensor(DeviceMemory memory, TensorLayout layout) {
    float[] values = new float[layout.values()];
    if (!layout.half()) {
      memory.copyTo(MemorySegment.ofArray(values));
      return values;
    }
    short[] halves = new short[layout.values()];
    memory.copyTo(MemorySegment.ofArray(halves));
    for (int i = 0; i < halves.length; i++) {
      values[i] = Float.float16ToFloat(halves[i]);
    }
    return values;
  }

  private static final Normalisation IMAGENET =
      Normalisation.of(new float[] {.485f, .456f, .406f}, new float[] {.229f, .224f, .225f});

  private static TensorLayout[] layouts(FrameShape frame) {
    return new TensorLayout[] {
      TensorLayout.stretched(40, 24),
      TensorLayout.stretched(7, 90).normalised(IMAGENET).inBgr(),
      TensorLayout.letterboxed(32, 32, frame).inHalf(),
      TensorLayout.letterboxed(64, 40, frame).normalised(IMAGENET).inHalf(),
      TensorLayout.stretched(frame.width(), frame.height()),
    };
  }

  @Test
  void bgrFramesBecomeTheTensorOfTheReference() {
    FrameShape frame = new FrameShape(37, 53, 37 * 3 + 5);
    byte[] pixels = noise(frame.bgrBytes());
    DeviceMemory source = upload(pixels);
    for (TensorLayout layout : layouts(frame)) {
      DeviceMemory result = context.allocate(layout.bytes());
      kernels.bgrToTensor(stream, source, frame, layout, result);
      stream.synchronize();
      assertThat(tensor(result, layout))
          .as(layout.toString())
          .isEqualTo(CpuFrames.bgrToTensor(pixels, frame, layout));
    }
  }

  @Test
  void nv12FramesBecomeTheTensorOfTheReference() {
    FrameShape frame = new FrameShape(38, 55, 64);
    byte[] luma = noise(frame.lumaBytes());
    byte[] chroma = noise(frame.chromaBytes());
    DeviceMemory y = upload(luma);
    DeviceMemory uv = upload(chroma);
    for (ColourMatrix matrix : ColourMatrix.values()) {
      for (TensorLayout layout : layouts(frame)) {
        DeviceMemory result = context.allocate(layout.bytes());
        kernels.nv12ToTensor(stream, y, uv, frame, matrix, layout, result);
        stream.synchronize();
        assertThat(tensor(result, layout))
            .as(matrix + " " + layout)
            .isEqualTo(CpuFrames.nv12ToTensor(luma, chroma, frame, matrix, layout));
      }
    }
  }

  @Test
  void differencesAreExact() {
    for (int size : new int[] {1, 255, 10_007}) {
      byte[] a = noise(size);
      byte[] b = noise(size);
      DeviceMemory result = context.allocate(FrameKernels.DIFFERENCE_BYTES).fill((byte) 77);
      kernels.difference(stream, upload(a), upload(b), size, 20, result);
      stream.synchronize();
      byte[] host = new byte[(int) FrameKernels.DIFFERENCE_BYTES];
      result.copyTo(MemorySegment.ofArray(host));
      assertThat(FrameKernels.difference(MemorySegment.ofArray(host), size))
          .isEqualTo(CpuFrames.difference(a, b, 20));
    }
  }

  @Test
  void histogramsAreExact() {
    FrameShape frame = new FrameShape(61, 33, 200);
    byte[] pixels = noise(frame.bgrBytes());
    DeviceMemory bins = context.allocate(FrameKernels.HISTOGRAM_BYTES).fill((byte) 77);
    kernels.histogram(stream, upload(pixels), frame, bins);
    stream.synchronize();
    int[] counts = new int[FrameKernels.HISTOGRAM_BINS];
    bins.copyTo(MemorySegment.ofArray(counts));
    assertThat(counts).isEqualTo(CpuFrames.histogram(pixels, frame));
  }

  @Test
  void aCapturedGraphDoesTheSameAsOftenAsWanted() {
    FrameShape frame = FrameShape.bgr(32, 16);
    byte[] pixels = noise(frame.bgrBytes());
    DeviceMemory source = upload(pixels);
    DeviceMemory bins = context.allocate(FrameKernels.HISTOGRAM_BYTES);
    DeviceMemory other = context.allocate(FrameKernels.HISTOGRAM_BYTES).fill((byte) 0);
    try (Graph graph = stream.capture(() -> kernels.histogram(stream, source, frame, bins));
        Graph elsewhere = stream.capture(() -> kernels.histogram(stream, source, frame, other));
        Graph longer = stream.capture(() -> stream.fill(bins, (byte) 1));
        ExecutableGraph ready = graph.instantiate()) {
      assertThat(graph.nodes()).isEqualTo(2);
      ready.upload(stream);
      ready.launch(stream);
      ready.launch(stream);
      assertThat(ready.update(longer)).isFalse();
      assertThat(ready.update(elsewhere)).isTrue();
      ready.launch(stream);
      stream.synchronize();
      int[] counts = new int[FrameKernels.HISTOGRAM_BINS];
      bins.copyTo(MemorySegment.ofArray(counts));
      assertThat(counts).isEqualTo(CpuFrames.histogram(pixels, frame));
      other.copyTo(MemorySegment.ofArray(counts));
      assertThat(counts).isEqualTo(CpuFrames.histogram(pixels, frame));
    }
  }

  @Test
  void aCaptureThatFailsLeavesNothingBehind() {
    long live = SimulatedDriver.live();
    assertThatThrownBy(() ->
            stream.capture(() -> {
              throw new UnsupportedOperationException("on purpose");
            }))
        .hasMessage("on purpose");
    assertThat(SimulatedDriver.live()).isEqualTo(live);
    stream.capture(() -> {}).close();
  }

  @Test
  void argumentsAreHeldAgainstTheParametersOfThePtx() {
    Kernel kernel = context.load(FrameKernels.ptx()).kernel("frame_difference");
    LaunchShape shape = LaunchShape.blocks(1, 256);
    DeviceMemory memory = context.allocate(16);
    assertThatThrownBy(() -> kernel.launch(stream, shape, KernelArgument.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 arguments, not 1");
    assertThatThrownBy(() ->
            kernel.launch(
                stream,
                shape,
                KernelArgument.of(memory),
                KernelArgument.of(memory),
                KernelArgument.of(16),
                KernelArgument.of(1),
                KernelArgument.of(memory)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("u64 at place 2");
    assertThat(kernel.needs().maxThreads()).isEqualTo(1024);
    assertThat(kernel.occupancy(256, 0).blocksPerMultiprocessor()).isEqualTo(8);
    assertThat(kernel.bestOccupancy(0)).isEqualTo(new Kernel.Occupancy(256, 8));
    assertThatThrownBy(() -> context.load(FrameKernels.ptx()).kernel("no_such"))
        .hasMessageContaining("no_such");
  }

  @Test
  void spansThatAreTooSmallAreRefused() {
    FrameShape frame = FrameShape.bgr(8, 8);
    TensorLayout layout = TensorLayout.stretched(8, 8);
    DeviceMemory small = context.allocate(10);
    DeviceMemory large = context.allocate(layout.bytes());
    assertThatThrownBy(() -> kernels.bgrToTensor(stream, small, frame, layout, large))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> kernels.bgrToTensor(stream, large, frame, layout, small))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> kernels.histogram(stream, large, frame, small))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
