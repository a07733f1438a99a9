package dev.reelframe.models.whisper;

/**
 * Triangular mel filters on Slaney's scale with Slaney's area normalisation, 0..8000 Hz for 16 kHz
 * audio and a DFT of 400 points, as librosa's {@code filters.mel} makes them. Only the non-zero
 * part of each triangle is kept.
 */
final class MelFilters {
  /** Bins of a 400-point DFT of real frames. */
  static final int BINS = 201;

  private static final double BIN_HZ = 40;
  private static final double NYQUIST_HZ = 8000;

  private final int[] firstBin;
  private final double[][] weights;

  private MelFilters(int[] firstBin, double[][] weights) {
    this.firstBin = firstBin;
    this.weights = weights;
  }

  /** The filters of a model with {@code mels} bands (80, or 128 for large-v3). */
  static MelFilters of(int mels) {
    double[] edgeHz = new double[mels + 2];
    for (int i = 0; i < edgeHz.length; i++) {
      edgeHz[i] = toHz(toMel(NYQUIST_HZ) * i / (mels + 1));
    }
    int[] first = new int[mels];
    double[][] weights = new double[mels][];
    for (int mel = 0; mel < mels; mel++) {
      double low = edgeHz[mel];
      double mid = edgeHz[mel + 1];
      double high = edgeHz[mel + 2];
      first[mel] = (int) Math.floor(low / BIN_HZ);
      int end = Math.min(BINS, (int) Math.ceil(high / BIN_HZ) + 1);
      weights[mel] = new double[end - first[mel]];
      for (int bin = first[mel]; bin < end; bin++) {
        double hz = bin * BIN_HZ;
        double triangle = Math.min((hz - low) / (mid - low), (high - hz) / (high - mid));
        weights[mel][bin - first[mel]] = Math.max(0, triangle) * 2 / (high - low);
      }
    }
    return new MelFilters(first, weights);
  }

  private static double toMel(double hz) {
    return hz < 1000 ? hz * 3 / 200 : 15 + Math.log(hz / 1000) * 27 / Math.log(6.4);
  }

  private static double toHz(double mel) {
    return mel < 15 ? mel * 200 / 3 : 1000 * Math.exp((mel - 15) * Math.log(6.4) / 27);
  }

  int mels() {
    return weights.length;
  }

  /** Energy of one power spectrum in band {@code mel}. */
  double energy(int mel, double[] power) {
    double[] band = weights[mel];
    int first = firstBin[mel];
    double sum = 0;
    for (int i = 0; i < band.length; i++) {
      sum += band[i] * power[first + i];
    }
    return sum;
  }

  /** Weight of one DFT bin in band {@code mel}. */
  double weight(int mel, int bin) {
    int i = bin - firstBin[mel];
    return i >= 0 && i < weights[mel].length ? weights[mel][i] : 0;
  }
}
