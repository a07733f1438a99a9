package dev.reelframe.models.qwen;

import java.util.Arrays;
import java.util.List;

/**
 * What the vision encoder saw: one row per token, ready to stand in for the token's embedding. A
 * plain value that can be kept and used in any number of prompts; slices computed once can be
 * joined anew for every segment that shows them.
 *
 * @param grid patches before merging
 * @param width features per token (hidden size of the text model)
 * @param frames distinct frames that were encoded for it
 * @param rows {@code tokens() * width} values, slice by slice, row-major; do not change them
 */
public record VisionFeatures(Grid grid, int width, int frames, float[] rows) {

  public VisionFeatures {
    if (width < 1 || rows.length == 0 || rows.length % (width * grid.slices()) != 0) {
      throw new IllegalArgumentException(
          "%d values are no whole rows of %d features for %s".formatted(rows.length, width, grid));
    }
  }

  /** Tokens that these features fill in a prompt. */
  public int tokens() {
    return rows.length / width;
  }

  /**
   * Puts slices one behind the other, as if their frames had been encoded as one clip (exact:
   * vision attention never crosses slices).
   *
   * @throws IllegalArgumentException when there is none, or when sizes differ
   */
  public static VisionFeatures join(List<VisionFeatures> slices) {
    if (slices.isEmpty()) {
      throw new IllegalArgumentException("there are no vision features to join");
    }
    VisionFeatures first = slices.getFirst();
    if (slices.size() == 1) {
      return first;
    }
    int length = 0;
    int count = 0;
    int frames = 0;
    for (VisionFeatures next : slices) {
      Grid grid = next.grid;
      if (grid.rows() != first.grid.rows()
          || grid.columns() != first.grid.columns()
          || next.width != first.width) {
        throw new IllegalArgumentException(
            "slices of one clip must share one size: %s and %s".formatted(first.grid, grid));
      }
      length += next.rows.length;
      count += grid.slices();
      frames += next.frames;
    }
    float[] rows = new float[length];
    int to = 0;
    for (VisionFeatures next : slices) {
      System.arraycopy(next.rows, 0, rows, to, next.rows.length);
      to += next.rows.length;
    }
    return new VisionFeatures(
        new Grid(count, first.grid.rows(), first.grid.columns()), first.width, frames, rows);
  }

  /**
   * Mean cosine similarity of the token rows, -1..1; 1 for equal pictures. Tokens are compared
   * place by place, so this asks whether two pictures show the same thing at the same place.
   *
   * @throws IllegalArgumentException when the grids differ
   */
  public double similarity(VisionFeatures other) {
    return similarity(other, 1);
  }

  /**
   * Mean cosine similarity of the places that differ most, -1..1. A caption that appears changes
   * few places: the mean over all hardly falls, the mean over the worst does.
   *
   * @param share of the places that counts, above 0, at most 1
   * @throws IllegalArgumentException when the grids differ
   */
  public double similarity(VisionFeatures other, double share) {
    if (!grid.equals(other.grid) || width != other.width) {
      throw new IllegalArgumentException(
          "only features of one size can be compared: %s and %s".formatted(grid, other.grid));
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of " + share + " of the places: give 0..1");
    }
    double[] cosines = new double[tokens()];
    for (int token = 0; token < cosines.length; token++) {
      cosines[token] = cosine(other, token * width);
    }
    int count = Math.max(1, (int) Math.round(share * cosines.length));
    return Arrays.stream(cosines).sorted().limit(count).average().orElseThrow();
  }

  private double cosine(VisionFeatures other, int from) {
    double dot = 0;
    double here = 0;
    double there = 0;
    for (int i = from; i < from + width; i++) {
      dot += (double) rows[i] * other.rows[i];
      here += (double) rows[i] * rows[i];
      there += (double) other.rows[i] * other.rows[i];
    }
    return here == 0 || there == 0 ? (here == there ? 1 : 0) : dot / Math.sqrt(here * there);
  }
}
