package dev.reelframe.models.whisper;

import dev.reelframe.fourier.RealFft;
import java.util.Arrays;

/**
 * Whisper's input features of one clip: log mel energies every 10 ms, on a scale of about [-1,
 * 1.5], with one lower bound for the whole clip.
 *
 * <p>Short clips count as 30 s, filled up with silence. Long ones have one frame per 160 samples.
 * Of a long clip only the loudest value is kept; windows are computed when asked for, so memory
 * does not grow with the clip.
 */
final class MelSpectrogram {
  /** Frames of one encoder window, 30 s. */
  static final int WINDOW_FRAMES = 3000;

  /** Samples from one frame to the next. */
  static final int HOP = 160;

  private static final int DFT = 400;
  private static final int WINDOW_SAMPLES = WINDOW_FRAMES * HOP;
  private static final double SILENCE = 1e-10;
  private static final double RANGE_LOG10 = 8;
  private static final double[] HANN = hann();

  private final MelFilters filters;
  private final float[] samples;
  private final int frames;
  private final double floor;

  /** Log energies [mel][frame] of a clip that fits one window; empty otherwise. */
  private final float[] shortClip;

  private MelSpectrogram(MelFilters filters, float[] samples) {
    this.filters = filters;
    this.samples = samples;
    this.frames = Math.max(samples.length, WINDOW_SAMPLES) / HOP;
    if (frames == WINDOW_FRAMES) {
      shortClip = new float[filters.mels() * WINDOW_FRAMES];
      floor = logMel(0, WINDOW_FRAMES, shortClip, 0) - RANGE_LOG10;
    } else {
      shortClip = new float[0];
      double loudest = Double.NEGATIVE_INFINITY;
      float[] window = new float[filters.mels() * WINDOW_FRAMES];
      for (int from = 0; from < frames; from += WINDOW_FRAMES) {
        int count = Math.min(WINDOW_FRAMES, frames - from);
        loudest = Math.max(loudest, logMel(from, count, window, 0));
      }
      floor = loudest - RANGE_LOG10;
    }
  }

  /** Features of mono 16 kHz audio; the samples are not copied and must not change. */
  static MelSpectrogram of(MelFilters filters, float[] mono16k) {
    return new MelSpectrogram(filters, mono16k);
  }

  private static double[] hann() {
    double[] window = new double[DFT];
    for (int n = 0; n < DFT; n++) {
      window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / DFT);
    }
    return window;
  }

  /** All frames of the clip, at least {@link #WINDOW_FRAMES}. */
  int frames() {
    return frames;
  }

  /** Frames that hold audio, the last one perhaps in part; the rest is filling. */
  int audioFrames() {
    return Math.min(frames, (samples.length + HOP - 1) / HOP);
  }

  /** Seconds of audio given, the filling not counted. */
  double durationS() {
    return (double) samples.length / SpeechRecognizer.SAMPLE_RATE_HZ;
  }

  /**
   * The features of the 3000 frames from {@code seek} on, as [mel][3000] from {@code offset} on in
   * {@code into}. Frames past the clip's end are 0, as the reference fills them.
   */
  void window(int seek, float[] into, int offset) {
    int count = Math.min(WINDOW_FRAMES, frames - seek);
    int mels = filters.mels();
    if (shortClip.length > 0) {
      for (int mel = 0; mel < mels; mel++) {
        int row = mel * WINDOW_FRAMES;
        System.arraycopy(shortClip, row + seek, into, offset + row, count);
      }
    } else {
      logMel(seek, count, into, offset);
    }
    for (int mel = 0; mel < mels; mel++) {
      int row = offset + mel * WINDOW_FRAMES;
      for (int i = row; i < row + count; i++) {
        into[i] = (float) ((Math.max(into[i], floor) + 4) / 4);
      }
      Arrays.fill(into, row + count, row + WINDOW_FRAMES, 0f);
    }
  }

  /** Fills rows of WINDOW_FRAMES with log10 energies and returns the largest. */
  private double logMel(int from, int count, float[] into, int offset) {
    RealFft fft = new RealFft(DFT);
    double[] frame = new double[DFT];
    double[] power = new double[MelFilters.BINS];
    double loudest = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < count; t++) {
      boolean silent = !cut(from + t, frame);
      if (!silent) {
        fft.power(frame, power);
      }
      for (int mel = 0; mel < filters.mels(); mel++) {
        double energy = silent ? SILENCE : Math.max(SILENCE, filters.energy(mel, power));
        double log = Math.log10(energy);
        loudest = Math.max(loudest, log);
        into[offset + mel * WINDOW_FRAMES + t] = (float) log;
      }
    }
    return loudest;
  }

  /** Cuts and windows the frame centred on sample 160 t; false where it lies in the filling. */
  private boolean cut(int t, double[] frame) {
    int first = t * HOP - DFT / 2;
    int length = Math.max(samples.length, WINDOW_SAMPLES);
    if (first >= samples.length && first + DFT <= length) {
      return false;
    }
    for (int n = 0; n < DFT; n++) {
      int i = Math.abs(first + n);
      if (i >= length) {
        i = 2 * (length - 1) - i;
      }
      frame[n] = i < samples.length ? HANN[n] * samples[i] : 0;
    }
    return true;
  }
}
