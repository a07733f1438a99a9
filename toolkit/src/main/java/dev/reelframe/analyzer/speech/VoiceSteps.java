package dev.reelframe.analyzer.speech;

import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/** Voice and silence inside stretches of speech, from the probabilities of each 32 ms. */
final class VoiceSteps {
  private static final double STEP_S = (double) VoiceDetector.STEP / VoiceDetector.RATE_HZ;
  private final double[] probability;

  VoiceSteps(Table signal) {
    probability = SpeechActivity.VoiceRow.probabilities(signal);
  }

  private boolean voice(int step) {
    return probability[step] >= SpeechRate.VOICE;
  }

  private int step(double timeS) {
    return Math.clamp(Math.round(timeS / STEP_S), 0, probability.length);
  }

  /** Seconds of voice. */
  double voicedS(Interval stretch) {
    int count = 0;
    for (int i = step(stretch.startS()); i < step(stretch.endS()); i++) {
      count += voice(i) ? 1 : 0;
    }
    return count * STEP_S;
  }

  /** Silences inside a stretch of at least this length. */
  List<Interval> silences(Interval stretch, double leastS) {
    List<Interval> out = new ArrayList<>();
    int end = step(stretch.endS());
    for (int i = step(stretch.startS()); i < end; i++) {
      int from = i;
      while (i < end && !voice(i)) {
        i++;
      }
      // A silence that reaches an edge is the stretch's own margin.
      if (i < end && from > step(stretch.startS()) + 1 && (i - from) * STEP_S >= leastS) {
        out.add(new Interval(from * STEP_S, i * STEP_S));
      }
    }
    return out;
  }
}
