package dev.reelframe.models.whisper;

import dev.reelframe.models.ModelMismatch;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * When each token of a window was spoken, from the cross attention of the heads that follow the
 * speech: normalised over the tokens, smoothed over time, averaged over the heads, then the
 * cheapest monotone path through it by dynamic time warping (Giorgino 2009; as openai-whisper's
 * timing.py).
 */
final class WordAlignment {
  private final WhisperConfig config;

  WordAlignment(WhisperConfig config) {
    this.config = config;
  }

  /**
   * @param attention by layer, each [heads][tokens][positions]
   * @param tokens of the whole sequence: prompt, text, end
   * @param prompt tokens before the text, {@code <|notimestamps|>} the last of them
   * @param frames feature frames of the window that hold audio
   * @return for each text token and the end token the second in the window at which it starts
   */
  double[] starts(Map<Integer, FloatBuffer> attention, int tokens, int prompt, int frames) {
    int positions =
        attention.values().iterator().next().capacity() / config.decoderHeads() / tokens;
    int audible = Math.clamp(frames / 2, 1, positions);
    double[][] mean = new double[tokens][audible];
    List<List<Integer>> heads = heads();
    for (List<Integer> head : heads) {
      FloatBuffer layer = attention.get(head.get(0));
      if (layer == null) {
        throw new ModelMismatch("the export gives no cross attention of layer " + head.get(0));
      }
      double[][] weights = read(layer, head.get(1), tokens, positions, audible);
      normalise(weights);
      for (int t = 0; t < tokens; t++) {
        double[] smooth = median(weights[t], config.medianWidth());
        for (int p = 0; p < audible; p++) {
          mean[t][p] -= smooth[p] / heads.size();
        }
      }
    }
    // row t attends while token t + 1 is written: the last prompt token belongs to the first word
    int[] first = firstPositions(Arrays.copyOfRange(mean, prompt - 1, tokens - 1));
    return Arrays.stream(first).mapToDouble(p -> p * Segmenter.TIMESTAMP_S).toArray();
  }

  /** The model's alignment heads; all of the upper half of the layers where it names none. */
  private List<List<Integer>> heads() {
    if (!config.alignmentHeads().isEmpty()) {
      return config.alignmentHeads();
    }
    List<List<Integer>> upper = new java.util.ArrayList<>();
    for (int layer = config.decoderLayers() / 2; layer < config.decoderLayers(); layer++) {
      for (int head = 0; head < config.decoderHeads(); head++) {
        upper.add(List.of(layer, head));
      }
    }
    return upper;
  }

  /** One head's weights, made to sum to 1 over the audible part of the window. */
  private static double[][] read(
      FloatBuffer layer, int head, int tokens, int positions, int audible) {
    double[][] weights = new double[tokens][audible];
    for (int t = 0; t < tokens; t++) {
      double sum = 0;
      for (int p = 0; p < audible; p++) {
        weights[t][p] = layer.get((head * tokens + t) * positions + p);
        sum += weights[t][p];
      }
      for (int p = 0; p < audible && sum > 0; p++) {
        weights[t][p] /= sum;
      }
    }
    return weights;
  }

  /** Zero mean and unit deviation over the tokens, position by position. */
  private static void normalise(double[][] weights) {
    int tokens = weights.length;
    for (int p = 0; p < weights[0].length; p++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : weights) {
        sum += row[p];
      }
      double mean = sum / tokens;
      for (double[] row : weights) {
        squares += (row[p] - mean) * (row[p] - mean);
      }
      double deviation = Math.sqrt(squares / tokens);
      for (double[] row : weights) {
        row[p] = deviation > 0 ? (row[p] - mean) / deviation : 0;
      }
    }
  }

  /** Running median, the row mirrored at its ends; a row shorter than that stays as it is. */
  static double[] median(double[] row, int width) {
    int side = width / 2;
    if (row.length <= side) {
      return row.clone();
    }
    double[] out = new double[row.length];
    double[] near = new double[width];
    for (int p = 0; p < row.length; p++) {
      for (int k = -side; k <= side; k++) {
        int i = Math.abs(p + k);
        near[k + side] = row[i < row.length ? i : 2 * (row.length - 1) - i];
      }
      Arrays.sort(near);
      out[p] = near[side];
    }
    return out;
  }

  /**
   * The cheapest path from the first to the last corner in steps of one token, one position or
   * both.
   *
   * @return the first position of each token on the path
   */
  static int[] firstPositions(double[][] cost) {
    int tokens = cost.length;
    int positions = cost[0].length;
    double[][] total = new double[tokens + 1][positions + 1];
    byte[][] step = new byte[tokens + 1][positions + 1];
    for (double[] row : total) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    total[0][0] = 0;
    for (int p = 1; p <= positions; p++) {
      for (int t = 1; t <= tokens; t++) {
        double both = total[t - 1][p - 1];
        double token = total[t - 1][p];
        double time = total[t][p - 1];
        if (both < token && both < time) {
          total[t][p] = cost[t - 1][p - 1] + both;
          step[t][p] = 0;
        } else if (token < both && token < time) {
          total[t][p] = cost[t - 1][p - 1] + token;
          step[t][p] = 1;
        } else {
          total[t][p] = cost[t - 1][p - 1] + time;
          step[t][p] = 2;
        }
      }
    }
    return trace(step, tokens, positions);
  }

  private static int[] trace(byte[][] step, int tokens, int positions) {
    int[] first = new int[tokens];
    int t = tokens;
    int p = positions;
    while (t > 0 || p > 0) {
      if (t > 0) {
        first[t - 1] = Math.max(0, p - 1);
      }
      // along the edges there is one way back only
      int move = t == 0 ? 2 : p == 0 ? 1 : step[t][p];
      t -= move == 2 ? 0 : 1;
      p -= move == 1 ? 0 : 1;
    }
    return first;
  }
}
