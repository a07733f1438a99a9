package dev.reelframe.gpu.kernel;

/**
 * The kernels of {@code frames.cu} on the CPU, step by step the same: one rounding for each
 * operation, so both give the same bits. The reference that the GPU is checked against, and what
 * runs where there is none.
 */
public final class CpuFrames {
  private static final float LUMA_SCALE = 1.16438356f;

  private CpuFrames() {}

  /**
   * As {@link FrameKernels#bgrToTensor}; a layout in half gives values that are rounded to half.
   */
  public static float[] bgrToTensor(byte[] pixels, FrameShape frame, TensorLayout layout) {
    require(pixels, frame.bgrBytes());
    Plane blue = new Plane(pixels, 0, 3, frame.width(), frame.height(), frame.pitch());
    Plane green = blue.shifted(1);
    Plane red = blue.shifted(2);
    return resized(
        frame,
        layout,
        (x, y, into) -> {
          into[0] = red.at(x, y);
          into[1] = green.at(x, y);
          into[2] = blue.at(x, y);
        });
  }

  /** As {@link FrameKernels#nv12ToTensor}. */
  public static float[] nv12ToTensor(
      byte[] luma, byte[] chroma, FrameShape frame, ColourMatrix matrix, TensorLayout layout) {
    require(luma, frame.lumaBytes());
    require(chroma, frame.chromaBytes());
    Plane grey = new Plane(luma, 0, 1, frame.width(), frame.height(), frame.pitch());
    int halfWidth = (frame.width() + 1) / 2;
    int halfHeight = (frame.height() + 1) / 2;
    Plane u = new Plane(chroma, 0, 2, halfWidth, halfHeight, frame.pitch());
    Plane v = u.shifted(1);
    return resized(
        frame,
        layout,
        (x, y, into) -> {
          float chromaX = Math.fma(x, 0.5f, -0.25f);
          float chromaY = Math.fma(y, 0.5f, -0.25f);
          float light = (grey.at(x, y) - 16f) * LUMA_SCALE;
          float cb = u.at(chromaX, chromaY) - 128f;
          float cr = v.at(chromaX, chromaY) - 128f;
          into[0] = withinByte(Math.fma(cr, matrix.redOfV(), light));
          into[1] =
              withinByte(Math.fma(cb, matrix.greenOfU(), Math.fma(cr, matrix.greenOfV(), light)));
          into[2] = withinByte(Math.fma(cb, matrix.blueOfU(), light));
        });
  }

  /** As {@link FrameKernels#difference}. */
  public static FrameDifference difference(byte[] a, byte[] b, int threshold) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("frames differ in size: " + a.length + ", " + b.length);
    }
    long sum = 0;
    long changed = 0;
    for (int i = 0; i < a.length; i++) {
      int difference = Math.abs((a[i] & 0xff) - (b[i] & 0xff));
      sum += difference;
      changed += difference > threshold ? 1 : 0;
    }
    return new FrameDifference(a.length, sum, changed);
  }

  /**
   * As {@link FrameKernels#histogram}: 512 counts, bin = red / 32 * 64 + green / 32 * 8 + blue /
   * 32.
   */
  public static int[] histogram(byte[] pixels, FrameShape frame) {
    require(pixels, frame.bgrBytes());
    int[] bins = new int[FrameKernels.HISTOGRAM_BINS];
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        int i = y * frame.pitch() + 3 * x;
        bins[
            (pixels[i + 2] & 0xff) >> 5 << 6
                | (pixels[i + 1] & 0xff) >> 5 << 3
                | (pixels[i] & 0xff) >> 5]++;
      }
    }
    return bins;
  }

  private static void require(byte[] bytes, long wanted) {
    if (bytes.length < wanted) {
      throw new IndexOutOfBoundsException(wanted + " bytes wanted, " + bytes.length + " given");
    }
  }

  /** Red, green and blue at a position of the source, 0 to 255. */
  @FunctionalInterface
  private interface Colour {
    void at(float x, float y, float[] into);
  }

  private static float[] resized(FrameShape frame, TensorLayout layout, Colour colour) {
    float[] tensor = new float[layout.values()];
    float[] rgb = new float[3];
    float stepX = layout.stepX(frame);
    float stepY = layout.stepY(frame);
    for (int y = 0; y < layout.height(); y++) {
      for (int x = 0; x < layout.width(); x++) {
        int innerX = x - layout.left();
        int innerY = y - layout.top();
        if (innerX >= 0
            && innerY >= 0
            && innerX < layout.innerWidth()
            && innerY < layout.innerHeight()) {
          colour.at(position(innerX, stepX), position(innerY, stepY), rgb);
        } else {
          java.util.Arrays.fill(rgb, layout.pad());
        }
        store(tensor, layout, y * layout.width() + x, rgb);
      }
    }
    return tensor;
  }

  private static void store(float[] tensor, TensorLayout layout, int index, float[] rgb) {
    int plane = layout.width() * layout.height();
    Normalisation n = layout.normalisation();
    float red = Math.fma(rgb[0], n.scaleRed(), n.biasRed());
    float green = Math.fma(rgb[1], n.scaleGreen(), n.biasGreen());
    float blue = Math.fma(rgb[2], n.scaleBlue(), n.biasBlue());
    boolean half = layout.half();
    tensor[index + (layout.blueFirst() ? 2 * plane : 0)] = rounded(red, half);
    tensor[index + plane] = rounded(green, half);
    tensor[index + (layout.blueFirst() ? 0 : 2 * plane)] = rounded(blue, half);
  }

  private static float rounded(float value, boolean half) {
    return half ? Float.float16ToFloat(Float.floatToFloat16(value)) : value;
  }

  private static float position(int target, float step) {
    return Math.fma(target + 0.5f, step, -0.5f);
  }

  private static float withinByte(float value) {
    return Math.min(Math.max(value, 0f), 255f);
  }

  /** One channel of bytes, sampled between its pixels and clamped at the borders. */
  private record Plane(byte[] bytes, int offset, int stride, int width, int height, int pitch) {
    Plane shifted(int by) {
      return new Plane(bytes, offset + by, stride, width, height, pitch);
    }

    float at(float x, float y) {
      float floorX = (float) Math.floor(x);
      float floorY = (float) Math.floor(y);
      float partX = x - floorX;
      float partY = y - floorY;
      int x0 = limited((int) floorX, width) * stride;
      int x1 = limited((int) floorX + 1, width) * stride;
      int row0 = offset + limited((int) floorY, height) * pitch;
      int row1 = offset + limited((int) floorY + 1, height) * pitch;
      float upper = between(bytes[row0 + x0] & 0xff, bytes[row0 + x1] & 0xff, partX);
      float lower = between(bytes[row1 + x0] & 0xff, bytes[row1 + x1] & 0xff, partX);
      return Math.fma(partY, lower - upper, upper);
    }

    private static float between(float from, float to, float part) {
      return Math.fma(part, to - from, from);
    }

    private static int limited(int value, int size) {
      return Math.clamp(value, 0, size - 1);
    }
  }
}
