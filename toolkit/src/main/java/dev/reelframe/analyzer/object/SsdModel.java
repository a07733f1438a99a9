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

/** SSD-MobileNet v2 (Liu et al. 2016, arXiv:1512.02325) with 23 classes of Open Images v4. */
final class SsdModel implements ObjectModel {
  /** Name of the model in the catalogue. */
  static final String MODEL = "ssd_mobilenet_v2";

  private static final int SIDE_PX = 300;

  private final OnnxModel model;
  private final ModelUse use;
  private final SsdBoxes boxes;
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, SIDE_PX, SIDE_PX, 3);

  SsdModel(ModelAccess models) {
    ModelFiles files = models.files(MODEL);
    this.model = models.get(MODEL);
    this.use = new ModelUse(MODEL, files.modelSha256());
    this.boxes = new SsdBoxes(files.labels());
  }

  @Override
  public ModelUse use() {
    return use;
  }

  @Override
  public List<Detection> look(Frame frame) {
    ImageCrop.stretched(frame, SIDE_PX, SIDE_PX)
        .fill(frame, input.floats(), ImageCrop.Layout.RGB_PIXELS, 1 / 127.5f, -1);
    try (Outputs outputs = model.runResident(Map.of(model.inputs().getFirst().name(), input))) {
      return boxes.decode(
          outputs.get("scores").floats(),
          outputs.get("boxes").floats(),
          frame.width(),
          frame.height());
    }
  }
}
