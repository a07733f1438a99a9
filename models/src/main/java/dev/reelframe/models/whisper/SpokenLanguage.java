package dev.reelframe.models.whisper;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How likely each language is, of a whole window or of the voices in it one by one: one pass over
 * the start token alone. Of a voice the decoder sees its own hidden states and those of silence
 * around it, so a window is encoded once however many voices it holds.
 */
final class SpokenLanguage {
  /** Positions of the encoder per second. */
  private static final int POSITIONS_PER_S = 50;

  private final Encoder encoder;
  private final Decoder decoder;
  private final WhisperConfig config;
  private final MelFilters filters;
  private final Silence silence;
  private final int maxBatch;
  private final List<String> codes;

  SpokenLanguage(
      Encoder encoder,
      Decoder decoder,
      WhisperConfig config,
      MelFilters filters,
      Silence silence,
      int maxBatch) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.config = config;
    this.filters = filters;
    this.silence = silence;
    this.maxBatch = maxBatch;
    this.codes = List.copyOf(config.languages().keySet());
  }

  /** Hidden states of a silent window, encoded once per model. */
  static final class Silence {
    private float[] states;

    private synchronized float[] states(Encoder encoder, MelFilters filters) {
      if (states == null) {
        float[] features = new float[filters.mels() * MelSpectrogram.WINDOW_FRAMES];
        MelSpectrogram.of(filters, new float[0]).window(0, features, 0);
        try (EncodedWindows encoded = encoder.encode(features, 1)) {
          FloatBuffer values = encoded.values();
          float[] read = new float[values.remaining()];
          values.get(read);
          states = read;
        }
      }
      return states;
    }
  }

  /** Codes of the languages, in the order of the probabilities. */
  List<String> codes() {
    return codes;
  }

  /** Probabilities of the languages in some windows. */
  double[][] ofWindows(EncodedWindows windows, int[] rows) {
    int[][] starts = new int[rows.length][];
    Arrays.fill(starts, new int[] {config.start()});
    try (Decoder.Pass pass = decoder.begin(windows, rows, starts)) {
      return probabilities(pass.lastLogits());
    }
  }

  /**
   * Probabilities of the languages for each voice of a window.
   *
   * @param voices seconds from the start of the window; of those behind it nothing is known, all
   *     languages are as likely
   */
  double[][] ofVoices(EncodedWindows windows, int row, List<SpeechInput.Voice> voices) {
    float[] silent = silence.states(encoder, filters);
    FloatBuffer states = windows.values();
    double[][] found = new double[voices.size()][];
    for (int from = 0; from < voices.size(); from += maxBatch) {
      int count = Math.min(maxBatch, voices.size() - from);
      float[] alone = new float[count * silent.length];
      for (int i = 0; i < count; i++) {
        System.arraycopy(silent, 0, alone, i * silent.length, silent.length);
        paste(states, row, voices.get(from + i), windows, alone, i * silent.length);
      }
      double[][] some = probabilities(decoder.behindStart(alone, count, windows.positions()));
      System.arraycopy(some, 0, found, from, count);
    }
    for (int i = 0; i < found.length; i++) {
      if (voices.get(i).startS() * POSITIONS_PER_S >= windows.positions() - 1) {
        Arrays.fill(found[i], 1.0 / codes.size());
      }
    }
    return found;
  }

  /** Probabilities of the languages for sounds of up to 30 s, each encoded alone. */
  double[][] ofSounds(List<float[]> sounds) {
    double[][] found = new double[sounds.size()][];
    int size = filters.mels() * MelSpectrogram.WINDOW_FRAMES;
    for (int from = 0; from < found.length; from += maxBatch) {
      int count = Math.min(maxBatch, found.length - from);
      float[] features = new float[count * size];
      for (int i = 0; i < count; i++) {
        MelSpectrogram.of(filters, sounds.get(from + i)).window(0, features, i * size);
      }
      try (EncodedWindows encoded = encoder.encode(features, count)) {
        double[][] some = ofWindows(encoded, IntStream.range(0, count).toArray());
        System.arraycopy(some, 0, found, from, count);
      }
    }
    return found;
  }

  private static void paste(
      FloatBuffer states,
      int row,
      SpeechInput.Voice voice,
      EncodedWindows windows,
      float[] into,
      int offset) {
    int positions = windows.positions();
    int width = windows.width();
    int first = Math.clamp((int) (voice.startS() * POSITIONS_PER_S), 0, positions);
    int end = Math.clamp((int) Math.ceil(voice.endS() * POSITIONS_PER_S), first, positions);
    states.get(
        (row * positions + first) * width, into, offset + first * width, (end - first) * width);
  }

  private double[][] probabilities(float[][] logits) {
    double[][] out = new double[logits.length][codes.size()];
    for (int i = 0; i < logits.length; i++) {
      float[] scores = new float[codes.size()];
      for (int l = 0; l < scores.length; l++) {
        scores[l] = logits[i][config.languages().get(codes.get(l))];
      }
      double total = LogitMath.logSumExp(scores, 0, scores.length);
      for (int l = 0; l < scores.length; l++) {
        out[i][l] = Math.exp(scores[l] - total);
      }
    }
    return out;
  }
}
