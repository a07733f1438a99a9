package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.analyzer.sight.Window;
import dev.reelframe.analyzer.track.Box;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ModelFiles;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Outputs;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.List;
import java.util.Map;

/**
 * Finds things with YOLOX in a frame. Several analyzers may ask about the same frame; the model
 * runs once for it. One detector serves one thread.
 */
public final class ObjectDetector {
  /** Name of the model in the catalogue. */
  public static final String MODEL = "yolox_nano";

  /** Scores below this are noise; above it, they still support a track. */
  public static final double LEAST_SCORE = 0.1;

  private static final int SIDE_PX = 416;
  private static final int PAD = 114;

  /** All that decides what is found in a frame. */
  private record Found(String model) implements FrameMemo.Key<List<Detection>> {}

  private final OnnxModel model;
  private final ModelUse use;
  private final List<String> labels;
  private final FrameMemo memo;
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, 3, SIDE_PX, SIDE_PX);

  private ObjectDetector(OnnxModel model, ModelFiles files, FrameMemo memo) {
    this.model = model;
    this.use = new ModelUse(MODEL, files.modelSha256());
    this.labels = files.labels();
    this.memo = memo;
  }

  /**
   * @param memo where what was found in a frame is kept for others
   * @throws dev.reelframe.models.ModelMissing where the model cannot be had
   */
  public static ObjectDetector of(ModelAccess models, FrameMemo memo) {
    return new ObjectDetector(models.get(MODEL), models.files(MODEL), memo);
  }

  /** The model file, for the provenance of a table. */
  public ModelUse use() {
    return use;
  }

  /**
   * Everything with a score of at least {@link #LEAST_SCORE}.
   *
   * @param frame BGR
   * @return boxes in the frame's pixels, cut off at its edges, by falling score
   */
  public List<Detection> detect(Frame frame) {
    return memo.get(frame, new Found(use.sha256()), () -> run(frame));
  }

  private List<Detection> run(Frame frame) {
    Window window = Window.letterbox(frame, SIDE_PX, SIDE_PX, PAD);
    window.fill(frame, input.floats(), Window.Layout.BGR_PLANES, 1, 0);
    String output = model.outputs().getFirst().name();
    try (Outputs outputs = model.runResident(Map.of(model.inputs().getFirst().name(), input))) {
      return YoloxBoxes.decode(outputs.get(output).floats(), SIDE_PX, labels, LEAST_SCORE).stream()
          .map(d -> new Detection(d.label(), inFrame(window, d.box(), frame), d.score()))
          .filter(d -> d.box().area() > 0)
          .toList();
    }
  }

  private static Box inFrame(Window window, Box box, Frame frame) {
    return window.inFrame(box).clipped(frame.width(), frame.height());
  }
}
