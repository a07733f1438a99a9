package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.Caption.Passage;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.Frame;
import java.util.List;

/**
 * One line of text from its first frame to its last. Every frame is asked for the line's outline;
 * some samples are read, later ones from the mean of several, in which a moving background blurs
 * and the letters do not.
 */
final class LineTrack extends FollowedLine {
  /** A line is lost below this share of its usual presence. */
  private static final double LOST = 0.55;

  /** A line that comes back within this time was never gone, seconds. */
  private static final double GONE_S = 0.1;

  /** Presence from which a sample is good to read, as a share of the usual one. */
  private static final double CLEAR = 0.85;

  /** Samples after which a line is read again. */
  private static final List<Integer> READ_AT = List.of(1, 3, 6, 12);

  /** Samples in which a new line's outline loses what was background. */
  private static final int YOUNG = 4;

  /** Pixels of the outline of a small letter. */
  private static final int LETTER_PX = 10;

  private static final double GOOD = 0.8;
  private static final double HOPELESS = 0.5;

  /**
   * One reading.
   *
   * @param timeS of the sampled frame, the last of those read together
   * @param frame its number
   * @param width of the sampled picture, pixels
   * @param height of the sampled picture, pixels
   * @param samples how many were averaged
   */
  record Read(double timeS, long frame, int width, int height, Reading reading, int samples) {
    static Read of(Frame frame, Reading reading, int samples) {
      return new Read(
          frame.timeS(), frame.index(), frame.width(), frame.height(), reading, samples);
    }
  }

  /** Of the samples so far; empty once no further one can come. */
  private int[] sum;

  private final PixelRect crop;
  private LineTemplate outline;
  private double level = 1;
  private Passage enters = Passage.ALONE;
  private Passage leaves = Passage.ALONE;
  private int samples;
  private double lostS = Double.NaN;

  /**
   * @param box in the sampled picture
   * @param smallBox in the small picture
   * @param score of the detector, 0..1
   * @param sampled the picture it was found in
   */
  LineTrack(
      RotatedBox box, RotatedBox smallBox, double score, LineTemplate outline, LumaImage sampled) {
    super(box, smallBox, score);
    this.outline = outline;
    PixelRect wide =
        box.grown(box.height(), box.height()).bounds().within(sampled.width(), sampled.height());
    this.crop =
        new PixelRect(
            Math.floor(wide.left()),
            Math.floor(wide.top()),
            Math.ceil(wide.right()),
            Math.ceil(wide.bottom()));
    this.sum = new int[(int) crop.width() * (int) crop.height()];
  }

  LineTemplate outline() {
    return outline;
  }

  Passage enters() {
    return enters;
  }

  Passage leaves() {
    return leaves;
  }

  void starts(double timeS, Passage how) {
    startS = timeS;
    enters = how;
  }

  void ends(double timeS, Passage how) {
    endS = Math.max(timeS, startS);
    leaves = how;
  }

  /** Whether it stood in the picture at a time that has passed. */
  boolean stands(double timeS) {
    return timeS >= startS && !(timeS >= (ended() ? endS : lostS));
  }

  /** Presence in a small picture, 1 as usual. */
  double presence(LumaImage small) {
    return outline.presence(small) / level;
  }

  /**
   * Looks at the next frame.
   *
   * @return whether the line has been gone for long enough to say so; {@link #lostS} says since
   *     when
   */
  boolean look(double timeS, LumaImage small) {
    double shown = outline.presence(small);
    if (shown >= LOST * level) {
      lostS = Double.NaN;
      level += 0.1 * (Math.max(shown, 0.5) - level);
    } else if (Double.isNaN(lostS)) {
      lostS = timeS;
    }
    return timeS - lostS >= GONE_S - 1e-6;
  }

  /** First frame without it; NaN while it is there. */
  double lostS() {
    return lostS;
  }

  /** No sample up to this time will come any more. */
  void samplesUpTo(double timeS) {
    if (endS <= timeS) {
      sum = new int[0];
    }
  }

  /**
   * Takes a sample in, and reads where it is time to.
   *
   * @param crowded whether another line stands close above
   */
  void sample(Frame frame, LumaImage small, LineReader reader, boolean crowded) {
    if (presence(small) < CLEAR) {
      return;
    }
    if (samples < YOUNG && outline.broken(small) < LETTER_PX) {
      keep(small);
    }
    if (samples >= READ_AT.getLast()) {
      return;
    }
    add(LumaImage.of(frame));
    if (READ_AT.contains(samples) && !settled()) {
      read(frame, reader, crowded);
    }
  }

  private void add(LumaImage picture) {
    int at = 0;
    for (int y = (int) crop.top(); y < (int) crop.bottom(); y++) {
      for (int x = (int) crop.left(); x < (int) crop.right(); x++) {
        sum[at++] += picture.at(x, y);
      }
    }
    samples++;
  }

  private void read(Frame frame, LineReader reader, boolean crowded) {
    byte[] mean = new byte[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (byte) ((sum[i] + samples / 2) / samples);
    }
    LumaImage picture = new LumaImage((int) crop.width(), (int) crop.height(), mean);
    Reading reading = reader.read(picture, box.moved(-crop.left(), -crop.top()), crowded);
    reads.add(Read.of(frame, reading, samples));
  }

  /** Whether another reading would tell nothing new. */
  private boolean settled() {
    if (reads.size() < 2) {
      return false;
    }
    Reading last = reads.getLast().reading();
    Reading before = reads.get(reads.size() - 2).reading();
    boolean agreed = last.text().equals(before.text()) && last.confidence() >= GOOD;
    return agreed || reads.stream().allMatch(r -> r.reading().confidence() < HOPELESS);
  }

  /** Whether anything was read that may be text. */
  boolean legible() {
    return reads.stream().anyMatch(r -> r.reading().confidence() >= HOPELESS);
  }

  /** What it seems to say so far. */
  Reading words() {
    return Consensus.of(
        reads.stream().map(r -> new Consensus.Vote(r.reading(), r.samples())).toList());
  }

  /** Whether a letter of it is another one now, while most of it stands. */
  boolean changed(LumaImage small) {
    return legible() && presence(small) >= LOST && outline.broken(small) >= LETTER_PX;
  }

  /** It was read again and says the same: what this picture does not show was no part of it. */
  void keep(LumaImage small) {
    LineTemplate kept = outline.keeping(small, true);
    if (kept.firm()) {
      outline = kept;
    }
  }
}
