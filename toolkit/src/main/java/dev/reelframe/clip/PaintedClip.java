package dev.reelframe.clip;

import dev.reelframe.chart.FramePainter;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.ClipWriter;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Video;
import dev.reelframe.table.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the pictures of a stretch with what tables say drawn in, and its sound as it is. */
final class PaintedClip implements Playback.Listener, AutoCloseable {
  private final Video video;
  private final FramePainter painter;
  private final Interval stretch;
  private final Path file;
  private Optional<ClipWriter> writer = Optional.empty();
  private long pictures;

  PaintedClip(Video video, FramePainter painter, Interval stretch, Path file) {
    this.video = video;
    this.painter = painter;
    this.stretch = stretch;
    this.file = file;
  }

  @Override
  public void picture(Frame frame, double endS) throws IOException {
    if (endS > stretch.startS() && frame.timeS() < stretch.endS()) {
      writer(frame.width(), frame.height())
          .picture(
              Math.max(0, frame.timeS() - stretch.startS()),
              Math.min(endS, stretch.endS()) - stretch.startS(),
              painter.painted(frame));
      pictures++;
    }
  }

  @Override
  public void sound(AudioBlock block) throws IOException {
    if (block.endS() > stretch.startS() && block.timeS() < stretch.endS()) {
      MediaInfo.Picture picture = video.info().picture().orElseThrow();
      writer(picture.width(), picture.height()).sound(block, stretch.startS(), stretch.endS());
    }
  }

  private ClipWriter writer(int width, int height) throws IOException {
    if (writer.isEmpty()) {
      double rate = video.info().picture().flatMap(p -> p.frameRate()).orElse(0.0);
      writer =
          Optional.of(
              ClipWriter.open(
                  file, new ClipWriter.Shape(width, height, rate, video.info().sound())));
    }
    return writer.get();
  }

  /**
   * The whole file.
   *
   * @throws IllegalArgumentException where the stretch holds no picture; it may hold sound
   */
  Path finished() throws IOException {
    if (pictures == 0) {
      throw new IllegalArgumentException(stretch + " holds no picture");
    }
    return writer.orElseThrow().finish();
  }

  @Override
  public void close() throws IOException {
    if (writer.isPresent()) {
      writer.get().close();
    }
  }
}
