package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.Map;

/**
 * MediaPipe's face mesh over a square of a frame, and whether a face is there at all. One instance
 * serves one thread.
 */
public final class FaceMesh {
  /** Name of the model in the catalogue. */
  public static final String MODEL = "face_mesh";

  private static final int SIDE_PX = 192;

  /** All that decides what is found in a frame. */
  private record Found(String model, AlignedSquare place) implements FrameMemo.Key<Mesh> {}

  private final OnnxModel model;
  private final ModelUse use;
  private final FrameMemo memo;
  private final Tensor square = Tensor.allocate(ElementType.FLOAT32, 1, SIDE_PX, SIDE_PX, 3);

  private FaceMesh(OnnxModel model, ModelUse use, FrameMemo memo) {
    this.model = model;
    this.use = use;
    this.memo = memo;
  }

  /**
   * @param memo where what was found in a frame is kept for others
   * @throws dev.reelframe.models.ModelMissing where the model cannot be had
   */
  public static FaceMesh of(ModelAccess models, FrameMemo memo) {
    return new FaceMesh(
        models.get(MODEL), new ModelUse(MODEL, models.files(MODEL).modelSha256()), memo);
  }

  /** The model file, for the provenance of a table. */
  public ModelUse use() {
    return use;
  }

  /**
   * The mesh of the face in a square.
   *
   * @param frame BGR
   */
  public Mesh in(Frame frame, AlignedSquare place) {
    return memo.get(frame, new Found(use.sha256(), place), () -> run(frame, place));
  }

  private Mesh run(Frame frame, AlignedSquare place) {
    place.fill(frame, square.floats(), SIDE_PX);
    brighten(Brightening.of(frame));
    Map<String, Tensor> outputs = model.run(Map.of(model.inputs().getFirst().name(), square));
    float[] raw = outputs.get("landmarks").toFloats();
    return new Mesh(inFrame(raw, place), outputs.get("face_flag").floats().get(0));
  }

  private void brighten(float gain) {
    if (gain > 1) {
      float[] values = square.toFloats();
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.min(1, gain * values[i]);
      }
      square.floats().put(values);
    }
  }

  private static float[] inFrame(float[] raw, AlignedSquare place) {
    float[] points = new float[raw.length];
    for (int i = 0; i < raw.length; i += 3) {
      double u = raw[i] / SIDE_PX;
      double v = raw[i + 1] / SIDE_PX;
      points[i] = (float) place.frameX(u, v);
      points[i + 1] = (float) place.frameY(u, v);
      points[i + 2] = (float) (raw[i + 2] / SIDE_PX * place.side());
    }
    return points;
  }
}
