package dev.reelframe.benchmarks.truth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Speech, music and effects at known times. */
final class Soundtrack {
  static final int RATE = 44_100;

  /** Level of speech, root mean square of its loud parts. */
  private static final double SPEECH = 0.11;

  /** A break in the voice that is as long parts two phrases, seconds. */
  private static final double PAUSE_S = 0.3;

  final float[] samples;
  final List<Map<String, Object>> speech = new ArrayList<>();
  final List<Map<String, Object>> sounds = new ArrayList<>();
  Map<String, Object> music;
  private final Recipe recipe;
  private final Random random;
  private final double seconds;

  Soundtrack(Recipe recipe, double seconds, Random random) {
    this.recipe = recipe;
    this.random = random;
    this.seconds = seconds;
    samples = new float[(int) (seconds * RATE)];
  }

  void make(Ffmpeg ffmpeg, String media) throws IOException {
    float[][] voices = {
      ffmpeg.sound(media + "/jfk.wav", 0, 20, RATE),
      ffmpeg.sound(media + "/librispeech_84-121550-0000.flac", 0, 30, RATE),
      ffmpeg.sound(media + "/bench49.mp4", 46.1, 1.4, RATE)
    };
    double at = 0.4 + 1.5 * random.nextDouble();
    for (int i = random.nextInt(3); at < seconds - 2.5; i++) {
      at = say(voices[i % 3], at) + 0.6 + 2.5 * random.nextDouble();
    }
    if (recipe.bpm() > 0) {
      double start = random.nextBoolean() ? 0 : 1.5 * random.nextDouble();
      double end = seconds * (0.6 + 0.4 * random.nextDouble());
      float[] tune = new float[samples.length];
      new Music(tune, RATE, random).play(recipe.beat(), recipe.bpm(), start, end);
      double gain = SPEECH * Math.pow(10, recipe.musicDb() / 20) / loud(tune, start, end);
      double step = random.nextInt(3) == 0 ? (start + end) / 2 : end;
      for (int n = 0; n < tune.length; n++) {
        samples[n] += (float) (tune[n] * gain * (n > step * RATE ? 0.4 : 1));
      }
      music = Map.of("start", start, "end", end, "bpm", recipe.bpm());
    }
    effects();
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (float) (Math.tanh(samples[n] * 0.9) + 1e-4 * random.nextGaussian());
    }
  }

  private static double loud(float[] x, double start, double end) {
    double square = 0;
    for (int n = (int) (start * RATE); n < Math.min(x.length, end * RATE); n++) {
      square += x[n] * x[n];
    }
    return Math.sqrt(square / Math.max(1, (end - start) * RATE)) + 1e-9;
  }

  /** Lays a voice over the rest and notes its phrases, parted by its pauses. */
  private double say(float[] voice, double at) {
    int hop = RATE / 100;
    int hops = voice.length / hop;
    double[] level = new double[hops];
    double most = 0;
    for (int h = 0; h < hops; h++) {
      level[h] = loud(voice, h / 100.0, (h + 1) / 100.0);
      most = Math.max(most, level[h]);
    }
    double gain = SPEECH / (0.35 * most);
    int from = (int) (at * RATE);
    int count = Math.min(voice.length, samples.length - from);
    for (int i = 0; i < count; i++) {
      samples[from + i] += (float) (voice[i] * gain);
    }
    int begin = -1;
    int last = 0;
    for (int h = 0; h <= count / hop; h++) {
      boolean sounds = h < hops && h < count / hop && level[h] > 0.04 * most;
      if (sounds && begin < 0) {
        begin = h;
      }
      last = sounds ? h : last;
      if (begin >= 0 && (h - last > PAUSE_S * 100 || h == count / hop)) {
        if (last - begin > 8) {
          speech.add(Map.of("start_s", at + begin / 100.0, "end_s", at + (last + 1) / 100.0));
        }
        begin = -1;
      }
    }
    return at + (double) count / RATE;
  }

  private void effects() {
    double at = 1 + 2 * random.nextDouble();
    for (int i = random.nextInt(3); at < seconds - 1.5; i++) {
      String kind = List.of("click", "ding", "whoosh").get(i % 3);
      double peak = 0.25 + 0.45 * random.nextDouble();
      switch (kind) {
        case "click" -> click(at, peak);
        case "ding" -> ding(at, 0.6 * peak);
        default -> whoosh(at, peak);
      }
      sounds.add(Map.of("kind", kind, "time_s", at));
      at += 1.8 + 3 * random.nextDouble();
    }
  }

  /** A click, a clap of several strikes, or a hit with a low body. */
  private void click(double at, double peak) {
    int form = random.nextInt(3);
    int strikes = form == 1 ? 3 : 1;
    double decay = form == 0 ? 0.003 : 0.012;
    for (int s = 0; s < strikes; s++) {
      int from = (int) ((at + s * 0.011) * RATE);
      for (int i = 0; i < 0.15 * RATE && from + i < samples.length; i++) {
        double t = (double) i / RATE;
        double noise = 0.6 * random.nextGaussian() * Math.exp(-t / decay);
        double body = form == 2 ? 0.8 * Math.exp(-t * 25) * Math.sin(2 * Math.PI * 110 * t) : 0;
        samples[from + i] += (float) (peak * (noise + body));
      }
    }
  }

  /** A beep, or a bell of partials that are no harmonics. */
  private void ding(double at, double peak) {
    boolean bell = random.nextBoolean();
    double hz = 800 * Math.pow(3.5, random.nextDouble());
    double length = bell ? 1.2 : 0.15 + 0.3 * random.nextDouble();
    int from = (int) (at * RATE);
    for (int i = 0; i < length * RATE && from + i < samples.length; i++) {
      double t = (double) i / RATE;
      double p = 2 * Math.PI * hz * t;
      double rise = Math.min(1, t / 0.003) * Math.min(1, (length - t) / 0.01);
      double wave =
          bell
              ? Math.exp(-3.5 * t) * Math.sin(p)
                  + 0.4 * Math.exp(-6 * t) * Math.sin(2.76 * p)
                  + 0.2 * Math.exp(-9 * t) * Math.sin(5.4 * p)
              : Math.sin(p);
      samples[from + i] += (float) (peak * rise * wave);
    }
  }

  /** Noise through a band that moves up or down as it swells. */
  private void whoosh(double at, double peak) {
    double length = 0.35 + 0.6 * random.nextDouble();
    double low = 400 + 400 * random.nextDouble();
    double high = 3000 + 3000 * random.nextDouble();
    boolean up = random.nextBoolean();
    int from = (int) (at * RATE);
    double a = 0;
    double b = 0;
    for (int i = 0; i < length * RATE && from + i < samples.length; i++) {
      double u = i / (length * RATE);
      double hz = low * Math.pow(high / low, up ? u : 1 - u);
      double f = 2 * Math.sin(Math.PI * hz / RATE);
      double noise = random.nextGaussian();
      a += f * b;
      b += f * (noise - a - 0.9 * b);
      samples[from + i] += (float) (peak * Math.pow(Math.sin(Math.PI * u), 2) * b * 1.2);
    }
  }
}
