package dev.reelframe.analyzer.text;

import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a line with the recogniser of PP-OCRv6 small: letters of Latin script, Chinese and
 * Japanese, digits and signs. For letters that it does not know, as of Cyrillic, Arabic or Hangul,
 * it gives mostly nothing, and sometimes ones that look alike.
 */
final class TextRecogniser {
  /** Catalogue name of the model. */
  static final String MODEL = "ppocr_rec";

  /** Height of the pictures it reads, pixels. */
  static final int HEIGHT = 48;

  /** Where the file keeps its letters, one a line. */
  private static final String LETTERS = "character";

  private static final int MIN_WIDTH = 32;

  private final OnnxModel model;

  /** Class 0 is the blank of CTC, the last one a space. */
  private final List<String> classes;

  TextRecogniser(OnnxModel model) {
    this.model = model;
    List<String> all = new ArrayList<>();
    all.add("");
    all.addAll(letters(model));
    all.add(" ");
    this.classes = List.copyOf(all);
    long given = model.outputs().getFirst().shape().getLast();
    if (given != classes.size()) {
      throw new ModelMismatch(
          "Model "
              + model.name()
              + " gives "
              + given
              + " classes and names "
              + classes.size()
              + ".");
    }
  }

  private static List<String> letters(OnnxModel model) {
    return model
        .metadata(LETTERS)
        .map(lines -> List.of(lines.split("\n")))
        .orElseThrow(() ->
            new ModelMismatch(
                "Model "
                    + model.name()
                    + " does not say which letters it knows (metadata \""
                    + LETTERS
                    + "\"): give the export of PP-OCR that does."));
  }

  /**
   * What was read, letter by letter.
   *
   * @param letters each a letter, a sign or a space
   * @param sureness probability of each, 0..1
   * @param at middle of each, pixels of the picture from the left
   */
  record Letters(List<String> letters, double[] sureness, double[] at) {
    int size() {
      return letters.size();
    }

    /** Positions in a picture that is so many times as wide. */
    Letters stretched(double times) {
      return new Letters(letters, sureness, Arrays.stream(at).map(x -> times * x).toArray());
    }

    Letters copy() {
      return new Letters(new ArrayList<>(letters), sureness.clone(), at.clone());
    }

    boolean isSpace(int i) {
      return letters.get(i).isBlank();
    }
  }

  /** Reads a picture of this height that holds one line. */
  Letters read(LumaImage line) {
    int width = Math.max(MIN_WIDTH, line.width());
    Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, 3, HEIGHT, width);
    FloatBuffer values = input.floats();
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < width; x++) {
          values.put((line.at(Math.min(x, line.width() - 1), y) / 255f - 0.5f) / 0.5f);
        }
      }
    }
    float[] steps = model.run(input).toFloats();
    return decode(steps, (double) width * classes.size() / steps.length);
  }

  /** Greedy: the likeliest class of each step, repeats merged, blanks dropped. */
  private Letters decode(float[] steps, double stepPx) {
    List<String> letters = new ArrayList<>();
    List<Double> sureness = new ArrayList<>();
    List<Double> at = new ArrayList<>();
    int before = 0;
    for (int step = 0; step < steps.length / classes.size(); step++) {
      int best = likeliest(steps, step * classes.size());
      double probability = steps[step * classes.size() + best];
      if (best != 0 && best == before) {
        if (probability > sureness.getLast()) {
          sureness.set(sureness.size() - 1, probability);
          at.set(at.size() - 1, (step + 0.5) * stepPx);
        }
      } else if (best != 0) {
        letters.add(classes.get(best));
        sureness.add(probability);
        at.add((step + 0.5) * stepPx);
      }
      before = best;
    }
    return new Letters(letters, array(sureness), array(at));
  }

  private int likeliest(float[] steps, int from) {
    int best = 0;
    float most = steps[from];
    for (int c = 1; c < classes.size(); c++) {
      if (steps[from + c] > most) {
        most = steps[from + c];
        best = c;
      }
    }
    return best;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
