package dev.reelframe.analyzer.pose;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ImageCrop;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Outputs;
import dev.reelframe.models.SessionSettings;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Map;

/**
 * MoveNet Lightning (Google, 2021) on a square round one person. Trained on whole bodies, it fails
 * where a face fills the picture; such a person is shown to it once more with empty space around
 * and below, where the body would be.
 */
final class PoseEstimator {
  static final String MODEL = "movenet";
  private static final int SIDE_PX = 192;
  private static final double MARGIN = 1.25;
  private static final double CLOSE_UP_MARGIN = 2.5;
  private static final double CLOSE_UP_LOWERED = 0.2;

  /** With fewer keypoints than this a look has failed. */
  static final int ENOUGH = 4;

  /** A box this much of the picture's height may be a close-up. */
  private static final double LARGE = 0.6;

  private final OnnxModel model;
  private final ModelUse use;
  private final byte[] pixels = new byte[SIDE_PX * SIDE_PX * 3];
  private final Tensor input = Tensor.allocate(ElementType.INT32, 1, SIDE_PX, SIDE_PX, 3);

  private PoseEstimator(OnnxModel model, ModelUse use) {
    this.model = model;
    this.use = use;
  }

  static PoseEstimator of(ModelAccess models) {
    return of(models, models.settings());
  }

  static PoseEstimator of(ModelAccess models, SessionSettings settings) {
    return new PoseEstimator(
        models.get(MODEL, settings), new ModelUse(MODEL, models.files(MODEL).modelSha256()));
  }

  ModelUse use() {
    return use;
  }

  /**
   * The pose of the person in a box.
   *
   * @param frame BGR
   * @param person in the frame's pixels
   * @return keypoints in the frame's pixels; all of low score where no body was made out
   */
  Pose estimate(Frame frame, BoundingBox person) {
    Pose pose = look(frame, ImageCrop.square(person, MARGIN, SIDE_PX, 0)).plausible();
    if (pose.seen() >= ENOUGH || person.h() < LARGE * frame.height()) {
      return pose;
    }
    ImageCrop wide =
        ImageCrop.square(person, CLOSE_UP_MARGIN, SIDE_PX, 0).lowered(CLOSE_UP_LOWERED);
    Pose second = inside(look(frame, wide), frame).plausible();
    return second.seen() > pose.seen() ? second : pose;
  }

  /** The pose of whoever stands in the middle of a window of 192 by 192 pixels. */
  Pose look(Frame frame, ImageCrop window) {
    window.fillRgb(frame, ByteBuffer.wrap(pixels));
    IntBuffer values = input.ints();
    for (byte pixel : pixels) {
      values.put(pixel & 0xFF);
    }
    try (Outputs outputs = model.runResident(Map.of(model.inputs().getFirst().name(), input))) {
      return decode(outputs.get(model.outputs().getFirst().name()).floats(), window);
    }
  }

  /** Rows of y, x, score; y and x are shares of the window. */
  private static Pose decode(FloatBuffer output, ImageCrop window) {
    int points = Keypoint.values().length;
    double[] x = new double[points];
    double[] y = new double[points];
    double[] score = new double[points];
    for (int i = 0; i < points; i++) {
      y[i] = window.frameY(output.get(3 * i) * window.height());
      x[i] = window.frameX(output.get(3 * i + 1) * window.width());
      score[i] = output.get(3 * i + 2);
    }
    return new Pose(x, y, score);
  }

  /** What lies in the space that was added is a guess at a body that nobody sees. */
  private static Pose inside(Pose pose, Frame frame) {
    double[] score = pose.score().clone();
    for (int i = 0; i < score.length; i++) {
      boolean outside =
          pose.x()[i] < 0
              || pose.y()[i] < 0
              || pose.x()[i] >= frame.width()
              || pose.y()[i] >= frame.height();
      score[i] = outside ? 0 : score[i];
    }
    return new Pose(pose.x(), pose.y(), score);
  }
}
