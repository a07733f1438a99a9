package dev.reelframe.analyzer.speech;

import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Outputs;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Silero VAD over one stream of 16 kHz sound: the probability of speech in each 32 ms, from these,
 * the 4 ms before them and the state that the model carries on.
 */
final class VoiceDetector {
  static final String MODEL = "silero_vad";
  static final int RATE_HZ = 16_000;

  /** Samples of one step. */
  static final int STEP = 512;

  private static final int CONTEXT = 64;
  private static final int STATE = 2 * 128;

  private final OnnxModel model;
  private final ModelUse use;
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, CONTEXT + STEP);
  private final Tensor state = Tensor.allocate(ElementType.FLOAT32, 2, 1, 128);
  private final Tensor rate = Tensor.longs(new long[] {RATE_HZ});
  private final float[] carried = new float[STATE];
  private final float[] window = new float[CONTEXT + STEP];

  private VoiceDetector(OnnxModel model, ModelUse use) {
    this.model = model;
    this.use = use;
  }

  static VoiceDetector of(ModelAccess models) {
    return new VoiceDetector(
        models.get(MODEL), new ModelUse(MODEL, models.files(MODEL).modelSha256()));
  }

  ModelUse use() {
    return use;
  }

  /**
   * The probability of speech in the next {@value #STEP} samples, 0..1; samples that are not
   * numbers count as silence.
   */
  double next(float[] samples) {
    System.arraycopy(window, STEP, window, 0, CONTEXT);
    for (int i = 0; i < STEP; i++) {
      window[CONTEXT + i] = Float.isFinite(samples[i]) ? samples[i] : 0;
    }
    input.floats().put(0, window);
    FloatBuffer memory = state.floats();
    try (Outputs outputs = model.runResident(Map.of("input", input, "state", state, "sr", rate))) {
      outputs.get("stateN").floats().get(0, carried);
      memory.put(0, carried);
      return outputs.get("output").floats().get(0);
    }
  }
}
