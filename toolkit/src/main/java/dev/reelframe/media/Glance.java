package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputRejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pictures spread over a clip, without decoding all of it. */
final class Glance {
  /**
   * A clip this short is decoded whole: that is as fast, and the pictures lie where they should.
   */
  private static final double SHORT_S = 20;

  private static final double UNKNOWN_STEP_S = 2;

  private Glance() {}

  static List<Frame> at(Video video, int count, int width) {
    if (count < 1 || count > 100) {
      throw new InputRejected(count + " pictures at a glance: ask for 1 to 100");
    }
    if (video.info().picture().isEmpty()) {
      throw new InputRejected(video.file() + " has no picture to look at");
    }
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

  private static List<Frame> read(Video video, Frames view, int count, boolean syncOnly) {
    MediaInfo.Picture picture = video.info().picture().orElseThrow();
    int width = picture.viewWidth(view);
    FfmpegProgram program = FfmpegProgram.get();
    List<String> command =
        DecodeCommand.of(program, video.file(), video.info(), List.of(view), syncOnly);
    List<Frame> frames = new ArrayList<>();
    try (ChildProcess child = ChildProcess.start(program, command)) {
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
