package dev.reelframe.benchmarks.whisper;

import dev.reelframe.models.whisper.Transcription;
import dev.reelframe.models.whisper.TranscriptionRequest;
import dev.reelframe.models.whisper.Whisper;
import dev.reelframe.models.whisper.WhisperCounters;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a Whisper export takes on this machine, part by part: features and encoder per window of 30
 * s, the decoder's first pass per window, each further token. One thread, as the pipeline runs it.
 */
public final class WhisperSpeed {
  private static final int SECONDS = 28;

  private WhisperSpeed() {}

  /**
   * @param args folder of the export, and how often to measure
   */
  public static void main(String[] args) {
    int repeats = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    System.out.println(
        "clips_together,windows,tokens,wall_ms_per_window,encoder_ms_per_window,"
            + "prompt_ms_per_window,ms_per_token,other_ms_per_window,real_time_factor");
    for (int together : new int[] {1, 4, 8}) {
      try (Whisper whisper =
          Whisper.open(Path.of(args[0]), Whisper.Options.standard().maxBatch(together))) {
        measure(whisper, together, 2);
        measure(whisper, together, repeats).print(System.out);
      }
    }
  }

  /** What some windows took, nanoseconds. */
  private record Cost(int together, WhisperCounters before, WhisperCounters after, long wall) {
    private double perWindow(long nanos) {
      return nanos / 1e6 / (after.windows() - before.windows());
    }

    void print(PrintStream out) {
      long windows = after.windows() - before.windows();
      long tokens = after.tokens() - before.tokens();
      long encode = after.encodeNanos() - before.encodeNanos();
      long prompt = after.promptNanos() - before.promptNanos();
      long steps = after.stepNanos() - before.stepNanos();
      out.printf(
          Locale.ROOT,
          "%d,%d,%d,%.2f,%.2f,%.3f,%.4f,%.2f,%.5f%n",
          together,
          windows,
          tokens,
          perWindow(wall),
          perWindow(encode),
          perWindow(prompt),
          steps / 1e6 / tokens,
          perWindow(wall - encode - prompt - steps),
          wall / 1e9 / (windows * 30.0));
    }
  }

  private static Cost measure(Whisper whisper, int together, int repeats) {
    List<float[]> clips = new ArrayList<>();
    for (int i = 0; i < together; i++) {
      clips.add(sound(i));
    }
    // Without timestamps a clip is one window, and random weights go on to many tokens.
    TranscriptionRequest request = TranscriptionRequest.greedy().timestamps(false).language("en");
    WhisperCounters before = whisper.counters();
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      List<Transcription> texts = whisper.transcribeAll(clips, request);
      if (texts.size() != together) {
        throw new IllegalStateException("a clip has no text");
      }
    }
    return new Cost(together, before, whisper.counters(), System.nanoTime() - start);
  }

  private static float[] sound(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[SECONDS * 16_000];
    for (int i = 0; i < samples.length; i++) {
      double t = i / 16_000.0;
      samples[i] =
          (float)
              (0.3 * Math.sin(2 * Math.PI * (150 + 40 * Math.sin(3 * t + seed)) * t)
                  + 0.02 * (random.nextDouble() - 0.5));
    }
    return samples;
  }
}
