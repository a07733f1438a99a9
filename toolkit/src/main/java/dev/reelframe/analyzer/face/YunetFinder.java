package dev.reelframe.analyzer.face;

import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Outputs;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * YuNet over frames. Frames are shrunk by whole numbers, since the model sees small faces well and
 * its time grows with the area. The frame is looked at once more at half that size, which costs a
 * quarter, where no sure face is found, since a blurred face is sharp when it is small, and where a
 * face fills half of the frame, since two such faces may look like one.
 */
final class YunetFinder implements FaceFinder {
  /** Name of the model in the catalogue. */
  static final String MODEL = "yunet";

  /** Score from which there is a face and no second look is needed. */
  private static final double SURE = 0.6;

  /** Share of the frame's width or height from which a face is large. */
  private static final double LARGE = 0.5;

  /** Boxes of looks at different scales that cover each other this much are the same. */
  private static final double SAME_IOU = 0.6;

  /** Most pixels of the first look: a frame of 720 by 540 is looked at as it is. */
  private static final int MAX_PX = 400_000;

  /** Sides of the model's input are multiples of this. */
  private static final int GRAIN_PX = 32;

  private final OnnxModel model;
  private final ModelUse use;
  private final Map<List<Integer>, Tensor> inputs = new HashMap<>();

  YunetFinder(ModelAccess models) {
    this.model = models.get(MODEL);
    this.use = new ModelUse(MODEL, models.files(MODEL).modelSha256());
  }

  @Override
  public ModelUse use() {
    return use;
  }

  @Override
  public List<Face> propose(Frame frame) {
    int shrink = 1;
    while ((frame.width() / shrink) * (frame.height() / shrink) > MAX_PX) {
      shrink++;
    }
    Tensor input = shrunk(frame, shrink);
    List<Face> found = look(input, shrink);
    boolean small = Math.min(frame.width(), frame.height()) / (2 * shrink) < 2 * GRAIN_PX;
    if (small || found.stream().anyMatch(f -> f.score() >= SURE) && !anyLarge(found, frame)) {
      return found;
    }
    List<Face> both = new ArrayList<>(found);
    both.addAll(
        look(
            halved(input, frame.width() / (2 * shrink), frame.height() / (2 * shrink)),
            2 * shrink));
    return YunetFaces.distinct(both, SAME_IOU);
  }

  private static boolean anyLarge(List<Face> faces, Frame frame) {
    return faces.stream()
        .filter(f -> f.score() >= SURE)
        .anyMatch(f -> f.box().w() > LARGE * frame.width() || f.box().h() > LARGE * frame.height());
  }

  /** YuNet's boxes reach from the hair to the chin by themselves. */
  @Override
  public Face placed(Face proposed, Mesh mesh) {
    return proposed;
  }

  /** A look at the frame, shrunk by a whole number. */
  List<Face> look(Frame frame, int shrink) {
    return look(shrunk(frame, shrink), shrink);
  }

  private List<Face> look(Tensor input, int shrink) {
    int height = side(input, 2);
    int width = side(input, 3);
    try (Outputs outputs = model.runResident(Map.of(model.inputs().getFirst().name(), input))) {
      return YunetFaces.read(
              name -> outputs.get(name).toFloats(), width, height, FaceDetector.MIN_SCORE)
          .stream()
          .map(face -> face.times(shrink))
          .toList();
    }
  }

  private static int side(Tensor input, int dimension) {
    return Math.toIntExact(input.shape()[dimension]);
  }

  /** An input for a picture of this size: the same one each time. */
  private Tensor input(int width, int height) {
    return inputs.computeIfAbsent(
        List.of(padded(width), padded(height)),
        size -> Tensor.allocate(ElementType.FLOAT32, 1, 3, size.get(1), size.get(0)));
  }

  private Tensor shrunk(Frame frame, int shrink) {
    Tensor input = input(frame.width() / shrink, frame.height() / shrink);
    fill(frame, shrink, input.floats(), side(input, 3), side(input, 2));
    return input;
  }

  /** The picture in an input at half the size: each pixel the mean of a square of two. */
  private Tensor halved(Tensor whole, int width, int height) {
    Tensor half = input(width, height);
    FloatBuffer source = whole.floats();
    FloatBuffer target = half.floats();
    int stride = side(whole, 3);
    float[] upper = new float[2 * width];
    float[] lower = new float[2 * width];
    float[] line = new float[width];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        int from = (c * side(whole, 2) + 2 * y) * stride;
        source.get(from, upper).get(from + stride, lower);
        for (int x = 0; x < width; x++) {
          line[x] = (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1]) * 0.25f;
        }
        target.put((c * side(half, 2) + y) * side(half, 3), line);
      }
    }
    return half;
  }

  private static int padded(int side) {
    return (Math.max(side, 1) + GRAIN_PX - 1) / GRAIN_PX * GRAIN_PX;
  }

  /** Blue, green and red plane, each pixel the mean of a square of the frame; the rest stays 0. */
  private static void fill(Frame frame, int shrink, FloatBuffer target, int width, int height) {
    byte[] data = frame.data();
    int columns = Math.min(width, frame.width() / shrink);
    int rows = Math.min(height, frame.height() / shrink);
    int[] sums = new int[3 * columns];
    float[] line = new float[columns];
    float scale = Brightening.of(frame) / (shrink * shrink);
    for (int y = 0; y < rows; y++) {
      if (shrink == 2) {
        sumPairs(data, 2 * y * frame.width() * 3, frame.width() * 3, sums);
      } else {
        sumSquares(data, y * shrink * frame.width() * 3, frame.width() * 3, shrink, sums);
      }
      for (int c = 0; c < 3; c++) {
        for (int x = 0; x < columns; x++) {
          line[x] = sums[3 * x + c] * scale;
        }
        target.put((c * height + y) * width, line);
      }
    }
  }

  /** Sums of squares of pixels, colour by colour, of as many rows from a place on. */
  private static void sumSquares(byte[] data, int from, int stride, int shrink, int[] sums) {
    java.util.Arrays.fill(sums, 0);
    for (int dy = 0; dy < shrink; dy++) {
      int at = from + dy * stride;
      for (int x = 0; x < sums.length; x += 3) {
        for (int dx = 0; dx < shrink; dx++, at += 3) {
          sums[x] += data[at] & 0xFF;
          sums[x + 1] += data[at + 1] & 0xFF;
          sums[x + 2] += data[at + 2] & 0xFF;
        }
      }
    }
  }

  /** The same for squares of two, the usual case, in half the time. */
  private static void sumPairs(byte[] data, int upper, int stride, int[] sums) {
    int lower = upper + stride;
    for (int x = 0, a = upper, b = lower; x < sums.length; x += 3, a += 6, b += 6) {
      sums[x] = (data[a] & 0xFF) + (data[a + 3] & 0xFF) + (data[b] & 0xFF) + (data[b + 3] & 0xFF);
      sums[x + 1] =
          (data[a + 1] & 0xFF) + (data[a + 4] & 0xFF) + (data[b + 1] & 0xFF) + (data[b + 4] & 0xFF);
      sums[x + 2] =
          (data[a + 2] & 0xFF) + (data[a + 5] & 0xFF) + (data[b + 2] & 0xFF) + (data[b + 5] & 0xFF);
    }
  }
}
