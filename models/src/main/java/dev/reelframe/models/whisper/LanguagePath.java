package dev.reelframe.models.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which language each voice speaks, all of them taken together: one utterance of a second seldom
 * tells its language, but most speakers keep to one and most clips have one. The likeliest path
 * through the languages (Viterbi), speaker by speaker.
 */
final class LanguagePath {
  /** Evidence against a language goes no further: the model is not that sure of a second. */
  private static final double FLOOR = Math.log(1e-3);

  /**
   * A speaker leaves their main language where another is so much likelier; the way back is free.
   */
  private static final double LEAVE = Math.log(20);

  /** A speaker has another main language than all voices together where it is so much likelier. */
  private static final double OTHER = Math.log(10);

  private LanguagePath() {}

  /**
   * @param speakers one number for each voice, in the order of time
   * @param scores probability of each language, for each voice
   * @return the language of each voice, an index
   */
  static int[] of(int[] speakers, List<double[]> scores) {
    int[] path = new int[speakers.length];
    if (speakers.length == 0) {
      return path;
    }
    double[][] logs = scores.stream().map(LanguagePath::logs).toArray(double[][]::new);
    double[] all = new double[logs[0].length];
    for (double[] voice : logs) {
      for (int l = 0; l < all.length; l++) {
        all[l] += voice[l];
      }
    }
    int main = best(all);
    Map<Integer, List<Integer>> turns = new HashMap<>();
    for (int i = 0; i < speakers.length; i++) {
      turns.computeIfAbsent(speakers[i], s -> new ArrayList<>()).add(i);
    }
    turns.values().forEach(voices -> follow(voices, logs, main, path));
    return path;
  }

  private static double[] logs(double[] probabilities) {
    return Arrays.stream(probabilities).map(p -> Math.max(FLOOR, Math.log(p))).toArray();
  }

  private static void follow(List<Integer> voices, double[][] logs, int common, int[] path) {
    int languages = logs[0].length;
    double[] sum = new double[languages];
    for (int l = 0; l < languages; l++) {
      for (int voice : voices) {
        sum[l] += logs[voice][l];
      }
      sum[l] -= l == common ? 0 : OTHER;
    }
    int main = best(sum);
    double[] value = new double[languages];
    Arrays.fill(value, -LEAVE);
    value[main] = 0;
    int[][] from = new int[voices.size()][languages];
    for (int i = 0; i < voices.size(); i++) {
      double[] next = new double[languages];
      int best = best(value);
      for (int l = 0; l < languages; l++) {
        double change = l == main ? 0 : LEAVE;
        from[i][l] = i > 0 && value[best] - change > value[l] ? best : l;
        next[l] = value[from[i][l]] - (from[i][l] == l ? 0 : change) + logs[voices.get(i)][l];
      }
      value = next;
    }
    int language = best(value);
    for (int i = voices.size() - 1; i >= 0; i--) {
      path[voices.get(i)] = language;
      language = from[i][language];
    }
  }

  static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
