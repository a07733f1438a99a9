package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.sight.Window;
import dev.reelframe.analyzer.track.Box;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ModelFiles;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Outputs;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A second opinion on boxes: DeepLab v3 (Chen et al. 2017, arXiv:1706.05587) gives every pixel one
 * of the 20 classes of Pascal VOC. It knows shapes and materials where the detector knows outlines,
 * so a car seen from above is still a car to it.
 */
final class PictureParts {
  static final String MODEL = "deeplabv3";
  private static final int SIDE_PX = 257;
  private static final int BACKGROUND = 0;

  /** Side of the square that the model sees, in longer sides of the box. */
  private static final double AROUND = 1.3;

  /** VOC names that differ from COCO's. */
  private static final Map<String, String> COCO_NAMES =
      Map.of(
          "aeroplane", "airplane",
          "diningtable", "dining table",
          "motorbike", "motorcycle",
          "pottedplant", "potted plant",
          "sofa", "couch",
          "tvmonitor", "tv");

  private final OnnxModel model;
  private final ModelUse use;
  private final List<String> labels;
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, SIDE_PX, SIDE_PX, 3);
  private final byte[] classes = new byte[SIDE_PX * SIDE_PX];
  private final int[] total;

  private PictureParts(OnnxModel model, ModelFiles files) {
    this.model = model;
    this.use = new ModelUse(MODEL, files.modelSha256());
    this.labels = files.labels().stream().map(name -> COCO_NAMES.getOrDefault(name, name)).toList();
    this.total = new int[labels.size()];
  }

  static PictureParts of(ModelAccess models) {
    return new PictureParts(models.get(MODEL), models.files(MODEL));
  }

  ModelUse use() {
    return use;
  }

  /**
   * The class, other than background, that fits a box of a frame best. The model sees the box and a
   * little around it.
   *
   * @param box in the frame's pixels, within the frame
   */
  Optional<Region> in(Frame frame, Box box) {
    double side = Math.max(box.w(), box.h()) * AROUND;
    Box near =
        new Box(box.centreX() - side / 2, box.centreY() - side / 2, side, side)
            .clipped(frame.width(), frame.height());
    Window window = new Window(near, SIDE_PX, SIDE_PX, 0);
    window.fill(frame, input.floats(), Window.Layout.RGB_PIXELS, 1 / 127.5f, -1);
    String output = model.outputs().getFirst().name();
    try (Outputs outputs = model.runResident(Map.of(model.inputs().getFirst().name(), input))) {
      classify(outputs.get(output).floats());
    }
    return best(window, box);
  }

  private void classify(FloatBuffer logits) {
    java.util.Arrays.fill(total, 0);
    float[] pixel = new float[labels.size()];
    for (int i = 0; i < classes.length; i++) {
      logits.get(i * pixel.length, pixel);
      int best = 0;
      for (int c = 1; c < pixel.length; c++) {
        if (pixel[c] > pixel[best]) {
          best = c;
        }
      }
      classes[i] = (byte) best;
      total[best]++;
    }
  }

  private Optional<Region> best(Window window, Box box) {
    Box region = window.region();
    double scaleX = SIDE_PX / region.w();
    double scaleY = SIDE_PX / region.h();
    int left = pixel((box.x() - region.x()) * scaleX);
    int right = pixel((box.x() + box.w() - region.x()) * scaleX);
    int top = pixel((box.y() - region.y()) * scaleY);
    int bottom = pixel((box.y() + box.h() - region.y()) * scaleY);
    int[] count = new int[labels.size()];
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        count[classes[y * SIDE_PX + x]]++;
      }
    }
    int area = (right - left) * (bottom - top);
    Optional<Region> best = Optional.empty();
    for (int c = 0; c < count.length; c++) {
      if (c != BACKGROUND && count[c] > 0) {
        double ratio = count[c] / (double) (area + total[c] - count[c]);
        if (best.isEmpty() || ratio > best.get().ratio()) {
          best = Optional.of(new Region(labels.get(c), ratio));
        }
      }
    }
    return best;
  }

  private static int pixel(double at) {
    return (int) Math.round(Math.clamp(at, 0, SIDE_PX));
  }
}
