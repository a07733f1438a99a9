package dev.reelframe.benchmarks.truth;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A stretch of footage without overlays, taken by a camera that stands still.
 *
 * @param fromS where it begins in its file
 * @param seconds its length; a still has no end
 * @param crop the part of the picture that no overlay touches
 */
record Footage(String name, String file, double fromS, double seconds, Ffmpeg.Crop crop) {
  private static final String BENCH = "bench49.mp4";

  /** Everything there is; people, cars and things, bright and dark. */
  static final List<Footage> MOVING =
      List.of(
          bench("woman", 0.1, 6.35, 270, 1010),
          bench("man_in_hoodie", 6.6, 1.75, 0, 1280),
          bench("man_in_sweater", 8.5, 2.45, 0, 1280),
          bench("car", 15.05, 3.9, 0, 1280),
          bench("bottle", 24.05, 3.4, 380, 900),
          bench("walker", 28.1, 4.85, 0, 1280),
          bench("eat", 37.07, 0.93, 0, 1040),
          bench("book", 38.07, 0.93, 0, 1040),
          bench("school", 39.07, 0.93, 0, 1040),
          new Footage("thanks", "thanks.mkv", 0, 1.6, new Ffmpeg.Crop(0, 0, 640, 480)));

  /** Photos. */
  static final List<Footage> STILLS =
      List.of(
          new Footage("dog", "dog.jpg", 0, 1e6, new Ffmpeg.Crop(0, 0, 768, 576)),
          new Footage("brown_horses", BENCH, 41.1, 1e6, new Ffmpeg.Crop(0, 0, 720, 1280)),
          new Footage("white_horse", BENCH, 44.9, 1e6, new Ffmpeg.Crop(0, 0, 720, 1280)));

  private static Footage bench(String name, double fromS, double seconds, int top, int height) {
    return new Footage(name, BENCH, fromS, seconds, new Ffmpeg.Crop(0, top, 720, height));
  }

  boolean still() {
    return seconds > 1e5;
  }

  /** Opens it from a time on; times asked for may only grow. */
  Roll open(Ffmpeg ffmpeg, String mediaFolder, double startS) {
    return new Roll(this, ffmpeg, mediaFolder + "/" + file, startS);
  }

  /** A reel of it that is being shown. */
  static final class Roll implements AutoCloseable {
    private static final double FPS = 30;
    private final Ffmpeg.Pictures pictures;
    private final BufferedImage image;
    private final boolean still;
    private int shown = -1;

    Roll(Footage footage, Ffmpeg ffmpeg, String path, double startS) {
      still = footage.still();
      try {
        double from = still ? footage.fromS : footage.fromS + startS;
        int frames = still ? 1 : (int) Math.max(1, Math.round((footage.seconds - startS) * FPS));
        pictures = ffmpeg.pictures(path, from, frames, footage.crop);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      image =
          new BufferedImage(
              footage.crop.width(), footage.crop.height(), BufferedImage.TYPE_3BYTE_BGR);
    }

    /** The picture at a time since the start; the last one stays. */
    BufferedImage at(double seconds) {
      byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      int wanted = still ? 0 : (int) Math.floor(seconds * FPS + 1e-6);
      try {
        while (shown < wanted) {
          if (!pictures.next(data)) {
            break;
          }
          shown++;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (shown < 0) {
        throw new IllegalStateException("no picture could be read: is the media folder complete?");
      }
      return image;
    }

    @Override
    public void close() {
      pictures.close();
    }
  }
}
