package dev.reelframe.analyzer.djl;

import ai.djl.modality.Classifications;
import ai.djl.modality.audio.Audio;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.output.BoundingBox;
import ai.djl.modality.cv.output.CategoryMask;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Joints;
import ai.djl.modality.cv.output.Rectangle;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Translators that need no arithmetic of an engine, as one writes them for ONNX Runtime alone. */
final class Translators {
  private Translators() {}

  private static <I, O> Translator<I, O> of(
      BiFunction<TranslatorContext, I, NDArray> before, Function<NDList, O> after) {
    return new NoBatchifyTranslator<>() {
      @Override
      public NDList processInput(TranslatorContext context, I input) {
        return new NDList(before.apply(context, input));
      }

      @Override
      public O processOutput(TranslatorContext context, NDList output) {
        return after.apply(output);
      }
    };
  }

  /** RGB values 0..255 of a picture stretched to a square, pixel by pixel. */
  private static int[] rgb(Image image, int side) {
    BufferedImage small = (BufferedImage) image.resize(side, side, false).getWrappedImage();
    int[] values = new int[side * side * 3];
    for (int i = 0; i < side * side; i++) {
      int pixel = small.getRGB(i % side, i / side);
      values[3 * i] = pixel >> 16 & 0xFF;
      values[3 * i + 1] = pixel >> 8 & 0xFF;
      values[3 * i + 2] = pixel & 0xFF;
    }
    return values;
  }

  private static NDArray floats(
      TranslatorContext context, Image image, int side, float scale, float offset) {
    int[] values = rgb(image, side);
    FloatBuffer floats = FloatBuffer.allocate(values.length);
    for (int value : values) {
      floats.put(value * scale + offset);
    }
    return context.getNDManager().create(floats.flip(), new Shape(1, side, side, 3));
  }

  /** SSD-MobileNet: the surest box of each frame. */
  static Translator<Image, DetectedObjects> ssd(List<String> labels) {
    return of(
        (context, image) -> floats(context, image, 300, 1 / 127.5f, -1),
        out -> {
          float[] scores = out.get(0).toFloatArray();
          float[] boxes = out.get(1).toFloatArray();
          int best = 1;
          for (int i = 0; i < scores.length; i++) {
            best = i % labels.size() > 0 && scores[i] > scores[best] ? i : best;
          }
          int anchor = best / labels.size();
          float x = boxes[4 * anchor];
          float y = boxes[4 * anchor + 1];
          BoundingBox box =
              new Rectangle(x, y, boxes[4 * anchor + 2] - x, boxes[4 * anchor + 3] - y);
          return new DetectedObjects(
              List.of(labels.get(best % labels.size())),
              List.of((double) scores[best]),
              List.of(box));
        });
  }

  /** MoveNet: 17 joints of one body. */
  static Translator<Image, Joints> movenet() {
    return of(
        (context, image) ->
            context
                .getNDManager()
                .create(IntBuffer.wrap(rgb(image, 192)), new Shape(1, 192, 192, 3)),
        out -> {
          float[] yxs = out.get(0).toFloatArray();
          List<Joints.Joint> joints = new ArrayList<>();
          for (int i = 0; i < yxs.length; i += 3) {
            joints.add(new Joints.Joint(yxs[i + 1], yxs[i], yxs[i + 2]));
          }
          return new Joints(joints);
        });
  }

  /** Selfie segmentation: person or not. */
  static Translator<Image, CategoryMask> selfie() {
    return of(
        (context, image) -> floats(context, image, 256, 1 / 255f, 0),
        out -> {
          float[] p = out.get(0).toFloatArray();
          int[][] mask = new int[256][256];
          for (int i = 0; i < p.length; i++) {
            mask[i / 256][i % 256] = p[i] > 0.5f ? 1 : 0;
          }
          return new CategoryMask(List.of("background", "person"), mask);
        });
  }

  private static NDArray three(TranslatorContext context, double a, double b, double c) {
    float[] values = {(float) a / 2, (float) b / 2, (float) c / 2};
    return context.getNDManager().create(FloatBuffer.wrap(values), new Shape(1, 3));
  }

  /** The larger of the first two of three numbers. */
  private static Function<NDList, Classifications> larger(String first, String second) {
    return out -> {
      float[] y = out.get(0).toFloatArray();
      return new Classifications(List.of(first, second), List.of((double) y[0], (double) y[1]));
    };
  }

  /** The doubler: red or blue, by the share of each. */
  static Translator<Image, Classifications> hue() {
    return of(
        (context, image) -> {
          int[] rgb = rgb(image, 8);
          double red = 0;
          double blue = 0;
          for (int i = 0; i < rgb.length; i += 3) {
            red += rgb[i];
            blue += rgb[i + 2];
          }
          return three(context, red / (red + blue), blue / (red + blue), 0);
        },
        larger("red", "blue"));
  }

  /** The doubler: loud or quiet, by the peak. */
  static Translator<Audio, Classifications> loudness() {
    return of(
        (context, sound) -> {
          double peak = 0;
          for (float sample : sound.getData()) {
            peak = Math.max(peak, Math.abs(sample));
          }
          return three(context, peak > 0.1 ? 1 : 0, peak > 0.1 ? 0 : 1, 0);
        },
        larger("loud", "quiet"));
  }

  /** The doubler: a question or not. */
  static Translator<String, Classifications> question() {
    return of(
        (context, text) ->
            three(context, text.endsWith("?") ? 0.9 : 0.2, text.endsWith("?") ? 0.1 : 0.8, 0),
        larger("question", "statement"));
  }
}
