package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.analyzer.environment.AudioEnvironment.WindowTag;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import tech.tablesaw.api.Table;

/**
 * What the tags of sound say against speech. The voice detector takes some synthesizers and singing
 * for a voice; the tagger tells them apart, but only per second, and gives little for speech under
 * loud music. So both are weighed: odds of a voice, as the detector gives them around a moment,
 * times odds of speech against music, as the tags give them. Without music there is nothing to
 * weigh.
 *
 * <p>Under loud music the tags give speech little, but where the same music gets nothing while no
 * voice is heard, that little is believed.
 *
 * <p>Tuned on speech over drawn music: at 10 dB above the music nine tenths and more stays, of a
 * drawn voice-like synthesizer alone a fifth or nothing.
 */
final class MusicEvidence {
  /** Score from which music is taken to be there. */
  private static final double MUSIC = 0.1;

  /** Windows count up to this far from a moment, seconds. */
  private static final double AROUND_S = 0.75;

  /** In favour of speech, in units of the natural logarithm of odds. */
  private static final double BIAS = 0.5;

  private static final double LEAST = 1e-3;

  /** Log odds of speech in music that the tagger knows for certain. */
  private static final double NOTHING = -6;

  /** Windows of such music without a voice that a clip must have; what speech adds to it. */
  private static final int FEWEST = 3;

  private static final double RISE = 1.3;

  /** Mean probability of a voice where there is none. */
  private static final double SILENT = 0.3;

  /** What speech that was noticed under loud music counts for. */
  private static final double HEARD = -1;

  private static final class Scores {
    double speech;
    double music;
    double singing;

    /** Share of speech in speech and music. */
    double share() {
      return music < MUSIC ? 1 : speech / (speech + music);
    }
  }

  private final TreeMap<Double, Scores> windows = new TreeMap<>();
  private double noticed = Double.POSITIVE_INFINITY;

  private MusicEvidence() {}

  /** No tags: nothing speaks against speech. */
  static MusicEvidence none() {
    return new MusicEvidence();
  }

  /**
   * From the signal of {@code audio_environment}.
   *
   * @param voice probabilities of a voice, one each {@code stepS} seconds
   */
  static MusicEvidence of(Table tags, double[] voice, double stepS) {
    MusicEvidence evidence = new MusicEvidence();
    for (WindowTag window : WindowTag.SCHEMA.read(tags)) {
      Scores scores = evidence.windows.computeIfAbsent(window.timeS(), t -> new Scores());
      double score = window.tag().confidence();
      switch (window.tag().group()) {
        case SPEECH -> scores.speech = Math.max(scores.speech, score);
        // laughter, cheering and applause sound like voices too
        case MUSIC, HUMAN, CROWD -> scores.music = Math.max(scores.music, score);
        case SINGING -> {
          scores.music = Math.max(scores.music, score);
          scores.singing = Math.max(scores.singing, score);
        }
        default -> {}
      }
    }
    evidence.noticed = evidence.noticed(voice, stepS);
    return evidence;
  }

  /**
   * Whether what sounds like a voice is music.
   *
   * @param voice probability of a voice around this moment, 0..1
   */
  boolean ratherMusic(double timeS, double voice) {
    Collection<Scores> around =
        windows
            .subMap(timeS - AudioEnvironment.WINDOW_S - AROUND_S, false, timeS + AROUND_S, true)
            .values();
    double share = around.stream().mapToDouble(Scores::share).average().orElse(1);
    double odds = logOdds(share);
    boolean sung = around.stream().anyMatch(w -> w.singing >= MUSIC);
    double counts = odds > noticed && !sung ? Math.max(odds, HEARD) : odds;
    return logOdds(voice) + counts + BIAS < 0;
  }

  /**
   * Log odds from which the tags tell of speech under loud music. Where the music gets no speech
   * score at all while no voice is heard, a little of it means much.
   */
  private double noticed(double[] voice, double stepS) {
    double[] alone =
        windows.entrySet().stream()
            .filter(w -> w.getValue().music >= MUSIC)
            .filter(w -> heard(voice, stepS, w.getKey()) < SILENT)
            .mapToDouble(w -> logOdds(w.getValue().share()))
            .sorted()
            .toArray();
    boolean known = alone.length >= FEWEST && alone[alone.length / 2] < NOTHING;
    return known ? NOTHING + RISE : Double.POSITIVE_INFINITY;
  }

  /** Mean probability of a voice in the window that begins at this time. */
  private static double heard(double[] voice, double stepS, double timeS) {
    int from = (int) Math.min(voice.length, timeS / stepS);
    int to = (int) Math.min(voice.length, (timeS + AudioEnvironment.WINDOW_S) / stepS);
    return Arrays.stream(voice, from, to).average().orElse(1);
  }

  private static double logOdds(double p) {
    double clipped = Math.clamp(p, LEAST, 1 - LEAST);
    return Math.log(clipped / (1 - clipped));
  }
}
