package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ImageCrop;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A model of face-api.js over the face of a box: cut out, scaled with its aspect ratio into a
 * square of 112 pixels, the rest black. One instance serves one thread.
 */
public final class CroppedFaceModel {
  private static final int SIDE_PX = 112;
  private static final int PLANE = SIDE_PX * SIDE_PX;

  /** The part of a frame that is cut out. */
  private record Crop(BoundingBox face) implements FrameMemo.Key<float[]> {}

  private final OnnxModel model;
  private final ModelUse use;
  private final FrameMemo memo;
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, 3, SIDE_PX, SIDE_PX);

  private CroppedFaceModel(OnnxModel model, ModelUse use, FrameMemo memo) {
    this.model = model;
    this.use = use;
    this.memo = memo;
  }

  /**
   * @param name in the catalogue
   * @param memo where cut out faces are kept for others
   * @throws dev.reelframe.models.ModelMissing where the model cannot be had
   */
  public static CroppedFaceModel of(ModelAccess models, String name, FrameMemo memo) {
    return new CroppedFaceModel(
        models.get(name), new ModelUse(name, models.files(name).modelSha256()), memo);
  }

  /** The model file, for the provenance of a table. */
  public ModelUse use() {
    return use;
  }

  /**
   * Runs the model.
   *
   * @param frame BGR
   * @param face in the frame's pixels
   * @param output name of the output that is wanted
   */
  public float[] run(Frame frame, BoundingBox face, String output) {
    fill(frame, face);
    return model
        .run(Map.of(model.inputs().getFirst().name(), input), output)
        .get(output)
        .toFloats();
  }

  /** Two models look at the same faces of the same frames: cut out once. */
  private void fill(Frame frame, BoundingBox face) {
    input.floats().put(0, memo.get(frame, new Crop(face), () -> crop(frame, face)));
  }

  private static float[] crop(Frame frame, BoundingBox face) {
    double longer = Math.max(face.w(), face.h());
    int width = Math.clamp(Math.round(SIDE_PX * face.w() / longer), 1, SIDE_PX);
    int height = Math.clamp(Math.round(SIDE_PX * face.h() / longer), 1, SIDE_PX);
    int left = (SIDE_PX - width) / 2;
    int top = (SIDE_PX - height) / 2;
    float[] small = new float[3 * width * height];
    new ImageCrop(face, width, height, 0)
        .fill(frame, FloatBuffer.wrap(small), ImageCrop.Layout.RGB_PLANES, 1, 0);
    float[] square = new float[3 * PLANE];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        int from = (c * height + y) * width;
        System.arraycopy(small, from, square, c * PLANE + (top + y) * SIDE_PX + left, width);
      }
    }
    return square;
  }
}
