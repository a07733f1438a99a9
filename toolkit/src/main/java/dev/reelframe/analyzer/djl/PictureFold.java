package dev.reelframe.analyzer.djl;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import tech.tablesaw.api.Table;

/** Shows a model each sampled frame. */
final class PictureFold extends ModelFold {
  private static final int OPAQUE = 0xFF00_0000;

  private final OutputTable.Signal signal;

  PictureFold(ModelCalls calls, OutputTable.Signal signal) {
    super(calls);
    this.signal = signal;
  }

  @Override
  public void frame(Frame frame) {
    signal.add(frame.timeS(), predict(image(frame)));
  }

  /** BGR bytes as the pixels that DJL's factories take, whichever of them is on the class path. */
  static Image image(Frame frame) {
    byte[] bgr = frame.data();
    int[] pixels = new int[frame.width() * frame.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          OPAQUE | (bgr[3 * i + 2] & 0xFF) << 16 | (bgr[3 * i + 1] & 0xFF) << 8 | bgr[3 * i] & 0xFF;
    }
    return ImageFactory.getInstance().fromPixels(pixels, frame.width(), frame.height());
  }

  @Override
  public Table signal(StreamEnd end) {
    return signal.table();
  }
}
