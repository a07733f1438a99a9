package dev.reelframe.analyzer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class ImageCropTest {

  /** Blue rises with x, green with y, red is 7. */
  private static Frame ramp(int width, int height) {
    byte[] data = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        data[at] = (byte) x;
        data[at + 1] = (byte) (2 * y);
        data[at + 2] = 7;
      }
    }
    return new Frame(0, 0, width, height, PixelFormat.BGR, data);
  }

  private static float[] planes(ImageCrop window, Frame frame, ImageCrop.Layout layout) {
    FloatBuffer target = FloatBuffer.allocate(window.width() * window.height() * 3);
    window.fill(frame, target, layout, 1, 0);
    return target.array();
  }

  @Test
  void sizeAsItIsCopiesThePixels() {
    Frame frame = ramp(6, 4);
    float[] bgr = planes(ImageCrop.stretched(frame, 6, 4), frame, ImageCrop.Layout.BGR_PLANES);
    assertThat(bgr[2 * 6 + 5]).isEqualTo(5);
    assertThat(bgr[24 + 3 * 6]).isEqualTo(6);
    assertThat(bgr[48]).isEqualTo(7);
    float[] rgb = planes(ImageCrop.stretched(frame, 6, 4), frame, ImageCrop.Layout.RGB_PLANES);
    assertThat(rgb[0]).isEqualTo(7);
    assertThat(rgb[48 + 5]).isEqualTo(5);
    float[] pixels = planes(ImageCrop.stretched(frame, 6, 4), frame, ImageCrop.Layout.RGB_PIXELS);
    assertThat(pixels[3 * 5]).isEqualTo(7);
    assertThat(pixels[3 * 5 + 2]).isEqualTo(5);
  }

  @Test
  void shrinkingAveragesWhatAPixelCovers() {
    Frame frame = ramp(6, 6);
    float[] bgr = planes(ImageCrop.stretched(frame, 2, 3), frame, ImageCrop.Layout.BGR_PLANES);
    assertThat(bgr[0]).isCloseTo(1, within(1e-5f));
    assertThat(bgr[1]).isCloseTo(4, within(1e-5f));
    assertThat(bgr[6]).isCloseTo(1, within(1e-5f));
    // A step of 1.5 pixels: 0, 1 and half of it.
    float[] thirds = planes(ImageCrop.stretched(frame, 4, 6), frame, ImageCrop.Layout.BGR_PLANES);
    assertThat(thirds[0]).isCloseTo((0 * 1 + 1 * 0.5f) / 1.5f, within(1e-5f));
  }

  @Test
  void enlargingInterpolates() {
    Frame frame = ramp(8, 8);
    ImageCrop window = new ImageCrop(new BoundingBox(2, 2, 2, 2), 4, 4, 0);
    float[] bgr = planes(window, frame, ImageCrop.Layout.BGR_PLANES);
    // Centres of the four target pixels lie at 2.25, 2.75, 3.25, 3.75; pixel x has its at x + 0.5.
    assertThat(bgr[0]).isCloseTo(1.75f, within(1e-5f));
    assertThat(bgr[1]).isCloseTo(2.25f, within(1e-5f));
    assertThat(bgr[3]).isCloseTo(3.25f, within(1e-5f));
  }

  @Test
  void aLetterboxKeepsTheAspectRatioAndFillsTheRest() {
    Frame frame = ramp(10, 20);
    ImageCrop window = ImageCrop.letterbox(frame, 10, 10, 114);
    float[] bgr = planes(window, frame, ImageCrop.Layout.BGR_PLANES);
    assertThat(bgr[5]).isEqualTo(114);
    assertThat(bgr[4]).isCloseTo(8.5f, within(1e-5f));
    assertThat(window.inFrame(new BoundingBox(1, 2, 3, 4))).isEqualTo(new BoundingBox(2, 4, 6, 8));
  }

  @Test
  void aSquareMayReachBeyondTheFrame() {
    Frame frame = ramp(10, 10);
    ImageCrop window = ImageCrop.square(new BoundingBox(0, 0, 10, 4), 2, 20, 50);
    assertThat(window.region()).isEqualTo(new BoundingBox(-5, -8, 20, 20));
    float[] bgr = planes(window, frame, ImageCrop.Layout.BGR_PLANES);
    assertThat(bgr[0]).isEqualTo(50);
    assertThat(bgr[8 * 20 + 5 + 3]).isEqualTo(3);
    assertThat(window.frameX(5)).isZero();
    assertThat(window.lowered(0.5).frameY(0)).isEqualTo(2);
    ByteBuffer bytes = ByteBuffer.allocate(20 * 20 * 3);
    window.fillRgb(frame, bytes);
    assertThat(bytes.get(3 * (8 * 20 + 8) + 2)).isEqualTo((byte) 3);
    assertThat(bytes.get(3 * (8 * 20 + 8))).isEqualTo((byte) 7);
  }

  @Test
  void greyFramesAndEmptyBoxesAreRefused() {
    Frame grey = new Frame(0, 0, 2, 2, PixelFormat.GREY, new byte[4]);
    ImageCrop window = ImageCrop.stretched(grey, 2, 2);
    assertThatThrownBy(() -> planes(window, grey, ImageCrop.Layout.BGR_PLANES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ImageCrop.square(new BoundingBox(0, 0, 0, 0), 1, 10, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
