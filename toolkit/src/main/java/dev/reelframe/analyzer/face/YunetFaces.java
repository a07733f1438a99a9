package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.NonMaximumSuppression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads faces from the outputs of YuNet (Wu, Peng and Yu, Machine Intelligence Research 2023): per
 * stride a grid of cells, each with two scores, a box and five points, without anchors.
 */
final class YunetFaces {
  private static final int[] STRIDES = {8, 16, 32};

  /** Boxes that cover each other this much are the same face. */
  private static final double SAME_IOU = 0.3;

  private YunetFaces() {}

  /**
   * Faces in pixels of the model's input.
   *
   * @param output values of an output by its name
   * @param width of the input, a multiple of 32
   * @param height of the input, a multiple of 32
   * @param least score below which a face is dropped
   */
  static List<Face> read(Function<String, float[]> output, int width, int height, double least) {
    List<Face> found = new ArrayList<>();
    double low = 0.9 * least * least;
    for (int stride : STRIDES) {
      float[] faceScore = output.apply("cls_" + stride);
      float[] objectness = output.apply("obj_" + stride);
      float[] boxes = output.apply("bbox_" + stride);
      float[] points = output.apply("kps_" + stride);
      int columns = width / stride;
      for (int cell = 0; cell < columns * (height / stride); cell++) {
        // Nearly all cells show nothing: most are known for it by one of the two.
        if (faceScore[cell] * objectness[cell] < low) {
          continue;
        }
        double score = Math.sqrt(clipped(faceScore[cell]) * clipped(objectness[cell]));
        if (score >= least) {
          found.add(face(boxes, points, cell, cell % columns, cell / columns, stride, score));
        }
      }
    }
    return distinct(found, SAME_IOU);
  }

  private static double clipped(double x) {
    return Math.clamp(x, 0, 1);
  }

  private static Face face(
      float[] boxes, float[] points, int cell, int column, int row, int stride, double score) {
    double centreX = (column + boxes[4 * cell]) * stride;
    double centreY = (row + boxes[4 * cell + 1]) * stride;
    double w = Math.exp(boxes[4 * cell + 2]) * stride;
    double h = Math.exp(boxes[4 * cell + 3]) * stride;
    List<Face.Mark> marks = new ArrayList<>();
    for (int i = 0; i < Face.Point.COUNT; i++) {
      marks.add(
          new Face.Mark(
              (column + points[10 * cell + 2 * i]) * stride,
              (row + points[10 * cell + 2 * i + 1]) * stride));
    }
    return new Face(new BoundingBox(centreX - w / 2, centreY - h / 2, w, h), marks, score);
  }

  /**
   * Each face once, the surest first: greedy non-maximum suppression.
   *
   * @param iou above which two boxes are the same face
   */
  static List<Face> distinct(List<Face> all, double iou) {
    return NonMaximumSuppression.of(all, Face::score, (a, b) -> a.box().iou(b.box()) > iou);
  }
}
