package dev.reelframe.analyzer.audio;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Sound of known truth, mono: drums, chords, tones, speech-like syllables, effects. */
final class Scene {
  static final int RATE = 16_000;
  private final double[] samples;
  private final Random random;

  Scene(double seconds, long seed) {
    samples = new double[(int) Math.round(seconds * RATE)];
    random = new Random(seed);
  }

  /** Adds a sound: {@code f(t)} with t from its own start. */
  Scene add(double atS, double lengthS, double gain, DoubleUnaryOperator f) {
    int from = (int) Math.round(atS * RATE);
    int n = (int) Math.round(lengthS * RATE);
    for (int i = Math.max(0, -from); i < n && from + i < samples.length; i++) {
      samples[from + i] += gain * f.applyAsDouble((double) i / RATE);
    }
    return this;
  }

  Scene kick(double atS, double gain) {
    return add(
        atS,
        0.25,
        gain,
        t ->
            Math.min(1, t / 0.002)
                * Math.exp(-t / 0.07)
                * Math.sin(2 * Math.PI * (48 * t + 2.5 * (1 - Math.exp(-t / 0.03)))));
  }

  Scene snare(double atS, double gain) {
    return add(atS, 0.2, gain, t -> Math.exp(-t / 0.05) * random.nextGaussian() * 0.6);
  }

  /** A plucked low string with its overtones. */
  Scene bass(double atS, double hz, double gain) {
    return add(
        atS,
        0.35,
        gain,
        t -> {
          double sum = 0;
          for (int harmonic = 1; harmonic <= 8; harmonic++) {
            sum += Math.sin(2 * Math.PI * harmonic * hz * t) / harmonic;
          }
          return Math.min(1, t / 0.004) * Math.exp(-t / 0.15) * sum;
        });
  }

  Scene click(double atS, double gain) {
    return add(atS, 0.004, gain, t -> Math.exp(-t / 0.0007) * random.nextGaussian());
  }

  Scene ding(double atS, double hz, double gain) {
    return add(
        atS,
        1.2,
        gain,
        t -> Math.min(1, t / 0.002) * Math.exp(-t / 0.25) * Math.sin(2 * Math.PI * hz * t));
  }

  /** Noise through a resonance that rises, loudest in the middle. */
  Scene whoosh(double atS, double lengthS, double gain) {
    double[] state = new double[2];
    return add(
        atS,
        lengthS,
        gain,
        t -> {
          double centre = 400 * Math.pow(10, t / lengthS);
          double k = 2 * Math.sin(Math.PI * centre / RATE);
          state[1] += k * (random.nextGaussian() - state[0] - 0.7 * state[1]);
          state[0] += k * state[1];
          return state[1] * Math.pow(Math.sin(Math.PI * t / lengthS), 2);
        });
  }

  Scene noise(double gain) {
    return add(0, seconds(), gain, t -> random.nextGaussian());
  }

  Scene tone(double hz, double gain) {
    return add(0, seconds(), gain, t -> Math.sin(2 * Math.PI * hz * t));
  }

  /** A kick on each beat, a snare on each second, a chord that changes every four. */
  Scene music(double fromS, double toS, double bpm, double gain) {
    double beat = 60 / bpm;
    double[][] chords = {{220, 261.6, 329.6}, {174.6, 220, 261.6}, {196, 246.9, 293.7}};
    for (int i = 0; fromS + i * beat < toS; i++) {
      double at = fromS + i * beat;
      kick(at, gain);
      if (i % 2 == 1) {
        snare(at, 0.4 * gain);
      }
    }
    return add(
        fromS,
        toS - fromS,
        0.15 * gain,
        t -> {
          double sum = 0;
          for (double hz : chords[(int) (t / beat / 4) % chords.length]) {
            sum += Math.sin(2 * Math.PI * hz * t);
          }
          return sum;
        });
  }

  /** Syllables of irregular length: a hiss or a burst, then a voice with two formants. */
  Scene speech(double fromS, double toS, double gain) {
    double at = fromS;
    while (at < toS - 0.3) {
      boolean pause = random.nextDouble() < 0.15;
      double length = 0.1 + 0.2 * random.nextDouble();
      if (!pause) {
        consonant(at, gain);
        vowel(at + 0.05, length, gain);
      }
      at += 0.05 + length + 0.03 * random.nextDouble();
    }
    return this;
  }

  private void consonant(double at, double gain) {
    if (random.nextBoolean()) {
      double[] last = new double[1];
      add(
          at,
          0.07,
          0.25 * gain,
          t -> {
            double x = random.nextGaussian();
            double high = x - last[0];
            last[0] = x;
            return high * Math.sin(Math.PI * t / 0.07);
          });
    } else {
      add(at + 0.03, 0.02, 0.5 * gain, t -> Math.exp(-t / 0.004) * random.nextGaussian());
    }
  }

  private void vowel(double at, double length, double gain) {
    double pitch = 90 + 60 * random.nextDouble();
    double glide = 30 * (random.nextDouble() - 0.5);
    double first = 300 + 500 * random.nextDouble();
    double second = 900 + 1300 * random.nextDouble();
    add(
        at,
        length,
        gain,
        t -> {
          double phase = pitch * t + glide * t * t / (2 * length);
          double inPeriod = (phase - Math.floor(phase)) / pitch;
          double voice =
              Math.exp(-inPeriod * 300) * Math.sin(2 * Math.PI * first * inPeriod)
                  + 0.5 * Math.exp(-inPeriod * 500) * Math.sin(2 * Math.PI * second * inPeriod);
          return voice * Math.sin(Math.PI * t / length);
        });
  }

  double seconds() {
    return (double) samples.length / RATE;
  }

  /** The sound as a function of time, for {@code SyntheticClip}. */
  DoubleUnaryOperator function() {
    return t -> samples[(int) Math.min(samples.length - 1, Math.round(t * RATE))];
  }

  float[] samples() {
    float[] out = new float[samples.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) samples[i];
    }
    return out;
  }
}
