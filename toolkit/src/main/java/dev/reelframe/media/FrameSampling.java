package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputRejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Pictures spread over a clip, without decoding all of it. */
final class FrameSampling {
  /**
   * A clip this short is decoded whole: that is as fast, and the pictures lie where they should.
   */
  private static final double SHORT_S = 20;

  private static final double UNKNOWN_STEP_S = 2;

  /** Timestamps are written with three decimals at the least. */
  private static final double HAIR_S = 1e-3;

  private static final double LATEST_S = 1e6;

  private FrameSampling() {}

  static List<Frame> at(Video video, int count, int width) {
    if (count < 1 || count > 100) {
      throw new InputRejected(count + " pictures at a glance: ask for 1 to 100");
    }
    if (video.info().picture().isEmpty()) {
      throw new InputRejected(video.file() + " has no picture to look at");
    }
    video.requireUnchanged();
    double duration = video.durationS().orElse(0.0);
    double step = duration > 0 ? Math.min(duration / count, 3600) : UNKNOWN_STEP_S;
    Frames view = Frames.every(step).width(width);
    List<Frame> found = List.of();
    if (duration == 0 || duration > SHORT_S) {
      found = read(video, view, count, true);
    }
    // Few places to begin at, as in a stream that was cut together once: look at all frames.
    return found.size() * 2 >= count ? found : read(video, view, count, false);
  }

  /** The first frame at or after a moment. */
  static Frame frame(Video video, double timeS) {
    if (!(timeS >= 0) || timeS > LATEST_S) {
      throw new InputRejected("a frame at " + timeS + " s: give 0 or more seconds");
    }
    if (video.info().picture().isEmpty()) {
      throw new InputRejected(video.file() + " has no picture to look at");
    }
    video.requireUnchanged();
    FfmpegProgram program = FfmpegProgram.get();
    // A hair early: a moment that was read from a table, rounded, still means its own frame.
    double from = Math.max(0, timeS - HAIR_S);
    List<String> command =
        DecodeCommand.from(program, video.file(), video.info(), Frames.all(), from);
    return read(video, Frames.all(), 1, command).stream()
        .findFirst()
        .map(f -> new Frame(-1, f.timeS() + from, f.width(), f.height(), f.format(), f.data()))
        .orElseThrow(() ->
            new InputRejected(
                String.format(
                    Locale.ROOT,
                    "%s has no frame at %.2f s%s",
                    video.file().getFileName(),
                    timeS,
                    video
                        .durationS()
                        .map(d -> String.format(Locale.ROOT, ": it lasts %.2f s", d))
                        .orElse(""))));
  }

  private static List<Frame> read(Video video, Frames view, int count, boolean syncOnly) {
    List<String> command =
        DecodeCommand.of(FfmpegProgram.get(), video.file(), video.info(), List.of(view), syncOnly);
    return read(video, view, count, command);
  }

  private static List<Frame> read(Video video, Frames view, int count, List<String> command) {
    MediaInfo.Picture picture = video.info().picture().orElseThrow();
    int width = picture.viewWidth(view);
    FfmpegProgram program = FfmpegProgram.get();
    List<Frame> frames = new ArrayList<>();
    try (ChildProcess child = ChildProcess.start(program, video.file(), command)) {
      NutReader reader = new NutReader(child.output());
      for (Optional<NutReader.Packet> next = reader.next();
          next.isPresent() && frames.size() < count;
          next = reader.next()) {
        NutReader.Packet packet = next.get();
        if (packet.timeS() >= 0) {
          frames.add(
              new Frame(
                  -1,
                  packet.timeS(),
                  width,
                  picture.viewHeight(width),
                  view.format(),
                  packet.data()));
        }
      }
    } catch (IOException e) {
      throw new MediaException.DecoderFailed("a look at " + video.file() + " broke off", e);
    }
    return frames;
  }
}
