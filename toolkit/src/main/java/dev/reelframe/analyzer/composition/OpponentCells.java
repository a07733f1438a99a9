package dev.reelframe.analyzer.composition;

import dev.reelframe.analyzer.vision.Luma;
import dev.reelframe.media.Frame;

/**
 * A picture in cells, in three opponent channels, levels.
 *
 * @param columns cells across
 * @param rows cells down
 * @param luma 0..255
 * @param redGreen red minus green, -255..255
 * @param blueYellow blue minus the mean of red and green, -255..255
 */
record OpponentCells(int columns, int rows, float[] luma, float[] redGreen, float[] blueYellow) {
  private static final int ACROSS = 80;

  /** Cells of square blocks of pixels, about 80 across; what does not fill a cell is left out. */
  static OpponentCells of(Frame frame) {
    int side = Math.max(1, Math.round((float) frame.width() / ACROSS));
    int columns = frame.width() / side;
    int rows = Math.max(1, frame.height() / side);
    side = Math.min(side, frame.height());
    float[] luma = new float[columns * rows];
    float[] redGreen = new float[columns * rows];
    float[] blueYellow = new float[columns * rows];
    byte[] data = frame.data();
    float pixels = side * side;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int blue = 0;
        int green = 0;
        int red = 0;
        for (int y = row * side; y < (row + 1) * side; y++) {
          int from = 3 * (y * frame.width() + column * side);
          for (int i = from; i < from + 3 * side; i += 3) {
            blue += data[i] & 0xFF;
            green += data[i + 1] & 0xFF;
            red += data[i + 2] & 0xFF;
          }
        }
        int cell = row * columns + column;
        luma[cell] = Luma.ofLevels(blue, green, red) / pixels;
        redGreen[cell] = (red - green) / pixels;
        blueYellow[cell] = (blue - 0.5f * (red + green)) / pixels;
      }
    }
    return new OpponentCells(columns, rows, luma, redGreen, blueYellow);
  }
}
