package dev.reelframe.analyzer.color;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The few colours that a picture is made of, largest share first; shares add up to 1.
 *
 * <p>Weighted k-means in OKLab (Lloyd 1982) from seeds without chance: the most frequent colour
 * first, then each time the one that the seeds so far explain worst (the greedy form of k-means++,
 * Arthur and Vassilvitskii 2007). Clusters that look alike, or that hardly anybody sees, are then
 * merged, as are the cheapest pairs (Ward 1963) until at most {@link #MOST} are left.
 */
record Palette(List<Swatch> swatches) {
  /** Colours a palette holds at most. */
  static final int MOST = 5;

  private static final int CLUSTERS = 10;
  private static final int ROUNDS = 12;
  private static final double ALIKE = 0.05;
  private static final double SMALLEST_SHARE = 0.01;

  /** Share from which a thing of a colour of its own is seen, and how vivid that colour is. */
  private static final double SMALLEST_VIVID_SHARE = 0.004;

  private static final double VIVID_CHROMA = 0.1;

  /** OKLab distance from which a vivid colour counts as another one than those around it. */
  private static final double OWN_COLOR = 0.12;

  /** By how much a vivid colour outweighs a dull one where seeds are looked for. */
  private static final double VIVID_WEIGHT = 6;

  /** Share that a vivid colour counts for at least where colours are merged. */
  private static final double VIVID_SHARE = 0.05;

  /**
   * One colour.
   *
   * @param share of the picture, 0..1
   */
  record Swatch(int red, int green, int blue, double share) {
    String hex() {
      return String.format("#%02x%02x%02x", red, green, blue);
    }

    static Swatch of(String hex, double share) {
      int rgb = Integer.parseInt(hex.substring(1), 16);
      return new Swatch(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF, share);
    }

    Oklab lab() {
      return Oklab.of(red, green, blue);
    }
  }

  Palette {
    swatches = List.copyOf(swatches);
  }

  static Palette of(ColorCounts counts) {
    List<Cluster> clusters = clusters(counts);
    merge(clusters, counts.total);
    return new Palette(
        clusters.stream()
            .sorted(Comparator.comparingDouble((Cluster c) -> c.weight).reversed())
            .map(c -> c.swatch(counts.total))
            .toList());
  }

  private static List<Cluster> clusters(ColorCounts counts) {
    float[][] centres = seeds(counts);
    int[] nearest = new int[counts.size];
    Arrays.fill(nearest, -1);
    for (int round = 0; round < ROUNDS && assign(counts, centres, nearest); round++) {
      recentre(counts, centres, nearest);
    }
    Cluster[] clusters = new Cluster[centres.length];
    for (int i = 0; i < counts.size; i++) {
      int c = nearest[i];
      if (clusters[c] == null) {
        clusters[c] = new Cluster();
      }
      clusters[c].add(counts.weight[i], counts.red[i], counts.green[i], counts.blue[i]);
    }
    List<Cluster> filled = new ArrayList<>();
    for (Cluster cluster : clusters) {
      if (cluster != null) {
        filled.add(cluster);
      }
    }
    return filled;
  }

  private static float[][] seeds(ColorCounts counts) {
    float[] far = new float[counts.size];
    Arrays.fill(far, 1);
    List<float[]> seeds = new ArrayList<>();
    while (seeds.size() < Math.min(CLUSTERS, counts.size)) {
      int best = -1;
      double most = 0;
      for (int i = 0; i < counts.size; i++) {
        double unexplained = counts.weight[i] * far[i] * vividness(counts.a[i], counts.b[i]);
        if (unexplained > most) {
          most = unexplained;
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      float[] seed = {counts.l[best], counts.a[best], counts.b[best]};
      for (int i = 0; i < counts.size; i++) {
        float d = squared(counts, i, seed);
        far[i] = seeds.isEmpty() ? d : Math.min(far[i], d);
      }
      seeds.add(seed);
    }
    return seeds.toArray(float[][]::new);
  }

  /** What a colour weighs, beside its share: a small red thing is seen, a small grey one is not. */
  private static double vividness(double a, double b) {
    double vivid = (Math.hypot(a, b) - 0.6 * VIVID_CHROMA) / (0.4 * VIVID_CHROMA);
    return 1 + (VIVID_WEIGHT - 1) * Math.clamp(vivid, 0, 1);
  }

  private static float squared(ColorCounts counts, int i, float[] centre) {
    float dl = counts.l[i] - centre[0];
    float da = counts.a[i] - centre[1];
    float db = counts.b[i] - centre[2];
    return dl * dl + da * da + db * db;
  }

  /** Whether any colour went to another centre. */
  private static boolean assign(ColorCounts counts, float[][] centres, int[] nearest) {
    boolean moved = false;
    for (int i = 0; i < counts.size; i++) {
      int best = 0;
      float least = Float.MAX_VALUE;
      for (int c = 0; c < centres.length; c++) {
        float d = squared(counts, i, centres[c]);
        if (d < least) {
          least = d;
          best = c;
        }
      }
      moved |= nearest[i] != best;
      nearest[i] = best;
    }
    return moved;
  }

  private static void recentre(ColorCounts counts, float[][] centres, int[] nearest) {
    double[][] sums = new double[centres.length][4];
    for (int i = 0; i < counts.size; i++) {
      double[] sum = sums[nearest[i]];
      double w = counts.weight[i];
      sum[0] += w * counts.l[i];
      sum[1] += w * counts.a[i];
      sum[2] += w * counts.b[i];
      sum[3] += w;
    }
    for (int c = 0; c < centres.length; c++) {
      for (int axis = 0; axis < 3 && sums[c][3] > 0; axis++) {
        centres[c][axis] = (float) (sums[c][axis] / sums[c][3]);
      }
    }
  }

  private static void merge(List<Cluster> clusters, double total) {
    while (clusters.size() > 1) {
      Cluster first = null;
      Cluster second = null;
      double least = Double.MAX_VALUE;
      for (int i = 0; i < clusters.size(); i++) {
        for (int j = i + 1; j < clusters.size(); j++) {
          double cost = clusters.get(i).costOfMerging(clusters.get(j), total);
          if (cost < least) {
            least = cost;
            first = clusters.get(i);
            second = clusters.get(j);
          }
        }
      }
      if (least > 0 && clusters.size() <= MOST) {
        return;
      }
      first.add(second);
      clusters.remove(second);
    }
  }

  /**
   * How different two palettes look: the mean OKLab distance that colour has to be moved to make
   * one of the other (the earth mover's distance of Rubner et al. 2000, nearest pairs first, which
   * is an upper bound).
   */
  double distance(Palette other) {
    int m = other.swatches.size();
    double[] left = swatches.stream().mapToDouble(Swatch::share).toArray();
    double[] room = other.swatches.stream().mapToDouble(Swatch::share).toArray();
    double[] apart = new double[left.length * m];
    for (int i = 0; i < apart.length; i++) {
      apart[i] = swatches.get(i / m).lab().distance(other.swatches.get(i % m).lab());
    }
    int[] order =
        java.util.stream.IntStream.range(0, apart.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> apart[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double work = 0;
    for (int i : order) {
      double moved = Math.min(left[i / m], room[i % m]);
      left[i / m] -= moved;
      room[i % m] -= moved;
      work += moved * apart[i];
    }
    return work;
  }

  private static final class Cluster {
    double weight;
    private double red;
    private double green;
    private double blue;
    private Oklab lab;

    void add(double w, double r, double g, double b) {
      weight += w;
      red += w * r;
      green += w * g;
      blue += w * b;
      lab = null;
    }

    void add(Cluster other) {
      add(
          other.weight,
          other.red / other.weight,
          other.green / other.weight,
          other.blue / other.weight);
    }

    private Oklab lab() {
      if (lab == null) {
        lab = swatch(1).lab();
      }
      return lab;
    }

    /** Below 0 where the two must be merged; else Ward's growth of the squared error. */
    double costOfMerging(Cluster other, double total) {
      double d = lab().distance(other.lab());
      boolean must = d < ALIKE || negligible(d, total) || other.negligible(d, total);
      double one = seen(total);
      double two = other.seen(total);
      return must ? d - 10 : one * two / (one + two) * d * d;
    }

    /** The share that counts: a small thing of a vivid colour is seen like a larger dull one. */
    private double seen(double total) {
      double vivid = (vividness(lab().a(), lab().b()) - 1) / (VIVID_WEIGHT - 1);
      return Math.max(weight / total, vivid * VIVID_SHARE);
    }

    /** Whether hardly anybody sees this beside a colour at some distance. */
    private boolean negligible(double distance, double total) {
      boolean vivid = Math.hypot(lab().a(), lab().b()) >= VIVID_CHROMA && distance >= OWN_COLOR;
      return weight < (vivid ? SMALLEST_VIVID_SHARE : SMALLEST_SHARE) * total;
    }

    Swatch swatch(double total) {
      return new Swatch(
          (int) Math.round(red / weight),
          (int) Math.round(green / weight),
          (int) Math.round(blue / weight),
          weight / total);
    }
  }
}
