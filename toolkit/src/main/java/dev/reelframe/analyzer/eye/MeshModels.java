package dev.reelframe.analyzer.eye;

import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ModelFiles;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** MediaPipe's face mesh and what it says of the lids. One instance serves one thread. */
final class MeshModels {
  /** Names in the catalogue. */
  static final String MESH = "face_landmarks_478";

  static final String BLENDSHAPES = "face_blendshapes_52";

  private static final int SIDE_PX = 192;

  private final OnnxModel mesh;
  private final OnnxModel blendshapes;
  private final List<ModelUse> uses;
  private final int[] chosen;
  private final int blinkRight;
  private final int blinkLeft;
  private final Tensor square = Tensor.allocate(ElementType.FLOAT32, 1, SIDE_PX, SIDE_PX, 3);
  private final Tensor points;

  private MeshModels(ModelAccess models) {
    mesh = models.get(MESH);
    blendshapes = models.get(BLENDSHAPES);
    ModelFiles files = models.files(BLENDSHAPES);
    uses =
        List.of(
            new ModelUse(MESH, models.files(MESH).modelSha256()),
            new ModelUse(BLENDSHAPES, files.modelSha256()));
    chosen = files.lines("landmarks").stream().mapToInt(Integer::parseInt).toArray();
    points = Tensor.allocate(ElementType.FLOAT32, 1, chosen.length, 2);
    blinkRight = index(files.labels(), "eyeBlinkRight");
    blinkLeft = index(files.labels(), "eyeBlinkLeft");
  }

  /**
   * @throws dev.reelframe.models.ModelMissing where one of them cannot be had
   */
  static MeshModels of(ModelAccess models) {
    return new MeshModels(models);
  }

  private static int index(List<String> names, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new ModelMismatch("Model " + BLENDSHAPES + " has no output named " + name + ".");
    }
    return index;
  }

  List<ModelUse> uses() {
    return uses;
  }

  /** The mesh of the face in a square of a BGR frame. */
  Mesh mesh(Frame frame, LevelSquare place) {
    place.fill(frame, square.floats(), SIDE_PX);
    Map<String, Tensor> outputs = mesh.run(Map.of(mesh.inputs().getFirst().name(), square));
    float[] raw = new float[0];
    double logit = 0;
    for (Tensor output : outputs.values()) {
      if (output.size() == 1) {
        logit = output.floats().get(0);
      } else {
        raw = output.toFloats();
      }
    }
    return new Mesh(inFrame(raw, place), 1 / (1 + Math.exp(-logit)));
  }

  private static float[] inFrame(float[] raw, LevelSquare place) {
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

  /** How far the lids are closed, 0..1: the person's right eye, then the left. */
  double[] blinks(Mesh face) {
    FloatBuffer input = points.floats();
    for (int i = 0; i < chosen.length; i++) {
      input.put(2 * i, (float) face.x(chosen[i]));
      input.put(2 * i + 1, (float) face.y(chosen[i]));
    }
    float[] shapes = blendshapes.run(points).toFloats();
    return new double[] {Math.clamp(shapes[blinkRight], 0, 1), Math.clamp(shapes[blinkLeft], 0, 1)};
  }
}
