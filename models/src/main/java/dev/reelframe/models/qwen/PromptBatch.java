package dev.reelframe.models.qwen;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Prompts side by side, the last token of each in the last column. Without a prefix this is left
 * padding; with one, the padding lies between the common prefix and the rest of a row:
 *
 * <pre>
 *   prefix  ........ rest of the first prompt
 *   prefix  rest of the second, longer prompt
 * </pre>
 *
 * <p>The attention mask hides the padding wherever it is, and positions do not count it, so that a
 * row's answer does not depend on its neighbours.
 */
public final class PromptBatch {

  private final int prefix;
  private final long[][] ids;
  private final long[][] mask;
  private final long[][][] positions;
  private final long[] next;
  private final VisionFeatures[][] shown;
  private final int[][] shownToken;

  private PromptBatch(int rows, int columns, int prefix) {
    this.prefix = prefix;
    this.ids = new long[rows][columns];
    this.mask = new long[rows][columns];
    this.positions = new long[3][rows][columns];
    this.next = new long[rows];
    this.shown = new VisionFeatures[rows][columns];
    this.shownToken = new int[rows][columns];
  }

  /**
   * @param prefix tokens at the start that all prompts have in common and that are known already
   */
  static PromptBatch of(List<EncodedPrompt> prompts, int prefix, ModelConfig config) {
    int columns = prompts.stream().mapToInt(prompt -> prompt.ids().length).max().orElseThrow();
    PromptBatch batch = new PromptBatch(prompts.size(), columns, prefix);
    for (int row = 0; row < prompts.size(); row++) {
      batch.place(row, prompts.get(row), config);
    }
    return batch;
  }

  private void place(int row, EncodedPrompt prompt, ModelConfig config) {
    int padding = columns() - prompt.ids().length;
    Arrays.fill(ids[row], config.padToken());
    Places pictures = new Places(prompt.pictures());
    Places clips = new Places(prompt.clips());
    for (int i = 0; i < prompt.ids().length; i++) {
      int column = i < prefix ? i : i + padding;
      long id = prompt.ids()[i];
      ids[row][column] = id;
      mask[row][column] = 1;
      for (int axis = 0; axis < 3; axis++) {
        positions[axis][row][column] = prompt.positions().axes()[axis][i];
      }
      if (id == config.pictureToken()) {
        pictures.next(row, column);
      } else if (id == config.clipToken()) {
        clips.next(row, column);
      }
    }
    next[row] = prompt.positions().next();
  }

  /** Rows of the batch. */
  public int rows() {
    return ids.length;
  }

  /** Tokens per row, padding included. */
  public int columns() {
    return ids[0].length;
  }

  /** Columns at the start whose keys and values are known already. */
  public int prefix() {
    return prefix;
  }

  /** Token ids of a row. */
  public long[] ids(int row) {
    return ids[row].clone();
  }

  /** 1 for the tokens of a row's prompt, 0 for padding. */
  public long[] mask(int row) {
    return mask[row].clone();
  }

  /** Positions of a row on one axis (0 time, 1 row, 2 column); 0 for padding. */
  public long[] positions(int axis, int row) {
    return positions[axis][row].clone();
  }

  /** The position of a row's first generated token. */
  public long next(int row) {
    return next[row];
  }

  /** The features that stand in a column, null for text. */
  VisionFeatures shown(int row, int column) {
    return shown[row][column];
  }

  /** Which token of those features. */
  int shownToken(int row, int column) {
    return shownToken[row][column];
  }

  /** Ids of the columns {@code [from, to)}, row-major. */
  long[] idsOf(int from, int to) {
    return slice(ids, from, to);
  }

  /** Positions of the columns {@code [from, to)} as the decoder takes them: axis, row, column. */
  long[] positionsOf(int from, int to) {
    long[] flat = new long[3 * rows() * (to - from)];
    for (int axis = 0; axis < 3; axis++) {
      long[] part = slice(positions[axis], from, to);
      System.arraycopy(part, 0, flat, axis * part.length, part.length);
    }
    return flat;
  }

  private static long[] slice(long[][] values, int from, int to) {
    int width = to - from;
    long[] flat = new long[values.length * width];
    for (int row = 0; row < values.length; row++) {
      System.arraycopy(values[row], from, flat, row * width, width);
    }
    return flat;
  }

  /** Hands out the tokens of a row's pictures (or clips) one after the other. */
  private final class Places {
    private final Iterator<VisionFeatures> remaining;
    private VisionFeatures current;
    private int token;

    Places(List<VisionFeatures> features) {
      this.remaining = features.iterator();
    }

    void next(int row, int column) {
      if (current == null || token == current.tokens()) {
        current = remaining.next();
        token = 0;
      }
      shown[row][column] = current;
      shownToken[row][column] = token++;
    }
  }
}
