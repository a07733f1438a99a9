package dev.reelframe.models.qwen;

/**
 * A block of vision patches ({@code grid_thw}).
 *
 * @param slices temporal slices of two frames each; 1 for a still picture
 * @param rows patches of 14 px from top to bottom, even
 * @param columns patches of 14 px from left to right, even
 */
public record Grid(int slices, int rows, int columns) {

  public Grid {
    if (slices < 1 || rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "a grid needs at least one patch, got %d x %d x %d".formatted(slices, rows, columns));
    }
  }

  /** Patches in the block: rows of {@code pixel_values}. */
  public int patches() {
    return slices * rows * columns;
  }

  /** Tokens the text model sees when {@code merge x merge} patches become one. */
  public int tokens(int merge) {
    return patches() / (merge * merge);
  }
}
