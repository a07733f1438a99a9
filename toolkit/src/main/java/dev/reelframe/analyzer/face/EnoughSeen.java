package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.List;
import java.util.Optional;

/** Whether the looks at a face show enough of it to tell an age or an expression. */
public final class EnoughSeen {
  /** Why there is no value. */
  public enum Reason {
    FACE_TOO_SMALL,
    TOO_FEW_LOOKS
  }

  /** A model that takes faces of 112 pixels is shown an enlargement: of less than this, a blur. */
  private static final double LEAST_SIDE_PX = 40;

  /** A grimace or a blink decides one look, and two do not say which of them it decided. */
  public static final int FEWEST_LOOKS = 3;

  private final double scale;

  private EnoughSeen(double scale) {
    this.scale = scale;
  }

  /** Faces are measured in pixels of the view, as the model sees them, or of a smaller picture. */
  public static EnoughSeen of(Inputs inputs) {
    double width = FaceDetection.displayWidth(inputs.media());
    return new EnoughSeen(Math.min(1, FaceDetection.WIDTH_PX / width));
  }

  /**
   * The reason not to tell anything; empty where there is none.
   *
   * @param looks boxes of the face in its looks, pixels of the picture
   */
  public Optional<Reason> lacks(List<BoundingBox> looks) {
    double[] sides =
        looks.stream().mapToDouble(b -> scale * Math.min(b.w(), b.h())).sorted().toArray();
    if (sides.length > 0 && sides[sides.length / 2] < LEAST_SIDE_PX) {
      return Optional.of(Reason.FACE_TOO_SMALL);
    }
    return sides.length < FEWEST_LOOKS ? Optional.of(Reason.TOO_FEW_LOOKS) : Optional.empty();
  }
}
