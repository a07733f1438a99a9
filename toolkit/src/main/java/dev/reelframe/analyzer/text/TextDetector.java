package dev.reelframe.analyzer.text;

import dev.reelframe.models.ElementType;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds lines of text in a grey picture with the DB detector of PP-OCRv3 (Liao et al. 2020,
 * "Real-time Scene Text Detection with Differentiable Binarization"). Only lines that stand upright
 * are kept: overlays do, and a slanted line is not read well anyway.
 */
final class TextDetector {
  /** Catalogue name of the model. */
  static final String MODEL = "ppocr_v3_detection";

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
  private static final float THRESHOLD = 0.3f;
  private static final double LEAST_SCORE = 0.6;

  /** The network draws lines thinner than they are; this ratio gives their size back. */
  private static final double UNCLIP = 1.6;

  private static final int STEP_PX = 32;
  private static final int LEAST_SIDE_PX = 3;

  /** Steepest line, rise over run. */
  private static final double MOST_SLANT = 0.12;

  /** Widest blank inside a line, in line heights. */
  private static final double MOST_GAP = 0.8;

  private final OnnxModel model;

  TextDetector(OnnxModel model) {
    this.model = model;
  }

  /**
   * A line of text.
   *
   * @param score mean probability of text over the line, 0..1
   */
  record Line(Box box, double score) {}

  /** Lines of a picture, from the top; as it is, without scaling. */
  List<Line> find(Luma picture) {
    int width = (picture.width() + STEP_PX - 1) / STEP_PX * STEP_PX;
    int height = (picture.height() + STEP_PX - 1) / STEP_PX * STEP_PX;
    FloatBuffer map = model.run(input(picture, width, height)).floats();
    float[] probability = new float[width * height];
    map.get(probability);
    return lines(probability, width, height, picture);
  }

  private static Tensor input(Luma picture, int width, int height) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, 1, 3, height, width);
    FloatBuffer values = tensor.floats();
    float[] line = new float[width];
    float[] table = new float[256];
    for (int channel = 0; channel < 3; channel++) {
      for (int luma = 0; luma < 256; luma++) {
        table[luma] = (luma / 255f - MEAN[channel]) / DEVIATION[channel];
      }
      for (int y = 0; y < height; y++) {
        int row = Math.min(y, picture.height() - 1) * picture.width();
        for (int x = 0; x < picture.width(); x++) {
          line[x] = table[picture.data()[row + x] & 0xff];
        }
        Arrays.fill(line, picture.width(), width, line[picture.width() - 1]);
        values.put(line);
      }
    }
    return tensor;
  }

  private static List<Line> lines(float[] probability, int width, int height, Luma picture) {
    List<Line> found = new ArrayList<>();
    boolean[] seen = new boolean[probability.length];
    int[] stack = new int[probability.length];
    for (int i = 0; i < probability.length; i++) {
      if (probability[i] > THRESHOLD && !seen[i]) {
        Region region = Region.from(i, probability, width, height, seen, stack);
        if (region.isLine()) {
          Box box = region.grown().within(picture.width(), picture.height());
          if (box.width() >= LEAST_SIDE_PX && box.height() >= LEAST_SIDE_PX) {
            found.add(new Line(box, region.score()));
          }
        }
      }
    }
    return joined(found);
  }

  /** Stretches that stand side by side, as a comma or a wide blank parts them, are one line. */
  private static List<Line> joined(List<Line> parts) {
    List<Line> lines = new ArrayList<>();
    parts.stream().sorted(Comparator.comparingDouble(l -> l.box().left())).forEach(lines::add);
    for (int i = 0; i < lines.size(); i++) {
      for (int j = i + 1; j < lines.size(); j++) {
        if (sideBySide(lines.get(i).box(), lines.get(j).box())) {
          Line a = lines.get(i);
          Line b = lines.remove(j);
          double score =
              (a.score() * a.box().area() + b.score() * b.box().area())
                  / (a.box().area() + b.box().area());
          lines.set(i, new Line(a.box().union(b.box()), score));
          j = i;
        }
      }
    }
    lines.sort(Comparator.comparingDouble((Line l) -> l.box().top()));
    return lines;
  }

  private static boolean sideBySide(Box a, Box b) {
    double low = Math.min(a.height(), b.height());
    double high = Math.max(a.height(), b.height());
    double gap = Math.max(a.left(), b.left()) - Math.min(a.right(), b.right());
    return a.sharedHeight(b) >= 0.6 * low && high <= 1.7 * low && gap <= MOST_GAP * high;
  }

  /** A connected stretch of the probability map. */
  private static final class Region {
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right = -1;
    private int bottom = -1;
    private double sum;
    private long count;
    private double sumX;
    private double sumY;
    private double sumXx;
    private double sumXy;

    static Region from(int seed, float[] map, int width, int height, boolean[] seen, int[] stack) {
      Region region = new Region();
      int depth = 0;
      stack[depth++] = seed;
      seen[seed] = true;
      while (depth > 0) {
        int place = stack[--depth];
        int x = place % width;
        int y = place / width;
        region.add(x, y, map[place]);
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            int nx = x + dx;
            int ny = y + dy;
            int next = ny * width + nx;
            if (nx >= 0
                && ny >= 0
                && nx < width
                && ny < height
                && !seen[next]
                && map[next] > THRESHOLD) {
              seen[next] = true;
              stack[depth++] = next;
            }
          }
        }
      }
      return region;
    }

    private void add(int x, int y, float value) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
      sum += value;
      count++;
      sumX += x;
      sumY += y;
      sumXx += (double) x * x;
      sumXy += (double) x * y;
    }

    double score() {
      return sum / count;
    }

    boolean isLine() {
      return bottom - top + 1 >= LEAST_SIDE_PX
          && right - left + 1 >= LEAST_SIDE_PX
          && score() >= LEAST_SCORE
          && Math.abs(slant()) <= MOST_SLANT;
    }

    /** Least-squares rise over run; 0 for what is not clearly longer than high. */
    private double slant() {
      double spread = sumXx - sumX * sumX / count;
      boolean isLong = right - left > 2 * (bottom - top);
      return isLong || right - left > 24 ? (sumXy - sumX * sumY / count) / spread : 0;
    }

    Box grown() {
      double width = right - left + 1;
      double height = bottom - top + 1;
      double margin = width * height * UNCLIP / (2 * (width + height));
      return new Box(left, top, right + 1.0, bottom + 1.0).grown(margin, margin);
    }
  }
}
