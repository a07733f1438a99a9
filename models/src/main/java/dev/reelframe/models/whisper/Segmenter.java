package dev.reelframe.models.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the tokens of one window into segments at pairs of timestamps, and says how far the next
 * window lies ahead.
 */
final class Segmenter {
  /** Seconds per feature frame. */
  static final double FRAME_S = 0.01;

  /** Seconds per timestamp token, two frames. */
  static final double TIMESTAMP_S = 0.02;

  private static final int FRAMES_PER_TIMESTAMP = 2;

  private Segmenter() {}

  /**
   * @param startS seconds from the start of the clip
   * @param endS seconds from the start of the clip
   * @param tokens with their timestamps
   * @param from index of the first token in the window's output
   */
  record Piece(double startS, double endS, int[] tokens, int from) {}

  /**
   * @param pieces the segments
   * @param advance frames to the next window by the rule of the published reference
   * @param closed frames to the last time, where a single one closes the window; else the advance
   */
  record Cut(List<Piece> pieces, int advance, int closed) {}

  /**
   * @param tokens of the window, without the end token
   * @param begin id of {@code <|0.00|>}
   * @param seek the window's first frame
   * @param frames the window's frames inside the clip
   */
  static Cut cut(int[] tokens, int begin, int seek, int frames) {
    List<Integer> starts = pairs(tokens, begin);
    if (starts.isEmpty()) {
      return whole(tokens, begin, seek, frames);
    }
    int n = tokens.length;
    boolean endsWithOneTime = n >= 2 && tokens[n - 1] >= begin && tokens[n - 2] < begin;
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < starts.size(); i++) {
      boolean open = i == starts.size() - 1 && !endsWithOneTime;
      // the last piece keeps the pair's second time: it shows that more was to follow
      int to = open ? starts.get(i) + 1 : starts.get(i);
      int closing = open ? to - 2 : to - 1;
      pieces.add(piece(tokens, from, to, closing, begin, seek));
      from = to;
    }
    if (endsWithOneTime) {
      pieces.add(piece(tokens, from, n, n - 1, begin, seek));
      return new Cut(pieces, frames, closed(tokens[n - 1], begin, frames));
    }
    int advance = (tokens[from - 2] - begin) * FRAMES_PER_TIMESTAMP;
    return new Cut(pieces, advance, advance);
  }

  /** Indices of the second time of each two in a row. */
  private static List<Integer> pairs(int[] tokens, int begin) {
    List<Integer> found = new ArrayList<>();
    for (int i = 1; i < tokens.length; i++) {
      if (tokens[i - 1] >= begin && tokens[i] >= begin) {
        found.add(i);
      }
    }
    return found;
  }

  private static Piece piece(int[] tokens, int from, int to, int closing, int begin, int seek) {
    return new Piece(
        seek * FRAME_S + (tokens[from] - begin) * TIMESTAMP_S,
        seek * FRAME_S + (tokens[closing] - begin) * TIMESTAMP_S,
        Arrays.copyOfRange(tokens, from, to),
        from);
  }

  private static Cut whole(int[] tokens, int begin, int seek, int frames) {
    int latest = Arrays.stream(tokens).filter(t -> t >= begin).reduce(-1, (a, b) -> b);
    double length = latest > begin ? (latest - begin) * TIMESTAMP_S : frames * FRAME_S;
    double start = seek * FRAME_S;
    boolean closes = latest > begin && tokens[tokens.length - 1] == latest;
    return new Cut(
        List.of(new Piece(start, start + length, tokens, 0)),
        frames,
        closes ? closed(latest, begin, frames) : frames);
  }

  /** Frames to a closing time; the whole window where that is none. */
  private static int closed(int time, int begin, int frames) {
    int at = (time - begin) * FRAMES_PER_TIMESTAMP;
    return at > 0 ? Math.min(at, frames) : frames;
  }
}
