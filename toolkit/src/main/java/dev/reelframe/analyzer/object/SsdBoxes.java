package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the output of SSD-MobileNet: independent scores for each class of each anchor, then
 * non-maximum suppression per label.
 *
 * <p>Its scores mean something else in each class: a shoe that is none often scores 0.5, a person
 * in close-up 0.3. So they are shifted, class by class, on the scale of log odds, until one
 * threshold serves all classes and models. The scores that become 0.5 were set by eye, from counts
 * of detections on 48 real clips against boxes of YOLOX.
 */
final class SsdBoxes {
  private static final double SAME_IOU = 0.5;

  /** Scores of the model below this are noise in every class. */
  private static final double NOISE = 0.15;

  /** COCO's word where it means the same; the others keep their own. */
  private static final Map<String, String> COCO_NAMES =
      Map.of(
          "cattle", "cow",
          "coffee cup", "cup",
          "mug", "cup",
          "computer monitor", "tv",
          "computer mouse", "mouse",
          "table", "dining table");

  /** Score of the model that becomes 0.5, by label. */
  private static final Map<String, Double> EVEN =
      Map.ofEntries(
          Map.entry("person", 0.4),
          Map.entry("bottle", 0.38),
          Map.entry("bicycle", 0.45),
          Map.entry("car", 0.45),
          Map.entry("cat", 0.5),
          Map.entry("dog", 0.5),
          Map.entry("cow", 0.65),
          Map.entry("laptop", 0.42),
          Map.entry("footwear", 0.6));

  /** Of the other labels too few were seen to tell better. */
  private static final double EVEN_OF_OTHERS = 0.47;

  /** A wider word is dropped where a box of a narrower one is the same. */
  private static final Map<String, Set<String>> WIDER =
      Map.of(
          "vehicle", Set.of("car", "bicycle"),
          "footwear", Set.of("boot", "high heels"));

  private final List<String> labels;

  /**
   * @param names of the classes, the first is the background
   */
  SsdBoxes(List<String> names) {
    labels =
        names.stream()
            .map(name -> name.toLowerCase(java.util.Locale.ROOT))
            .map(name -> COCO_NAMES.getOrDefault(name, name))
            .toList();
  }

  /** The table's words for the classes, without the background. */
  List<String> vocabulary() {
    return labels.subList(1, labels.size()).stream().distinct().toList();
  }

  /**
   * @param scores of each anchor, class by class, 0..1
   * @param boxes of each anchor: left, top, right, bottom as shares of the picture
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   * @return boxes in pixels, cut off at the picture's edges, by falling score
   */
  List<Detection> decode(FloatBuffer scores, FloatBuffer boxes, int width, int height) {
    List<Detection> candidates = new ArrayList<>();
    int classes = labels.size();
    for (int anchor = 0; anchor < scores.remaining() / classes; anchor++) {
      for (int c = 1; c < classes; c++) {
        float raw = scores.get(anchor * classes + c);
        if (raw >= NOISE) {
          double score = evened(labels.get(c), raw);
          BoundingBox box = box(boxes, anchor, width, height);
          if (score >= ObjectDetector.MIN_SCORE && box.area() > 0) {
            candidates.add(new Detection(labels.get(c), box, score));
          }
        }
      }
    }
    return suppressed(candidates);
  }

  private static BoundingBox box(FloatBuffer boxes, int anchor, int width, int height) {
    double left = boxes.get(4 * anchor) * width;
    double top = boxes.get(4 * anchor + 1) * height;
    double right = boxes.get(4 * anchor + 2) * width;
    double bottom = boxes.get(4 * anchor + 3) * height;
    return new BoundingBox(left, top, Math.max(0, right - left), Math.max(0, bottom - top))
        .clipped(width, height);
  }

  /** The score moved by the log odds of the class's even score. */
  static double evened(String label, double raw) {
    double even = EVEN.getOrDefault(label, EVEN_OF_OTHERS);
    double yes = raw * (1 - even);
    double no = (1 - raw) * even;
    return yes / (yes + no);
  }

  private static List<Detection> suppressed(List<Detection> candidates) {
    List<Detection> kept = Detection.distinct(candidates, SAME_IOU);
    return kept.stream().filter(d -> kept.stream().noneMatch(n -> isNarrower(n, d))).toList();
  }

  private static boolean isNarrower(Detection n, Detection wide) {
    return WIDER.getOrDefault(wide.label(), Set.of()).contains(n.label())
        && n.box().iou(wide.box()) > SAME_IOU;
  }
}
