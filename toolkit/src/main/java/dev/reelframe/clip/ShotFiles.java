package dev.reelframe.clip;

import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.ClipFormat;
import dev.reelframe.media.ClipWriter;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Video;
import dev.reelframe.table.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Deals pictures and sound to a file for each shot, exact to the frame and to the sample. */
final class ShotFiles implements Playback.Listener, AutoCloseable {
  /** Tables may round a time; frames are further apart than twice this, seconds. */
  private static final double SAME_S = 5e-4;

  private final Video video;
  private final List<Interval> shots;
  private final Path folder;
  private final ClipFormat format;
  private final Map<Integer, ClipWriter> open = new TreeMap<>();
  private final List<Path> done = new ArrayList<>();
  private double pictureS;
  private double soundS;

  ShotFiles(Video video, List<Interval> shots, Path folder, ClipFormat format) {
    this.video = video;
    this.shots = shots;
    this.folder = folder;
    this.format = format;
    this.soundS = video.info().sound().isPresent() ? 0 : Double.POSITIVE_INFINITY;
  }

  @Override
  public void picture(Frame frame, double endS) throws IOException {
    int shot = at(frame.timeS());
    double start = shots.get(shot).startS();
    writer(shot, frame.width(), frame.height())
        .picture(Math.max(0, frame.timeS() - start), endS - start, frame.data());
    pictureS = endS;
    finishPassed();
  }

  private int at(double timeS) {
    int shot = 0;
    while (shot + 1 < shots.size() && shots.get(shot + 1).startS() <= timeS + SAME_S) {
      shot++;
    }
    return shot;
  }

  @Override
  public void sound(AudioBlock block) throws IOException {
    for (int shot = at(block.timeS()); shot < shots.size(); shot++) {
      Interval span = shots.get(shot);
      boolean last = shot + 1 == shots.size();
      // Of a file that is whole already, the sound came too late to be kept.
      if (open.containsKey(shot) || pictureS < span.endS() - SAME_S) {
        MediaInfo.Picture picture = video.info().picture().orElseThrow();
        writer(shot, picture.width(), picture.height())
            .sound(block, span.startS(), last ? Double.POSITIVE_INFINITY : span.endS());
      }
      if (span.endS() >= block.endS()) {
        break;
      }
    }
    soundS = block.endS();
    finishPassed();
  }

  private ClipWriter writer(int shot, int width, int height) throws IOException {
    ClipWriter writer = open.get(shot);
    if (writer == null) {
      String name = String.format(Locale.ROOT, "shot-%03d%s", shot + 1, format.ending());
      double rate = video.info().picture().flatMap(p -> p.frameRate()).orElse(0.0);
      writer =
          ClipWriter.open(
              folder.resolve(name),
              new ClipWriter.Shape(width, height, rate, video.info().sound()));
      open.put(shot, writer);
    }
    return writer;
  }

  private void finishPassed() throws IOException {
    for (int shot : List.copyOf(open.keySet())) {
      double endS = shots.get(shot).endS() - SAME_S;
      if (pictureS >= endS && (soundS >= endS || pictureS >= endS + Decoding.INTERLEAVED_S)) {
        finish(shot);
      }
    }
  }

  private void finish(int shot) throws IOException {
    try (ClipWriter writer = open.remove(shot)) {
      done.add(writer.finish());
    }
  }

  /** Ends what is open; the files in the order of the clip. */
  List<Path> finished() throws IOException {
    for (int shot : List.copyOf(open.keySet())) {
      finish(shot);
    }
    return List.copyOf(done);
  }

  @Override
  public void close() throws IOException {
    close(open.values().iterator());
  }

  /** Closes all of them, also where one cannot be. */
  private static void close(Iterator<ClipWriter> writers) throws IOException {
    if (writers.hasNext()) {
      try (ClipWriter writer = writers.next()) {
        close(writers);
      }
    }
  }
}
