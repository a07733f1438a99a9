package dev.reelframe.analyzer.speech;

import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** The stretches of sound that an engine hears, and which of them together. */
final class TranscriptionChunks {
  /** Sound around a stretch that is heard too, seconds: words begin before voices are noticed. */
  private static final double MARGIN_S = 0.2;

  /** Stretches closer than this share a clip, seconds: a clip costs a whole window of 30 s. */
  private static final double NEAR_S = 1.5;

  /** A clip of several stretches fits one window of Whisper, seconds. */
  private static final double LONGEST_S = 29;

  /** Who speaks on without a pause is parted by then, seconds: memory stays bounded. */
  private static final double WITHOUT_PAUSE_S = 120;

  /** Clips handed to the engine together: so many, and so many seconds of them, at most. */
  private static final int BATCH = 16;

  private static final double BATCH_S = 480;

  private TranscriptionChunks() {}

  /** Stretches with their margins, those joined that are near and fit a window together. */
  static List<Interval> of(List<Interval> stretches) {
    List<Interval> out = new ArrayList<>();
    for (Interval stretch : stretches) {
      double start = Math.max(0, stretch.startS() - MARGIN_S);
      double end = stretch.endS() + MARGIN_S;
      Interval last = out.isEmpty() ? null : out.getLast();
      boolean touches = last != null && start <= last.endS();
      boolean joins =
          last != null && start - last.endS() < NEAR_S && end - last.startS() <= LONGEST_S;
      if (joins || touches) {
        out.set(out.size() - 1, new Interval(last.startS(), end));
      } else {
        out.add(new Interval(start, end));
      }
    }
    return out;
  }

  /**
   * Parts long clips where a voice is least probable.
   *
   * @param voices signal of {@code speech_activity}; without it they are parted by the clock
   */
  static List<Interval> parted(List<Interval> clips, Optional<Table> voices) {
    List<Interval> out = new ArrayList<>();
    for (Interval clip : clips) {
      double start = clip.startS();
      while (clip.endS() - start > WITHOUT_PAUSE_S) {
        Interval last = new Interval(start + WITHOUT_PAUSE_S / 2, start + WITHOUT_PAUSE_S);
        double cut = voices.map(v -> leastVoice(v, last)).orElse(last.endS());
        out.add(new Interval(start, cut));
        start = cut;
      }
      out.add(new Interval(start, clip.endS()));
    }
    return out;
  }

  /** Middle of the step with the lowest probability. */
  private static double leastVoice(Table voices, Interval within) {
    double[] probability = SpeechActivity.VoiceRow.probabilities(voices);
    double step = (double) VoiceDetector.STEP / VoiceDetector.RATE_HZ;
    int best = -1;
    for (int i = (int) Math.ceil(within.startS() / step);
        i < Math.min(probability.length, (int) (within.endS() / step));
        i++) {
      if (best < 0 || probability[i] < probability[best]) {
        best = i;
      }
    }
    return best < 0 ? within.endS() : (best + 0.5) * step;
  }

  /**
   * Clips that are heard together. What a batch holds depends on the clips of one video alone, so
   * that the text does not depend on what else runs.
   */
  static List<List<Interval>> batches(List<Interval> clips) {
    List<List<Interval>> out = new ArrayList<>();
    double seconds = Double.MAX_VALUE;
    for (Interval clip : clips) {
      if (seconds + clip.length() > BATCH_S || out.getLast().size() == BATCH) {
        out.add(new ArrayList<>());
        seconds = 0;
      }
      out.getLast().add(clip);
      seconds += clip.length();
    }
    return out;
  }
}
