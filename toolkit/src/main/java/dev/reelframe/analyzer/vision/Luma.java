package dev.reelframe.analyzer.vision;

/**
 * How light a pixel is, from its coded blue, green and red of 0..255. Two rules, each with its use:
 *
 * <ul>
 *   <li>BT.709 wherever luma is a measure that a table states: views are delivered as sRGB-like
 *       BT.709, whatever the matrix of the file.
 *   <li>BT.601 where pictures are only compared with each other (cuts, camera, insets): the
 *       thresholds there were set on it, and any weights serve a difference; the other rule would
 *       move their results and better none.
 * </ul>
 */
public final class Luma {
  private Luma() {}

  /** BT.709, whole levels of 0..255. */
  public static int level(int blue, int green, int red) {
    return (18 * blue + 183 * green + 55 * red) >> 8;
  }

  /** BT.709, in the scale of the colours. */
  public static double of(double blue, double green, double red) {
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** BT.709, in the scale of the colours. */
  public static float ofLevels(int blue, int green, int red) {
    return 0.2126f * red + 0.7152f * green + 0.0722f * blue;
  }

  /** BT.601, in 1/256 of the scale of the colours: for comparisons. */
  public static int comparable(int blue, int green, int red) {
    return 29 * blue + 150 * green + 77 * red;
  }
}
