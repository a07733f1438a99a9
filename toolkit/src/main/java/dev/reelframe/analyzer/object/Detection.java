package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.NonMaximumSuppression;
import java.util.List;

/**
 * One object that a detector found in one frame.
 *
 * @param label COCO name
 * @param box in pixels of the frame that was looked at
 * @param score 0..1
 */
public record Detection(String label, BoundingBox box, double score) {
  /** The label of people. */
  public static final String PERSON = "person";

  /** Whether it is a person whom one may look at closer. */
  public boolean isPerson() {
    return label.equals(PERSON);
  }

  /** Each thing of a label once; boxes that cover each other more are of the same thing. */
  static List<Detection> distinct(List<Detection> candidates, double iou) {
    return NonMaximumSuppression.of(
        candidates, Detection::score, (a, b) -> a.label.equals(b.label) && a.box.iou(b.box) > iou);
  }
}
