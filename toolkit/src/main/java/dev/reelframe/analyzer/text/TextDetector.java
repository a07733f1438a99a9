package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds lines of text in a grey picture with the DB detector of PP-OCRv6 small (Liao et al. 2020,
 * "Real-time Scene Text Detection with Differentiable Binarization"). Lines may stand slanted by up
 * to {@link #MAX_SLANT_DEG} or vertically; others are part of the scene and left out.
 */
final class TextDetector {
  /** Catalogue name of the model. */
  static final String MODEL = "ppocr_det";

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
  private static final float THRESHOLD = 0.3f;
  private static final double MIN_SCORE = 0.6;

  /**
   * The network draws lines thinner than they are; this ratio gives the size of the letters back
   * (measured: mean overlap with drawn letters 0.82). PaddleOCR's 1.6 adds room to read.
   */
  private static final double UNCLIP = 0.65;

  private static final int STEP_PX = 32;
  private static final int MIN_SIDE_PX = 3;
  private static final double MAX_SLANT_DEG = 25;

  /** Furthest from vertical that a vertical line may be. */
  private static final double MAX_LEAN_DEG = 10;

  /** Shorter regions than this many heights have no direction of their own. */
  private static final double DIRECTED = 2;

  /** An upright rectangle that is higher than the slanted one by no more than this will do. */
  private static final double NEARLY_UPRIGHT = 1.25;

  /** Share of its rectangle that a region of text covers at the least. */
  private static final double MIN_FILL = 0.5;

  /** Widest blank inside a line, in line heights. */
  private static final double MAX_GAP = 1;

  private static final double SAME_DIRECTION_DEG = 6;

  private final OnnxModel model;

  TextDetector(OnnxModel model) {
    this.model = model;
  }

  /**
   * A line of text.
   *
   * @param score mean probability of text over the line, 0..1
   */
  record Line(RotatedBox box, double score) {}

  /** Lines of a picture, from the top; as it is, without scaling. */
  List<Line> find(LumaImage picture) {
    int width = (picture.width() + STEP_PX - 1) / STEP_PX * STEP_PX;
    int height = (picture.height() + STEP_PX - 1) / STEP_PX * STEP_PX;
    FloatBuffer map = model.run(input(picture, width, height)).floats();
    float[] probability = new float[width * height];
    map.get(probability);
    return lines(probability, width, height);
  }

  private static Tensor input(LumaImage picture, int width, int height) {
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

  private static List<Line> lines(float[] probability, int width, int height) {
    List<Line> found = new ArrayList<>();
    boolean[] seen = new boolean[probability.length];
    int[] pixels = new int[probability.length];
    for (int i = 0; i < probability.length; i++) {
      if (probability[i] > THRESHOLD && !seen[i]) {
        Region region = Region.from(i, probability, width, height, seen, pixels);
        if (region.isText()) {
          RotatedBox box = directed(region);
          if (isLine(box)) {
            double margin = box.area() * UNCLIP / (2 * (box.length() + box.height()));
            found.add(new Line(box.grown(margin, margin), region.score()));
          }
        }
      }
    }
    return joined(found);
  }

  /** The rectangle of a region, upright or vertical where that is nearly as tight. */
  private static RotatedBox directed(Region region) {
    PixelRect bounds = region.bounds();
    RotatedBox tight = region.rectangle();
    if (tight.length() < DIRECTED * tight.height()
        || bounds.height() <= NEARLY_UPRIGHT * tight.height()) {
      return RotatedBox.upright(bounds);
    }
    if (bounds.width() <= NEARLY_UPRIGHT * tight.height()) {
      return RotatedBox.upright(bounds).turned();
    }
    return tight;
  }

  private static boolean isLine(RotatedBox box) {
    double slant = Math.abs(box.degrees());
    return Math.min(box.length(), box.height()) >= MIN_SIDE_PX
        && (slant <= MAX_SLANT_DEG || Math.abs(slant - 90) <= MAX_LEAN_DEG);
  }

  /** Stretches that stand side by side, as a comma or a wide blank parts them, are one line. */
  private static List<Line> joined(List<Line> parts) {
    List<Line> lines = new ArrayList<>();
    parts.stream().sorted(Comparator.comparingDouble(l -> l.box().x())).forEach(lines::add);
    for (int i = 0; i < lines.size(); i++) {
      for (int j = i + 1; j < lines.size(); j++) {
        Line a = lines.get(i);
        Line b = lines.get(j);
        double angle = direction(a.box(), b.box());
        if (!Double.isNaN(angle) && sideBySide(a.box().seenAt(angle), b.box().seenAt(angle))) {
          PixelRect whole = a.box().seenAt(angle).union(b.box().seenAt(angle));
          double score =
              (a.score() * a.box().area() + b.score() * b.box().area())
                  / (a.box().area() + b.box().area());
          lines.remove(j);
          lines.set(i, new Line(RotatedBox.fromSeen(whole, angle), score));
          j = i;
        }
      }
    }
    lines.sort(Comparator.comparingDouble((Line l) -> l.box().bounds().top()));
    return lines;
  }

  /** The direction of the longer one where the other may have the same, or NaN. */
  private static double direction(RotatedBox a, RotatedBox b) {
    RotatedBox longer = a.length() >= b.length() ? a : b;
    RotatedBox shorter = longer == a ? b : a;
    boolean any = shorter.isUpright() && shorter.length() < DIRECTED * shorter.height();
    boolean same = Math.abs(a.degrees() - b.degrees()) <= SAME_DIRECTION_DEG;
    return same || any && !isVertical(longer) ? longer.angle() : Double.NaN;
  }

  private static boolean isVertical(RotatedBox box) {
    return Math.abs(box.degrees()) > MAX_SLANT_DEG;
  }

  private static boolean sideBySide(PixelRect a, PixelRect b) {
    double low = Math.min(a.height(), b.height());
    double high = Math.max(a.height(), b.height());
    double gap = Math.max(a.left(), b.left()) - Math.min(a.right(), b.right());
    return a.sharedHeight(b) >= 0.6 * low && high <= 1.7 * low && gap <= MAX_GAP * high;
  }

  /** A connected stretch of the probability map. */
  private static final class Region {
    private final int[] firstInRow;
    private final int[] lastInRow;
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right = -1;
    private int bottom = -1;
    private double sum;
    private long count;

    private Region(int height) {
      firstInRow = new int[height];
      lastInRow = new int[height];
      Arrays.fill(firstInRow, Integer.MAX_VALUE);
      Arrays.fill(lastInRow, -1);
    }

    static Region from(int seed, float[] map, int width, int height, boolean[] seen, int[] stack) {
      Region region = new Region(height);
      int depth = 0;
      stack[depth++] = seed;
      seen[seed] = true;
      while (depth > 0) {
        int place = stack[--depth];
        int x = place % width;
        int y = place / width;
        region.add(x, y, map[place]);
        for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
          for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
            int next = ny * width + nx;
            if (!seen[next] && map[next] > THRESHOLD) {
              seen[next] = true;
              stack[depth++] = next;
            }
          }
        }
      }
      return region;
    }

    private void add(int x, int y, float value) {
      firstInRow[y] = Math.min(firstInRow[y], x);
      lastInRow[y] = Math.max(lastInRow[y], x);
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
      sum += value;
      count++;
    }

    double score() {
      return sum / count;
    }

    boolean isText() {
      return count >= MIN_SIDE_PX * MIN_SIDE_PX
          && score() >= MIN_SCORE
          && count >= MIN_FILL * rectangle().area();
    }

    PixelRect bounds() {
      return new PixelRect(left, top, right + 1.0, bottom + 1.0);
    }

    RotatedBox rectangle() {
      double[] points = new double[8 * (bottom - top + 1)];
      int at = 0;
      for (int y = top; y <= bottom; y++) {
        for (int corner = 0; corner < 4; corner++) {
          points[at++] = corner % 2 == 0 ? firstInRow[y] : lastInRow[y] + 1;
          points[at++] = y + corner / 2;
        }
      }
      return RotatedBox.around(points);
    }
  }
}
