package dev.reelframe.benchmarks.truth;

import java.util.Random;

/**
 * Drums and chords at a known tempo. A bar has 16 steps; a pattern says which drum strikes at which
 * of them.
 */
final class Music {
  private static final double[] CHORDS = {220.0, 174.61, 261.63, 196.0};

  private final float[] out;
  private final int rate;
  private final Random random;

  Music(float[] out, int rateHz, Random random) {
    this.out = out;
    this.rate = rateHz;
    this.random = random;
  }

  /** Kick, snare, hat: x strikes; then whether chords sound. */
  private record Pattern(String kick, String snare, String hat, boolean chords) {
    static Pattern of(String name) {
      return switch (name) {
        case "floor" ->
            new Pattern("x...x...x...x...", "....x.......x...", "..x...x...x...x.", true);
        case "rock" ->
            new Pattern("x.......x.x.....", "....x.......x...", "x.x.x.x.x.x.x.x.", true);
        case "break" ->
            new Pattern("x.....x...x.....", "....x.......x..x", "x.x.x.x.x.x.x.x.", false);
        case "sparse" ->
            new Pattern("x.......x.......", "....x.......x...", "................", true);
        case "half" ->
            new Pattern("x..........x....", "........x.......", "x...x...x...x...", true);
        default -> new Pattern("................", "................", "x...x...x...x...", true);
      };
    }
  }

  void play(String name, double bpm, double startS, double endS) {
    Pattern pattern = Pattern.of(name);
    double step = 60 / bpm / 4;
    for (int n = 0; startS + n * step < endS - 0.1; n++) {
      double at = startS + n * step;
      int in = n % 16;
      if (pattern.kick.charAt(in) == 'x') {
        kick(at);
      }
      if (pattern.snare.charAt(in) == 'x') {
        burst(at, 0.12, 0.35, 0.3);
      }
      if (pattern.hat.charAt(in) == 'x') {
        burst(at, 0.03, 0.14, 0.9);
      }
      if (pattern.chords && in == 0) {
        chord(at, Math.min(endS - at, 16 * step), CHORDS[n / 16 % CHORDS.length]);
      }
    }
  }

  private void kick(double at) {
    int from = (int) (at * rate);
    double phase = 0;
    for (int i = 0; i < 0.18 * rate && from + i < out.length; i++) {
      double t = (double) i / rate;
      phase += 2 * Math.PI * (50 + 90 * Math.exp(-t * 40)) / rate;
      out[from + i] += (float) (0.7 * Math.exp(-t * 18) * Math.sin(phase));
    }
  }

  /** Noise that dies away; {@code bright} is how much of the low part is taken out. */
  private void burst(double at, double seconds, double level, double bright) {
    int from = (int) (at * rate);
    double last = 0;
    for (int i = 0; i < 4 * seconds * rate && from + i < out.length; i++) {
      double noise = random.nextGaussian() * 0.5;
      out[from + i] +=
          (float) (level * Math.exp(-i / (seconds * rate / 1.5)) * (noise - bright * last));
      last = noise;
    }
  }

  private void chord(double at, double seconds, double hz) {
    int from = (int) (at * rate);
    double[] notes = {hz, hz * Math.pow(2, 4 / 12.0), hz * Math.pow(2, 7 / 12.0)};
    for (int i = 0; i < seconds * rate && from + i < out.length; i++) {
      double t = (double) i / rate;
      double swell = Math.min(1, t / 0.02) * Math.min(1, (seconds - t) / 0.05);
      for (double note : notes) {
        double p = 2 * Math.PI * note * t;
        out[from + i] +=
            (float) (0.06 * swell * (Math.sin(p) + 0.4 * Math.sin(2 * p) + 0.2 * Math.sin(3 * p)));
      }
    }
  }
}
