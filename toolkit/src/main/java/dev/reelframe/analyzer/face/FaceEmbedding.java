package dev.reelframe.analyzer.face;

import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.Map;
import java.util.Optional;

/**
 * What makes a face that face: dlib's recognition network (King 2017, after He et al. 2016) gives
 * 128 numbers, and the Euclidean distance between those of two faces says how likely they are one
 * person's. One instance serves one thread.
 */
final class FaceEmbedding {
  /** The model; without it nobody is recognised. */
  static final ModelChoice MODEL = ModelChoice.anyOf("face_embedding").ifThere();

  private static final int SIDE_PX = 150;
  private static final int PLANE = SIDE_PX * SIDE_PX;

  /** Where the eyes lie in the input: between their middles, and from there to its centre. */
  private static final double EYES_APART_PX = 52.6;

  private static final double CENTRE_RIGHT_PX = 1;
  private static final double CENTRE_BELOW_PX = 27.9;

  /** Distance between the eyes below which a face is too small to tell, pixels of the view. */
  private static final double MIN_EYES_APART_PX = 20;

  /** Presence in the mesh model from which a face is seen well enough. */
  private static final double WELL_SEEN = 0.9;

  private final OnnxModel model;
  private final ModelUse use;
  private final float[] pixels = new float[3 * PLANE];
  private final Tensor rgb = Tensor.allocate(ElementType.FLOAT32, SIDE_PX, SIDE_PX, 3);
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, 3, SIDE_PX, SIDE_PX);

  private FaceEmbedding(OnnxModel model, ModelUse use) {
    this.model = model;
    this.use = use;
  }

  /** The model, where it is there. */
  static Optional<FaceEmbedding> of(ModelAccess models) {
    return models
        .store()
        .chooseIfHere(MODEL)
        .map(name ->
            new FaceEmbedding(
                models.get(name), new ModelUse(name, models.files(name).modelSha256())));
  }

  ModelUse use() {
    return use;
  }

  /** The 128 numbers of a face; empty where it is small, cut off or not seen by the mesh. */
  Optional<float[]> of(Frame frame, Face face) {
    if (face.mesh().isEmpty() || face.mesh().get().presence() < WELL_SEEN) {
      return Optional.empty();
    }
    Mesh mesh = face.mesh().get();
    Face.Mark right = mesh.middle(Mesh.Eye.RIGHT);
    Face.Mark left = mesh.middle(Mesh.Eye.LEFT);
    double apart = Math.hypot(left.x() - right.x(), left.y() - right.y());
    if (apart < MIN_EYES_APART_PX || !isIn(frame, right) || !isIn(frame, left)) {
      return Optional.empty();
    }
    double turn = Math.atan2(left.y() - right.y(), left.x() - right.x());
    double scale = apart / EYES_APART_PX;
    double across = CENTRE_RIGHT_PX * scale;
    double down = CENTRE_BELOW_PX * scale;
    double centreX = (left.x() + right.x()) / 2 + across * Math.cos(turn) - down * Math.sin(turn);
    double centreY = (left.y() + right.y()) / 2 + across * Math.sin(turn) + down * Math.cos(turn);
    return Optional.of(run(frame, new AlignedSquare(centreX, centreY, SIDE_PX * scale, turn)));
  }

  private static boolean isIn(Frame frame, Face.Mark eye) {
    return eye.x() >= 0 && eye.y() >= 0 && eye.x() < frame.width() && eye.y() < frame.height();
  }

  private float[] run(Frame frame, AlignedSquare place) {
    place.fill(frame, rgb.floats(), SIDE_PX);
    rgb.floats().get(pixels);
    float[] planes = new float[pixels.length];
    for (int i = 0; i < PLANE; i++) {
      for (int c = 0; c < 3; c++) {
        planes[c * PLANE + i] = 255 * pixels[3 * i + c];
      }
    }
    input.floats().put(planes);
    return model.run(Map.of(model.inputs().getFirst().name(), input)).get("embedding").toFloats();
  }
}
