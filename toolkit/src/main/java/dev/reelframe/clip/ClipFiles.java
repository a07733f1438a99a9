package dev.reelframe.clip;

import dev.reelframe.chart.Charts;
import dev.reelframe.chart.FramePainter;
import dev.reelframe.chart.Picture;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.ClipFormat;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaException;
import dev.reelframe.media.Video;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Files to watch, made from a clip and its tables. The clip is decoded once more for each call.
 * Pictures keep their own times, so that a clip of variable frame rate stays one; the sound is
 * encoded anew. Where the calling thread is interrupted, a call and its children end with a {@link
 * java.util.concurrent.CancellationException}; no unfinished file stays.
 */
public final class ClipFiles {
  /** An animation is kept in memory until it is written. */
  private static final double LONGEST_ANIMATION_S = 20;

  private static final int ANIMATION_PX = 480;

  /** Animations show at most about twelve pictures a second. */
  private static final double ANIMATION_STEP_S = 0.078;

  private static final int SHEET_PX = 480;

  /** Shots of one sheet; of more, as many spread over all of them. */
  private static final int MOST_SHOTS = 96;

  private ClipFiles() {}

  /**
   * The clip with boxes, keypoints, captions and what is said drawn in.
   *
   * @param tables of a run over it, with their signals
   * @param file ends in {@code .mp4} or {@code .webm}
   * @throws IllegalArgumentException where it has another ending
   * @throws MediaException where the clip cannot be decoded, or the file not be encoded
   */
  public static Path annotated(Video video, List<MeasuredTable> tables, Path file)
      throws IOException {
    if (ClipFormat.of(file).isAnimation()) {
      throw new IllegalArgumentException(
          file + ": a whole clip is written as .mp4 or .webm, an animation of a moment of it");
    }
    return painted(video, tables, new Interval(0, Double.MAX_VALUE), file, Playback.whole());
  }

  /**
   * A moment of the clip with what was seen drawn in; an animation is at most 480 px wide and high,
   * shows at most twelve pictures a second and loops.
   *
   * @param stretch seconds; of an animation at most 20
   * @param file ends in {@code .gif}, {@code .webp}, {@code .mp4} or {@code .webm}
   */
  public static Path moment(Video video, List<MeasuredTable> tables, Interval stretch, Path file)
      throws IOException {
    boolean animation = ClipFormat.of(file).isAnimation();
    if (animation && stretch.length() > LONGEST_ANIMATION_S) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: an animation lasts at most %.0f s, and this one %.2f s; write .mp4 or .webm",
              file,
              LONGEST_ANIMATION_S,
              stretch.length()));
    }
    Frames view = animation ? Frames.all().longest(ANIMATION_PX) : Frames.all();
    double step = animation ? ANIMATION_STEP_S : 0;
    return painted(
        video, tables, stretch, file, new Playback(view, !animation, step, stretch.endS()));
  }

  private static Path painted(
      Video video, List<MeasuredTable> tables, Interval stretch, Path file, Playback playback)
      throws IOException {
    FramePainter painter = new FramePainter(tables, width(video));
    try (PaintedClip clip = new PaintedClip(video, painter, stretch, file)) {
      playback.play(video, clip);
      return clip.finished();
    }
  }

  private static int width(Video video) {
    return video.info().picture().map(p -> p.width()).orElse(0);
  }

  /**
   * One file for each shot, {@code shot-001.mp4} and so on, encoded anew so that each begins with
   * the frame after its cut. Files of the same names are replaced; others, as those of an earlier
   * call with more shots, stay.
   *
   * @param shots without gaps, as {@link ShotIntervals} gives them
   * @param folder made where it is not there
   * @param format MP4 or WebM
   * @return the files in the order of the clip
   * @throws IllegalArgumentException where the format is an animation's
   */
  public static List<Path> split(Video video, List<Interval> shots, Path folder, ClipFormat format)
      throws IOException {
    if (format.isAnimation()) {
      throw new IllegalArgumentException(
          "shots are written as .mp4 or .webm, not as " + format.ending());
    }
    try (ShotFiles files = new ShotFiles(video, shots, folder, format)) {
      Playback.whole().play(video, files);
      return files.finished();
    }
  }

  /** A picture from the middle of each shot, up to 96 of them. */
  public static Picture contactSheet(Video video, List<Interval> shots) throws IOException {
    List<Interval> shown = new ArrayList<>();
    int count = Math.min(shots.size(), MOST_SHOTS);
    for (int i = 0; i < count; i++) {
      shown.add(shots.get((int) ((long) i * shots.size() / count)));
    }
    List<Frame> frames = new ArrayList<>();
    Playback small =
        new Playback(Frames.all().longest(SHEET_PX), false, 0, Double.POSITIVE_INFINITY);
    small.play(
        video,
        new Playback.Listener() {
          @Override
          public void picture(Frame frame, double endS) {
            while (frames.size() < shown.size() && middle(shown.get(frames.size())) < endS) {
              frames.add(frame);
            }
          }

          @Override
          public void sound(AudioBlock block) {
            throw new IllegalStateException("no sound was asked for");
          }
        });
    return Charts.contactSheet(video.name(), frames, shown.subList(0, frames.size()));
  }

  private static double middle(Interval shot) {
    return (shot.startS() + shot.endS()) / 2;
  }
}
