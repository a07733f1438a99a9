package dev.reelframe.analyzer.text;

import dev.reelframe.models.ElementType;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Reads a line with the English recogniser of PaddleOCR. It knows letters, digits and signs of
 * ASCII only: umlauts come out as something else.
 */
final class CtcReader {
  /** Catalogue name of the model. */
  static final String MODEL = "ppocr_en_recognition";

  private static final int HEIGHT = 32;
  private static final int CLASSES = 97;
  private static final int SPACE = 96;

  private final OnnxModel model;
  private final List<String> labels;

  CtcReader(OnnxModel model, List<String> labels) {
    this.model = model;
    this.labels = labels;
  }

  /**
   * A line, letter by letter, without its blanks.
   *
   * @param letters what stands there
   * @param sureness probability of each letter, 0..1
   * @param blank highest probability of a blank between a letter and the one before it, 0..1
   * @param gap distance of each letter from the one before it, in line heights
   */
  record Letters(String letters, double[] sureness, double[] blank, double[] gap) {

    /** Mean probability of the letters, 0..1. */
    double confidence() {
      return Arrays.stream(sureness).average().orElse(0);
    }
  }

  /** Reads a crop that holds one line, dark on light or light on dark. */
  Letters read(Luma line) {
    int width = Math.max(HEIGHT, (int) Math.round((double) line.width() * HEIGHT / line.height()));
    Luma scaled = line.part(new Box(0, 0, line.width(), line.height()), width, HEIGHT);
    Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, 3, HEIGHT, width);
    FloatBuffer values = input.floats();
    for (int channel = 0; channel < 3; channel++) {
      for (byte value : scaled.data()) {
        values.put(((value & 0xff) / 255f - 0.5f) / 0.5f);
      }
    }
    float[] steps = model.run(input).toFloats();
    return decode(steps, (double) width / HEIGHT / (steps.length / CLASSES));
  }

  /** Greedy: the likeliest class of each step, repeats merged, empty steps dropped. */
  private Letters decode(float[] steps, double heightsPerStep) {
    StringBuilder text = new StringBuilder();
    DoubleStream.Builder sureness = DoubleStream.builder();
    DoubleStream.Builder blanks = DoubleStream.builder();
    DoubleStream.Builder gaps = DoubleStream.builder();
    double blank = 0;
    int before = 0;
    int last = 0;
    for (int step = 0; step < steps.length / CLASSES; step++) {
      int best = likeliest(steps, step);
      blank = Math.max(blank, steps[step * CLASSES + SPACE]);
      if (best != 0 && best != SPACE && best != before) {
        text.append(labels.get(best - 1));
        sureness.add(steps[step * CLASSES + best]);
        blanks.add(blank);
        gaps.add((step - last) * heightsPerStep);
        last = step;
        blank = 0;
      }
      before = best;
    }
    return new Letters(
        text.toString(),
        sureness.build().toArray(),
        blanks.build().toArray(),
        gaps.build().toArray());
  }

  private static int likeliest(float[] steps, int step) {
    int best = 0;
    for (int c = 1; c < CLASSES; c++) {
      if (steps[step * CLASSES + c] > steps[step * CLASSES + best]) {
        best = c;
      }
    }
    return best;
  }
}
