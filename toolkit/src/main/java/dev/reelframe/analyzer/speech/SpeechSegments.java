package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.speech.SpeechActivity.SpeechRow;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/** Gathers the probabilities of {@link SpeechActivity} into stretches. */
final class SpeechSegments {
  /** Seconds from one probability to the next. */
  static final double STEP_S = (double) VoiceDetector.STEP / VoiceDetector.RATE_HZ;

  /**
   * How much later than it begins a voice is noticed, seconds: a step becomes probable once most of
   * it is voice, and Silero's authors pad by as much.
   */
  private static final double LEAD_S = 0.03;

  /** Steps in a second: how far around a step {@link #around} looks. */
  private static final int AROUND = (int) (1 / STEP_S);

  /** While a voice sounds, the probability is above this, save for short dips. */
  private static final double SURE = 0.8;

  /** Steps at the end of a stretch that may be the model's memory: 160 ms. */
  private static final int ECHO = 5;

  /** Steps from {@code first} to before {@code end}. */
  private record Stretch(int first, int end) {}

  private final double[] probability;
  private final MusicEvidence evidence;
  private final SpeechActivity settings;

  SpeechSegments(Table signal, MusicEvidence evidence, SpeechActivity settings) {
    this.probability = SpeechActivity.VoiceRow.probabilities(signal);
    this.evidence = evidence;
    this.settings = settings;
  }

  Table table(double soundS) {
    double end = soundS > 0 ? soundS : probability.length * STEP_S;
    RowWriter<SpeechRow> rows = SpeechRow.SCHEMA.rows();
    for (Stretch s : joined(stretches())) {
      double start = Math.max(0, s.first * STEP_S - LEAD_S);
      double stop = Math.min(end, s.end * STEP_S);
      if (stop - start >= settings.shortestS() && start < stop) {
        rows.add(new SpeechRow(start, stop, mean(s)));
      }
    }
    return rows.table();
  }

  /** Hysteresis; a stretch ends after its last step that would also begin one. */
  private List<Stretch> stretches() {
    List<Stretch> out = new ArrayList<>();
    int first = -1;
    int end = -1;
    for (int i = 0; i < probability.length; i++) {
      boolean voice =
          probability[i] >= (first < 0 ? settings.from() : settings.to())
              && !evidence.ratherMusic((i + 0.5) * STEP_S, around(i));
      if (voice && probability[i] >= settings.from()) {
        first = first < 0 ? i : first;
        end = i + 1;
      } else if (!voice && first >= 0) {
        out.add(new Stretch(first, trimmed(first, end)));
        first = -1;
      }
    }
    if (first >= 0) {
      out.add(new Stretch(first, trimmed(first, end)));
    }
    return out;
  }

  /**
   * The model remembers: its probability falls only some steps after the voice ended. A short word
   * stays long enough to count.
   */
  private int trimmed(int first, int end) {
    int last = end;
    while ((last - 1 - first) * STEP_S >= Math.max(STEP_S, settings.shortestS())
        && end - last < ECHO
        && probability[last - 1] < SURE) {
      last--;
    }
    return last;
  }

  /** Mean probability of the steps within a second that sound like a voice at all. */
  private double around(int step) {
    double sum = 0;
    int count = 0;
    for (int i = Math.max(0, step - AROUND);
        i <= Math.min(probability.length - 1, step + AROUND);
        i++) {
      if (probability[i] >= settings.to()) {
        sum += probability[i];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private List<Stretch> joined(List<Stretch> parts) {
    List<Stretch> out = new ArrayList<>();
    for (Stretch next : parts) {
      if ((next.end - next.first) * STEP_S < settings.shortestS()) {
        continue;
      }
      Stretch last = out.isEmpty() ? null : out.getLast();
      if (last != null && (next.first - last.end) * STEP_S - LEAD_S < settings.pauseS()) {
        out.set(out.size() - 1, new Stretch(last.first, next.end));
      } else {
        out.add(next);
      }
    }
    return out;
  }

  private double mean(Stretch s) {
    double sum = 0;
    for (int i = s.first; i < s.end; i++) {
      sum += probability[i];
    }
    return sum / (s.end - s.first);
  }
}
