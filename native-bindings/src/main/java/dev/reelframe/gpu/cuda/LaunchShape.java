package dev.reelframe.gpu.cuda;

/**
 * How many blocks of how many threads.
 *
 * @param gridX blocks in x
 * @param gridY blocks in y
 * @param gridZ blocks in z
 * @param blockX threads of a block in x
 * @param blockY threads of a block in y
 * @param blockZ threads of a block in z
 * @param sharedBytes dynamic shared memory of a block
 */
public record LaunchShape(
    int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ, int sharedBytes) {
  private static final int TILE_X = 32;
  private static final int TILE_Y = 8;

  public LaunchShape {
    if (Math.min(Math.min(gridX, gridY), gridZ) < 1
        || Math.min(Math.min(blockX, blockY), blockZ) < 1
        || sharedBytes < 0) {
      throw new IllegalArgumentException("empty launch: " + gridX + "x" + gridY + "x" + gridZ);
    }
  }

  /** At least {@code threads} threads in blocks of {@code block}. */
  public static LaunchShape line(long threads, int block) {
    return new LaunchShape(Math.toIntExact((threads + block - 1) / block), 1, 1, block, 1, 1, 0);
  }

  /** One thread for each cell of a picture: blocks of 32 x 8, so that a warp walks along a row. */
  public static LaunchShape plane(int width, int height) {
    return new LaunchShape(
        (width + TILE_X - 1) / TILE_X, (height + TILE_Y - 1) / TILE_Y, 1, TILE_X, TILE_Y, 1, 0);
  }

  /** A fixed number of blocks, whose threads stride over the work. */
  public static LaunchShape blocks(int blocks, int threads) {
    return new LaunchShape(blocks, 1, 1, threads, 1, 1, 0);
  }
}
