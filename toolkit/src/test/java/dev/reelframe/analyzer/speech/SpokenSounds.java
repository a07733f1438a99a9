package dev.reelframe.analyzer.speech;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Drawn speech of known truth: syllables of a saw-like voice, each a swell of 120 ms. */
record SpokenSounds(List<Syllable> syllables) implements DoubleUnaryOperator {
  /** One syllable; {@code atS} is its middle, {@code halfS} half its length. */
  record Syllable(double atS, double pitchHz, double loudness, double halfS) {
    Syllable(double atS, double pitchHz, double loudness) {
      this(atS, pitchHz, loudness, 0.06);
    }
  }

  @Override
  public double applyAsDouble(double t) {
    double sum = 0;
    for (Syllable s : syllables) {
      double x = (t - s.atS) / s.halfS;
      if (Math.abs(x) < 1) {
        double swell = 0.5 * (1 + Math.cos(Math.PI * x));
        for (int harmonic = 1; harmonic <= 10; harmonic++) {
          sum += s.loudness * swell * Math.sin(2 * Math.PI * harmonic * s.pitchHz * t) / harmonic;
        }
      }
    }
    return Math.clamp(sum, -1, 1);
  }
}
