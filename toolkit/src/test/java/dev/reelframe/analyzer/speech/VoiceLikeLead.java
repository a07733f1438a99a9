package dev.reelframe.analyzer.speech;

import java.util.function.DoubleUnaryOperator;

/**
 * A synthesizer's lead with vibrato and two gliding resonances, half a second a note, at 16 kHz.
 * Must be asked for rising times.
 */
final class VoiceLikeLead implements DoubleUnaryOperator {
  private static final int RATE = 16_000;
  private static final int[] NOTES = {0, 10, 3, 7, 12, 5, 7, 3};
  private final double[][] filters = new double[2][2];
  private double phase;

  @Override
  public double applyAsDouble(double t) {
    int note = NOTES[(int) (t / 0.5) % NOTES.length];
    double in = t % 0.5;
    phase += 180 * Math.pow(2, note / 12.0) * (1 + 0.01 * Math.sin(2 * Math.PI * 6 * in)) / RATE;
    double x = 2 * (phase % 1) - 1;
    x = resonance(0, x, 500 + 300 * Math.sin(2 * Math.PI * 1.3 * t), 80);
    x = resonance(1, x, 1500 + 600 * Math.sin(2 * Math.PI * 0.7 * t), 120);
    double swell = Math.min(1, Math.min(in / 0.03, (0.5 - in) / 0.1));
    return Math.clamp(0.3 * x * swell, -1, 1);
  }

  private double resonance(int which, double x, double hz, double width) {
    double[] y = filters[which];
    double r = Math.exp(-Math.PI * width / RATE);
    double out = x * (1 - r) * 6 + 2 * r * Math.cos(2 * Math.PI * hz / RATE) * y[0] - r * r * y[1];
    y[1] = y[0];
    y[0] = out;
    return out;
  }
}
