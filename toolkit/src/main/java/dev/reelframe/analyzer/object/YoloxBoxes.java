package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the output of YOLOX (Ge et al. 2021, arXiv:2107.08430): one candidate per cell of three
 * grids, boxes relative to the cell, then non-maximum suppression per label.
 */
final class YoloxBoxes {
  private static final int[] STRIDES = {8, 16, 32};
  private static final double SAME_IOU = 0.45;

  private YoloxBoxes() {}

  /**
   * @param output rows of {@code cx, cy, w, h, objectness, labels...}
   * @param side of the square input, pixels
   * @param labels names of the classes
   * @param least score below which a candidate is dropped
   * @return boxes in pixels of the input, by falling score
   */
  static List<Detection> decode(FloatBuffer output, int side, List<String> labels, double least) {
    int width = 5 + labels.size();
    List<Detection> candidates = new ArrayList<>();
    int row = 0;
    for (int stride : STRIDES) {
      int cells = side / stride;
      for (int cell = 0; cell < cells * cells; cell++, row++) {
        float objectness = output.get(row * width + 4);
        if (objectness >= least) {
          read(output, row * width, objectness, cell % cells, cell / cells, stride, labels, least)
              .forEach(candidates::add);
        }
      }
    }
    return Detection.distinct(candidates, SAME_IOU);
  }

  /** Every label of a candidate that reaches the score: the doubt between two is kept. */
  private static List<Detection> read(
      FloatBuffer output,
      int at,
      float objectness,
      int column,
      int line,
      int stride,
      List<String> labels,
      double least) {
    List<Detection> found = new ArrayList<>();
    BoundingBox box = null;
    for (int label = 0; label < labels.size(); label++) {
      double score = objectness * output.get(at + 5 + label);
      if (score >= least) {
        if (box == null) {
          double w = Math.exp(output.get(at + 2)) * stride;
          double h = Math.exp(output.get(at + 3)) * stride;
          double cx = (output.get(at) + column) * stride;
          double cy = (output.get(at + 1) + line) * stride;
          box = new BoundingBox(cx - w / 2, cy - h / 2, w, h);
        }
        found.add(new Detection(labels.get(label), box, score));
      }
    }
    return found;
  }
}
