package dev.reelframe.analyzer.environment;

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
 * YAMNet: scores of 521 classes of AudioSet for 0.975 s of sound. The scores are independent of
 * each other and do not add up to 1.
 */
final class SoundTagger {
  static final String MODEL = "yamnet";
  static final int RATE_HZ = 16_000;

  /** Samples of one window: 96 frames of {@link LogMel}. */
  static final int WINDOW = 15_600;

  private static final int FRAMES = 96;

  private final OnnxModel model;
  private final ModelUse use;
  private final List<String> labels;
  private final LogMel features = new LogMel();
  private final float[] patch = new float[FRAMES * LogMel.BANDS];
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, FRAMES, LogMel.BANDS);
  private final float[] scores;

  private SoundTagger(OnnxModel model, ModelFiles files) {
    this.model = model;
    this.use = new ModelUse(MODEL, files.modelSha256());
    this.labels = files.labels();
    this.scores = new float[labels.size()];
  }

  static SoundTagger of(ModelAccess models) {
    return new SoundTagger(models.get(MODEL), models.files(MODEL));
  }

  ModelUse use() {
    return use;
  }

  /** Display names of the classes, in the order of the scores. */
  List<String> labels() {
    return labels;
  }

  /**
   * Scores 0..1 of the classes; valid until the next call.
   *
   * @param samples {@value #WINDOW} of them, -1..1; what is not a number counts as silence
   */
  float[] of(float[] samples) {
    for (int frame = 0; frame < FRAMES; frame++) {
      features.frame(samples, frame * LogMel.HOP, patch, frame * LogMel.BANDS);
    }
    input.floats().put(0, patch);
    try (Outputs outputs = model.runResident(Map.of(model.inputs().getFirst().name(), input))) {
      outputs.get(model.outputs().getFirst().name()).floats().get(0, scores);
    }
    return scores;
  }
}
