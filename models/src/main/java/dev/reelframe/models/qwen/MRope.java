package dev.reelframe.models.qwen;

import java.util.Iterator;
import java.util.List;

/**
 * Multimodal rotary positions of Qwen2-VL: text advances time, row and column together, a vision
 * block spreads over all three and the text behind it continues after the block's largest extent.
 * This is the rule of transformers 4.x, with which the models were released: 5.17 leaves the time
 * axis out of that extent and so differs for clips with more slices than rows and columns.
 */
public final class MRope {

  private final long pictureToken;
  private final long clipToken;
  private final int merge;

  /**
   * @param pictureToken id of {@code <|image_pad|>}
   * @param clipToken id of {@code <|video_pad|>}
   * @param merge patches per side that share a token (2)
   */
  public MRope(long pictureToken, long clipToken, int merge) {
    this.pictureToken = pictureToken;
    this.clipToken = clipToken;
    this.merge = merge;
  }

  /**
   * @param axes time, row and column; each one value per token
   * @param next the position of the first generated token, on all three axes
   */
  public record Positions(long[][] axes, long next) {}

  /**
   * Positions of an unpadded prompt.
   *
   * @param ids token ids, placeholders already repeated
   * @param pictures grids of the pictures in order
   * @param clips grids of the clips in order
   * @throws IllegalArgumentException when placeholders and grids do not match
   */
  public Positions of(long[] ids, List<Grid> pictures, List<Grid> clips) {
    long[][] axes = new long[3][ids.length];
    Iterator<Grid> nextPicture = pictures.iterator();
    Iterator<Grid> nextClip = clips.iterator();
    long position = 0;
    for (int i = 0; i < ids.length; ) {
      if (ids[i] != pictureToken && ids[i] != clipToken) {
        axes[0][i] = axes[1][i] = axes[2][i] = position++;
        i++;
        continue;
      }
      Iterator<Grid> grids = ids[i] == pictureToken ? nextPicture : nextClip;
      if (!grids.hasNext()) {
        throw mismatch("placeholders without a picture");
      }
      Grid grid = grids.next();
      int rows = grid.rows() / merge;
      int columns = grid.columns() / merge;
      i = block(ids, axes, i, grid.slices(), rows, columns, position);
      position += Math.max(grid.slices(), Math.max(rows, columns));
    }
    if (nextPicture.hasNext() || nextClip.hasNext()) {
      throw mismatch("pictures without a placeholder");
    }
    return new Positions(axes, position);
  }

  private static int block(
      long[] ids, long[][] axes, int start, int slices, int rows, int columns, long position) {
    int i = start;
    if (start + slices * rows * columns > ids.length) {
      throw mismatch("fewer placeholders than vision tokens");
    }
    for (int slice = 0; slice < slices; slice++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++, i++) {
          if (ids[i] != ids[start]) {
            throw mismatch("fewer placeholders than vision tokens");
          }
          axes[0][i] = position + slice;
          axes[1][i] = position + row;
          axes[2][i] = position + column;
        }
      }
    }
    return i;
  }

  private static IllegalArgumentException mismatch(String what) {
    return new IllegalArgumentException(
        "the prompt has " + what + ": does its text contain the name of a vision token?");
  }
}
