package dev.reelframe.models.whisper;

import java.util.Arrays;
import java.util.List;

/**
 * A clip and where in it voices sound.
 *
 * @param mono16k samples at 16 kHz, nominally in [-1, 1]
 * @param voices in the order of time; empty where nothing is known about them
 */
public record SpeechInput(float[] mono16k, List<Voice> voices) {

  /**
   * A stretch in which a voice sounds.
   *
   * @param startS seconds from the start of the clip
   * @param endS seconds from the start of the clip
   * @param speaker voices of one number sound like one speaker
   */
  public record Voice(double startS, double endS, int speaker) {
    public Voice {
      if (!(0 <= startS && startS < endS)) {
        throw new IllegalArgumentException("a voice from " + startS + " to " + endS + " s");
      }
    }

    private Voice within(double fromS, double toS) {
      return new Voice(Math.max(startS, fromS) - fromS, Math.min(endS, toS) - fromS, speaker);
    }
  }

  public SpeechInput {
    voices = List.copyOf(voices);
  }

  /** A clip of which nothing is known. */
  public static SpeechInput of(float[] mono16k) {
    return new SpeechInput(mono16k, List.of());
  }

  double durationS() {
    return (double) mono16k.length / SpeechRecognizer.SAMPLE_RATE_HZ;
  }

  /** A part of the clip, its voices cut to it; times count from its start. */
  SpeechInput part(double fromS, double toS) {
    int from = sample(fromS);
    int to = Math.max(from, sample(toS));
    double startS = (double) from / SpeechRecognizer.SAMPLE_RATE_HZ;
    double endS = (double) to / SpeechRecognizer.SAMPLE_RATE_HZ;
    List<Voice> inside =
        voices.stream()
            .filter(v -> Math.max(v.startS, startS) < Math.min(v.endS, endS))
            .map(v -> v.within(startS, endS))
            .toList();
    return new SpeechInput(Arrays.copyOfRange(mono16k, from, to), inside);
  }

  /** The nearest sample, cut to the clip. */
  int sample(double timeS) {
    return (int) Math.clamp(Math.round(timeS * SpeechRecognizer.SAMPLE_RATE_HZ), 0, mono16k.length);
  }

  /**
   * Borders of the runs of voices that share a key, seconds: 0, the middle of each pause in which
   * the key changes, the end.
   *
   * @param keys one for each voice
   */
  double[] borders(int[] keys) {
    double[] borders = new double[Math.max(1, voices.size()) + 1];
    int count = 1;
    for (int i = 1; i < keys.length; i++) {
      if (keys[i] != keys[i - 1]) {
        borders[count++] = (voices.get(i - 1).endS + voices.get(i).startS) / 2;
      }
    }
    borders[count++] = durationS();
    return Arrays.copyOf(borders, count);
  }
}
