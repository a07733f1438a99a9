package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.environment.AudioEnvironment;
import java.util.Collection;
import java.util.TreeMap;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * What the tags of sound say against speech. The voice detector takes some synthesizers and singing
 * for a voice; the tagger tells them apart, but only per second, and gives little for speech under
 * loud music. So both are weighed: odds of a voice, as the detector gives them around a moment,
 * times odds of speech against music, as the tags give them. Without music there is nothing to
 * weigh.
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

  private static final class Scores {
    double speech;
    double music;

    /** Share of speech in speech and music. */
    double share() {
      return music < MUSIC ? 1 : speech / (speech + music);
    }
  }

  private final TreeMap<Double, Scores> windows = new TreeMap<>();

  private MusicEvidence() {}

  /** No tags: nothing speaks against speech. */
  static MusicEvidence none() {
    return new MusicEvidence();
  }

  /** From the signal of {@code audio_environment}. */
  static MusicEvidence of(Table tags) {
    MusicEvidence evidence = new MusicEvidence();
    for (Row row : tags) {
      Scores scores = evidence.windows.computeIfAbsent(row.getDouble("time_s"), t -> new Scores());
      double score = row.getDouble("confidence");
      switch (row.getString("group")) {
        case "speech" -> scores.speech = Math.max(scores.speech, score);
        case "music", "singing" -> scores.music = Math.max(scores.music, score);
        default -> {}
      }
    }
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
    return logOdds(voice) + logOdds(share) + BIAS < 0;
  }

  private static double logOdds(double p) {
    double clipped = Math.clamp(p, LEAST, 1 - LEAST);
    return Math.log(clipped / (1 - clipped));
  }
}
