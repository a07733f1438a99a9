package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.face.AlignedSquare;
import dev.reelframe.analyzer.face.Mesh;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.Map;

/**
 * MediaPipe's iris model (Ablavatski et al. 2020, arXiv:2006.11341) over the square round an eye of
 * a mesh: the outline of the eye and the iris. One instance serves one thread.
 */
final class IrisModel {
  /** Name of the model in the catalogue. */
  static final String MODEL = "iris_landmark";

  private static final int SIDE_PX = 64;

  /** Side of the square in widths of the eye, as the model was trained. */
  private static final double EYES_SIDE = 2.3;

  /** Points of the outline: from the outer corner along the lower lid, then along the upper. */
  private static final int OUTER = 0;

  private static final int INNER = 8;
  private static final int[] LOWER = {3, 4, 5};
  private static final int[] UPPER = {11, 12, 13};

  private final OnnxModel model;
  private final ModelUse use;
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, SIDE_PX, SIDE_PX, 3);
  private final float[] row = new float[3 * SIDE_PX];
  private final float[] flipped = new float[3 * SIDE_PX];

  private IrisModel(OnnxModel model, ModelUse use) {
    this.model = model;
    this.use = use;
  }

  /**
   * @throws dev.reelframe.models.ModelMissing where the model cannot be had
   */
  static IrisModel of(ModelAccess models) {
    return new IrisModel(models.get(MODEL), new ModelUse(MODEL, models.files(MODEL).modelSha256()));
  }

  ModelUse use() {
    return use;
  }

  /**
   * An eye of a face.
   *
   * @param frame BGR
   */
  EyePoints eye(Frame frame, Mesh mesh, Mesh.Eye which) {
    double[] across = mesh.from(which.outer, which.inner);
    double width = Math.hypot(across[0], across[1]);
    AlignedSquare place =
        new AlignedSquare(
            (mesh.x(which.outer) + mesh.x(which.inner)) / 2,
            (mesh.y(which.outer) + mesh.y(which.inner)) / 2,
            Math.max(1, EYES_SIDE * width),
            mesh.eyeLine());
    place.fill(frame, input.floats(), SIDE_PX);
    // The model knows the eye on the left of the picture: the other one is shown mirrored.
    boolean mirrored = which == Mesh.Eye.LEFT;
    if (mirrored) {
      mirror();
    }
    Map<String, Tensor> out = model.run(Map.of(model.inputs().getFirst().name(), input));
    float[] outline = out.get("output_eyes_contours_and_brows").toFloats();
    float[] iris = out.get("output_iris").toFloats();
    return new EyePoints(
        point(outline, OUTER, mirrored, place),
        point(outline, INNER, mirrored, place),
        point(iris, 0, mirrored, place),
        opening(outline));
  }

  private void mirror() {
    for (int y = 0; y < SIDE_PX; y++) {
      input.floats().get(y * row.length, row);
      for (int x = 0; x < SIDE_PX; x++) {
        System.arraycopy(row, 3 * x, flipped, 3 * (SIDE_PX - 1 - x), 3);
      }
      input.floats().put(y * row.length, flipped);
    }
  }

  private static double[] point(float[] points, int index, boolean mirrored, AlignedSquare place) {
    double u = points[3 * index] / SIDE_PX;
    double v = points[3 * index + 1] / SIDE_PX;
    u = mirrored ? 1 - u : u;
    return new double[] {place.frameX(u, v), place.frameY(u, v)};
  }

  /** Mean height between the lids over the width between the corners. */
  private static double opening(float[] outline) {
    double height = 0;
    for (int i = 0; i < LOWER.length; i++) {
      height += distance(outline, LOWER[i], UPPER[i]) / LOWER.length;
    }
    return height / Math.max(1e-6, distance(outline, OUTER, INNER));
  }

  private static double distance(float[] points, int a, int b) {
    return Math.hypot(points[3 * a] - points[3 * b], points[3 * a + 1] - points[3 * b + 1]);
  }
}
