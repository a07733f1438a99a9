package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.vision.ImageCrop;
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

/** YOLOX-Nano: the 80 labels of COCO. */
final class YoloxModel implements ObjectModel {
  /** Name of the model in the catalogue. */
  static final String MODEL = "yolox_nano";

  private static final int SIDE_PX = 416;
  private static final int PAD = 114;

  private final OnnxModel model;
  private final ModelUse use;
  private final List<String> labels;
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, 3, SIDE_PX, SIDE_PX);

  YoloxModel(ModelAccess models) {
    ModelFiles files = models.files(MODEL);
    this.model = models.get(MODEL);
    this.use = new ModelUse(MODEL, files.modelSha256());
    this.labels = files.labels();
  }

  @Override
  public ModelUse use() {
    return use;
  }

  @Override
  public List<Detection> look(Frame frame) {
    ImageCrop window = ImageCrop.letterbox(frame, SIDE_PX, SIDE_PX, PAD);
    window.fill(frame, input.floats(), ImageCrop.Layout.BGR_PLANES, 1, 0);
    String output = model.outputs().getFirst().name();
    try (Outputs outputs = model.runResident(Map.of(model.inputs().getFirst().name(), input))) {
      return YoloxBoxes.decode(
              outputs.get(output).floats(), SIDE_PX, labels, ObjectDetector.MIN_SCORE)
          .stream()
          .map(d ->
              new Detection(
                  d.label(),
                  window.inFrame(d.box()).clipped(frame.width(), frame.height()),
                  d.score()))
          .filter(d -> d.box().area() > 0)
          .toList();
    }
  }
}
