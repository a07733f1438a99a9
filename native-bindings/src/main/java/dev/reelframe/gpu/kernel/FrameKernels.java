package dev.reelframe.gpu.kernel;

import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceSpan;
import dev.reelframe.gpu.cuda.Kernel;
import dev.reelframe.gpu.cuda.KernelArgument;
import dev.reelframe.gpu.cuda.KernelModule;
import dev.reelframe.gpu.cuda.LaunchShape;
import dev.reelframe.gpu.cuda.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What is done to frames on the device before a model sees them. The kernels are PTX from {@code
 * frames.cu} beside this class; {@link CpuFrames} does the same on the CPU. Calls submit work to a
 * stream and return.
 */
public final class FrameKernels implements AutoCloseable {
  /** Bins of the colour histogram: 8 each for red, green and blue. */
  public static final int HISTOGRAM_BINS = 512;

  /** Bytes that a histogram takes. */
  public static final long HISTOGRAM_BYTES = 4L * HISTOGRAM_BINS;

  /** Bytes that a difference takes: sum and count. */
  public static final long DIFFERENCE_BYTES = 16;

  private static final int THREADS = 256;
  private static final int BLOCKS_PER_MULTIPROCESSOR = 4;

  private final KernelModule module;
  private final Kernel bgrToTensor;
  private final Kernel nv12ToTensor;
  private final Kernel difference;
  private final Kernel histogram;
  private final int blocks;

  private FrameKernels(KernelModule module, int multiprocessors) {
    this.module = module;
    this.bgrToTensor = module.kernel("bgr_to_tensor");
    this.nv12ToTensor = module.kernel("nv12_to_tensor");
    this.difference = module.kernel("frame_difference");
    this.histogram = module.kernel("colour_histogram");
    this.blocks = Math.max(multiprocessors, 1) * BLOCKS_PER_MULTIPROCESSOR;
  }

  /**
   * Loads the kernels into a context; the driver compiles them for the device at the first time.
   */
  public static FrameKernels load(Context context) {
    KernelModule module = context.load(ptx());
    try {
      return new FrameKernels(module, context.gpu().multiprocessors());
    } catch (RuntimeException failed) {
      module.close();
      throw failed;
    }
  }

  /** The kernels themselves, to ask what they need and how they fill the device. */
  public List<Kernel> kernels() {
    return List.of(bgrToTensor, nv12ToTensor, difference, histogram);
  }

  /** The text of the module. */
  static String ptx() {
    try (InputStream in = FrameKernels.class.getResourceAsStream("frames.ptx")) {
      Objects.requireNonNull(in, "frames.ptx is not in the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Interleaved BGR bytes, resized (bilinear, half pixel centres), normalised, into three planes,
   * in one pass.
   *
   * @param pixels the frame, at least {@link FrameShape#bgrBytes()}
   * @param tensor the result, at least {@link TensorLayout#bytes()}
   */
  public void bgrToTensor(
      Stream stream, DeviceSpan pixels, FrameShape frame, TensorLayout layout, DeviceSpan tensor) {
    require(pixels, frame.bgrBytes());
    require(tensor, layout.bytes());
    Normalisation n = layout.normalisation();
    bgrToTensor.launch(
        stream,
        LaunchShape.plane(layout.width(), layout.height()),
        KernelArgument.of(pixels),
        KernelArgument.of(frame.width()),
        KernelArgument.of(frame.height()),
        KernelArgument.of(frame.pitch()),
        KernelArgument.of(tensor),
        KernelArgument.of(layout.width()),
        KernelArgument.of(layout.height()),
        KernelArgument.of(layout.left()),
        KernelArgument.of(layout.top()),
        KernelArgument.of(layout.innerWidth()),
        KernelArgument.of(layout.innerHeight()),
        KernelArgument.of(layout.stepX(frame)),
        KernelArgument.of(layout.stepY(frame)),
        KernelArgument.of(layout.pad()),
        KernelArgument.of(n.scaleRed()),
        KernelArgument.of(n.scaleGreen()),
        KernelArgument.of(n.scaleBlue()),
        KernelArgument.of(n.biasRed()),
        KernelArgument.of(n.biasGreen()),
        KernelArgument.of(n.biasBlue()),
        KernelArgument.of(layout.blueFirst() ? 1 : 0),
        KernelArgument.of(layout.half() ? 1 : 0));
  }

  /**
   * NV12 as hardware decoders give it, limited range, chroma taken as lying between its four luma
   * samples; otherwise as {@link #bgrToTensor}.
   *
   * @param luma the plane of Y, at least {@link FrameShape#lumaBytes()}
   * @param chroma the plane of U and V, at least {@link FrameShape#chromaBytes()}
   */
  public void nv12ToTensor(
      Stream stream,
      DeviceSpan luma,
      DeviceSpan chroma,
      FrameShape frame,
      ColourMatrix matrix,
      TensorLayout layout,
      DeviceSpan tensor) {
    require(luma, frame.lumaBytes());
    require(chroma, frame.chromaBytes());
    require(tensor, layout.bytes());
    Normalisation n = layout.normalisation();
    nv12ToTensor.launch(
        stream,
        LaunchShape.plane(layout.width(), layout.height()),
        KernelArgument.of(luma),
        KernelArgument.of(chroma),
        KernelArgument.of(frame.width()),
        KernelArgument.of(frame.height()),
        KernelArgument.of(frame.pitch()),
        KernelArgument.of(tensor),
        KernelArgument.of(layout.width()),
        KernelArgument.of(layout.height()),
        KernelArgument.of(layout.left()),
        KernelArgument.of(layout.top()),
        KernelArgument.of(layout.innerWidth()),
        KernelArgument.of(layout.innerHeight()),
        KernelArgument.of(layout.stepX(frame)),
        KernelArgument.of(layout.stepY(frame)),
        KernelArgument.of(matrix.redOfV()),
        KernelArgument.of(matrix.greenOfU()),
        KernelArgument.of(matrix.greenOfV()),
        KernelArgument.of(matrix.blueOfU()),
        KernelArgument.of(layout.pad()),
        KernelArgument.of(n.scaleRed()),
        KernelArgument.of(n.scaleGreen()),
        KernelArgument.of(n.scaleBlue()),
        KernelArgument.of(n.biasRed()),
        KernelArgument.of(n.biasGreen()),
        KernelArgument.of(n.biasBlue()),
        KernelArgument.of(layout.blueFirst() ? 1 : 0),
        KernelArgument.of(layout.half() ? 1 : 0));
  }

  /**
   * Sum of the absolute differences of two frames' bytes, and how many differ by more than a
   * threshold.
   *
   * @param result {@link #DIFFERENCE_BYTES}, read with {@link #difference(MemorySegment, long)}
   */
  public void difference(
      Stream stream, DeviceSpan a, DeviceSpan b, long bytes, int threshold, DeviceSpan result) {
    require(a, bytes);
    require(b, bytes);
    require(result, DIFFERENCE_BYTES);
    stream.fill(result.slice(0, DIFFERENCE_BYTES), (byte) 0);
    difference.launch(
        stream,
        LaunchShape.blocks(blocks, THREADS),
        KernelArgument.of(a),
        KernelArgument.of(b),
        KernelArgument.of(bytes),
        KernelArgument.of(threshold),
        KernelArgument.of(result));
  }

  /** The result of a difference after it has been copied to the host. */
  public static FrameDifference difference(MemorySegment result, long bytes) {
    return new FrameDifference(
        bytes,
        result.get(ValueLayout.JAVA_LONG_UNALIGNED, 0),
        result.get(ValueLayout.JAVA_LONG_UNALIGNED, 8));
  }

  /**
   * Joint histogram of a BGR frame's colours, 8 x 8 x 8 bins of 32-bit counts: bin = red / 32 * 64
   * + green / 32 * 8 + blue / 32.
   *
   * @param bins {@link #HISTOGRAM_BYTES}
   */
  public void histogram(Stream stream, DeviceSpan pixels, FrameShape frame, DeviceSpan bins) {
    require(pixels, frame.bgrBytes());
    require(bins, HISTOGRAM_BYTES);
    stream.fill(bins.slice(0, HISTOGRAM_BYTES), (byte) 0);
    histogram.launch(
        stream,
        LaunchShape.blocks(blocks, THREADS),
        KernelArgument.of(pixels),
        KernelArgument.of(frame.width()),
        KernelArgument.of(frame.height()),
        KernelArgument.of(frame.pitch()),
        KernelArgument.of(bins));
  }

  private static void require(DeviceSpan span, long bytes) {
    if (span.bytes() < bytes) {
      throw new IndexOutOfBoundsException(bytes + " bytes wanted, " + span.bytes() + " given");
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
