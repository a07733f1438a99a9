package dev.reelframe.analyzer.vision;

import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * A rectangle of a frame, resampled to the input of a model: shrinking averages all pixels that a
 * target pixel covers, enlarging interpolates linearly. What lies outside the frame gets a
 * constant.
 *
 * @param region in frame pixels; may reach beyond the frame
 * @param width of the input, pixels
 * @param height of the input, pixels
 * @param outside value of pixels that the frame does not have, 0..255
 */
public record ImageCrop(BoundingBox region, int width, int height, int outside) {

  /** Order of colours and of dimensions in a model's input. */
  public enum Layout {
    /** Blue, green, red planes. */
    BGR_PLANES,
    /** Red, green, blue planes. */
    RGB_PLANES,
    /** Red, green, blue of each pixel side by side. */
    RGB_PIXELS
  }

  public ImageCrop {
    if (!(region.w() > 0) || !(region.h() > 0) || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          region + " to " + width + "x" + height + " is not a window");
    }
  }

  /** The whole frame, stretched. */
  public static ImageCrop stretched(Frame frame, int width, int height) {
    return new ImageCrop(new BoundingBox(0, 0, frame.width(), frame.height()), width, height, 0);
  }

  /** The whole frame with its aspect ratio at the top left, the rest filled. */
  public static ImageCrop letterbox(Frame frame, int width, int height, int outside) {
    double scale = Math.max(frame.width() / (double) width, frame.height() / (double) height);
    return new ImageCrop(
        new BoundingBox(0, 0, width * scale, height * scale), width, height, outside);
  }

  /** A square round the centre of a box, {@code factor} times its longer side. */
  public static ImageCrop square(BoundingBox box, double factor, int side, int outside) {
    double length = Math.max(box.w(), box.h()) * factor;
    BoundingBox square =
        new BoundingBox(box.centreX() - length / 2, box.centreY() - length / 2, length, length);
    return new ImageCrop(square, side, side, outside);
  }

  /** Moved down the picture by a share of its own height; up where negative. */
  public ImageCrop lowered(double share) {
    BoundingBox moved =
        new BoundingBox(region.x(), region.y() + share * region.h(), region.w(), region.h());
    return new ImageCrop(moved, width, height, outside);
  }

  /** Frame x of an input x. */
  public double frameX(double inputX) {
    return region.x() + inputX * region.w() / width;
  }

  /** Frame y of an input y. */
  public double frameY(double inputY) {
    return region.y() + inputY * region.h() / height;
  }

  /** A box of the input in frame pixels. */
  public BoundingBox inFrame(BoundingBox input) {
    double scaleX = region.w() / width;
    double scaleY = region.h() / height;
    return new BoundingBox(
        frameX(input.x()), frameY(input.y()), input.w() * scaleX, input.h() * scaleY);
  }

  /**
   * Fills a float input with {@code value * scale + offset}, value 0..255.
   *
   * @param frame BGR
   * @param target {@code width * height * 3} numbers from its start
   */
  public void fill(Frame frame, FloatBuffer target, Layout layout, float scale, float offset) {
    float[] pixels = resampled(frame);
    float[] out = new float[pixels.length];
    int plane = width * height;
    // In plain arrays, and at once into the buffer: access by element costs ten times as much.
    for (int c = 0; c < 3; c++) {
      int at =
          switch (layout) {
            case BGR_PLANES -> c * plane;
            case RGB_PLANES -> (2 - c) * plane;
            case RGB_PIXELS -> 2 - c;
          };
      int step = layout == Layout.RGB_PIXELS ? 3 : 1;
      for (int i = c; i < pixels.length; i += 3, at += step) {
        out[at] = pixels[i] * scale + offset;
      }
    }
    target.put(0, out);
  }

  /** Fills an input of bytes, red, green, blue of each pixel side by side. */
  public void fillRgb(Frame frame, ByteBuffer target) {
    float[] pixels = resampled(frame);
    byte[] out = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i += 3) {
      out[i] = (byte) (int) (pixels[i + 2] + 0.5f);
      out[i + 1] = (byte) (int) (pixels[i + 1] + 0.5f);
      out[i + 2] = (byte) (int) (pixels[i] + 0.5f);
    }
    target.put(0, out);
  }

  /** BGR of each pixel, 0..255: first along the rows, then along the columns. */
  private float[] resampled(Frame frame) {
    if (frame.format() != PixelFormat.BGR) {
      throw new IllegalArgumentException("a window needs a BGR frame, not " + frame);
    }
    Taps across = Taps.of(region.x(), region.w(), width, frame.width());
    Taps down = Taps.of(region.y(), region.h(), height, frame.height());
    float[] row = new float[width * 3];
    float[] out = new float[width * height * 3];
    // A source row that two target rows share is shrunk once.
    int shrunk = -1;
    for (int y = 0; y < height; y++) {
      float inside = 0;
      int base = y * width * 3;
      for (int k = down.from[y]; k < down.from[y + 1]; k++) {
        if (down.index[k] != shrunk) {
          shrunk = down.index[k];
          shrink(frame, shrunk, across, row);
        }
        float weight = down.weight[k];
        inside += weight;
        for (int i = 0; i < row.length; i++) {
          out[base + i] += weight * row[i];
        }
      }
      float missing = (1 - inside) * outside;
      for (int i = 0; i < row.length; i++) {
        out[base + i] += missing;
      }
    }
    return out;
  }

  private void shrink(Frame frame, int y, Taps across, float[] row) {
    byte[] data = frame.data();
    int start = y * frame.width() * 3;
    for (int x = 0; x < width; x++) {
      float b = 0;
      float g = 0;
      float r = 0;
      float inside = 0;
      for (int k = across.from[x]; k < across.from[x + 1]; k++) {
        int at = start + across.index[k] * 3;
        float weight = across.weight[k];
        inside += weight;
        b += weight * (data[at] & 0xFF);
        g += weight * (data[at + 1] & 0xFF);
        r += weight * (data[at + 2] & 0xFF);
      }
      float missing = (1 - inside) * outside;
      row[3 * x] = b + missing;
      row[3 * x + 1] = g + missing;
      row[3 * x + 2] = r + missing;
    }
  }

  /** Which source pixels make each target pixel along one axis, and with what weight. */
  private record Taps(int[] from, int[] index, float[] weight) {

    static Taps of(double start, double length, int targets, int sources) {
      double step = length / targets;
      int most = (int) Math.ceil(Math.max(step, 1)) + 2;
      int[] from = new int[targets + 1];
      int[] index = new int[targets * most];
      float[] weight = new float[targets * most];
      int n = 0;
      for (int i = 0; i < targets; i++) {
        from[i] = n;
        // A target pixel covers its own span; where that is below a pixel, one pixel's width.
        double middle = start + (i + 0.5) * step;
        double half = Math.max(step, 1) / 2;
        int last = (int) Math.ceil(middle + half) - 1;
        for (int s = (int) Math.floor(middle - half); s <= last; s++) {
          double share = (Math.min(s + 1, middle + half) - Math.max(s, middle - half)) / (2 * half);
          if (s >= 0 && s < sources && share > 0) {
            index[n] = s;
            weight[n++] = (float) share;
          }
        }
      }
      from[targets] = n;
      return new Taps(from, index, weight);
    }
  }
}
