package dev.reelframe.analyzer.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tesseract.TessBaseAPI;
import org.bytedeco.tesseract.global.tesseract;

/**
 * One Tesseract engine with one language, for one thread at a time. Setting it up takes a tenth of
 * a second and more: it is kept.
 */
final class Tesseract implements AutoCloseable {
  private static final int DPI = 300;

  private final TessBaseAPI api;

  private Tesseract(TessBaseAPI api) {
    this.api = api;
  }

  /**
   * @param data a file {@code <language>.traineddata}
   */
  static Tesseract open(Path data) {
    String file = data.getFileName().toString();
    String language = file.substring(0, file.indexOf('.'));
    TessBaseAPI api = new TessBaseAPI();
    if (api.Init(data.getParent().toString(), language, tesseract.OEM_LSTM_ONLY) != 0) {
      api.close();
      throw new IllegalStateException(
          "Tesseract does not take " + data + ": run `reelframe models verify`");
    }
    api.SetVariable("debug_file", "/dev/null");
    api.SetPageSegMode(tesseract.PSM_SINGLE_LINE);
    return new Tesseract(api);
  }

  /** Reads a crop that holds one line, dark on light, with a margin. */
  Reading read(Luma line) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(line.data().length).put(line.data()).flip();
    api.SetImage(pixels, line.width(), line.height(), 1, line.width());
    api.SetSourceResolution(DPI);
    BytePointer text = api.GetUTF8Text();
    if (text == null || text.isNull()) {
      return Reading.NOTHING;
    }
    try {
      String words = text.getString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
      return new Reading(words, words.isEmpty() ? 0 : api.MeanTextConf() / 100.0);
    } finally {
      text.deallocate();
      api.Clear();
    }
  }

  @Override
  public void close() {
    api.End();
    api.close();
  }
}
