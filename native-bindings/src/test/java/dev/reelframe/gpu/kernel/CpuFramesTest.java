package dev.reelframe.gpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CpuFramesTest {
  private static byte[] flat(FrameShape frame, int blue, int green, int red) {
    byte[] pixels = new byte[(int) frame.bgrBytes()];
    for (int i = 0; i < pixels.length; i += 3) {
      pixels[i] = (byte) blue;
      pixels[i + 1] = (byte) green;
      pixels[i + 2] = (byte) red;
    }
    return pixels;
  }

  @Test
  void aFlatFrameStaysFlatInEachPlane() {
    FrameShape frame = FrameShape.bgr(20, 10);
    float[] tensor =
        CpuFrames.bgrToTensor(flat(frame, 51, 102, 255), frame, TensorLayout.stretched(4, 6));
    assertThat(Arrays.copyOfRange(tensor, 0, 24)).containsOnly(1f);
    assertThat(Arrays.copyOfRange(tensor, 24, 48)).containsOnly(102 * (1 / 255f));
    assertThat(Arrays.copyOfRange(tensor, 48, 72)).containsOnly(51 * (1 / 255f));
    float[] bgr =
        CpuFrames.bgrToTensor(
            flat(frame, 51, 102, 255), frame, TensorLayout.stretched(4, 6).inBgr());
    assertThat(bgr[0]).isEqualTo(51 * (1 / 255f));
    assertThat(bgr[71]).isEqualTo(1f);
  }

  @Test
  void resizingKeepsARampWherePixelCentresSay() {
    // value = 10 * x; halving the width puts a result pixel between source pixels 2x and 2x + 1.
    FrameShape frame = FrameShape.bgr(16, 2);
    byte[] pixels = new byte[(int) frame.bgrBytes()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (10 * (i / 3 % 16));
    }
    float[] tensor = CpuFrames.bgrToTensor(pixels, frame, TensorLayout.stretched(8, 2));
    for (int x = 0; x < 8; x++) {
      assertThat(tensor[x]).isCloseTo((20 * x + 5) / 255f, within(1e-6f));
    }
    float[] twice = CpuFrames.bgrToTensor(pixels, frame, TensorLayout.stretched(32, 2));
    assertThat(twice[0]).as("clamped at the border").isEqualTo(0f);
    assertThat(twice[2]).isCloseTo(7.5f / 255, within(1e-6f));
  }

  @Test
  void aLetterboxIsGreyAroundTheFrame() {
    FrameShape frame = FrameShape.bgr(20, 10);
    TensorLayout layout = TensorLayout.letterboxed(8, 8, frame);
    assertThat(layout.innerHeight()).isEqualTo(4);
    assertThat(layout.top()).isEqualTo(2);
    float[] tensor = CpuFrames.bgrToTensor(flat(frame, 0, 0, 0), frame, layout);
    assertThat(tensor[0]).isEqualTo(114 * (1 / 255f));
    assertThat(tensor[2 * 8]).isZero();
    assertThat(tensor[6 * 8]).isEqualTo(114 * (1 / 255f));
  }

  @Test
  void normalisationIsWhatModelsAreTrainedWith() {
    FrameShape frame = FrameShape.bgr(4, 4);
    Normalisation n = Normalisation.of(new float[] {.5f, .4f, .3f}, new float[] {.25f, .2f, .1f});
    float[] tensor =
        CpuFrames.bgrToTensor(
            flat(frame, 255, 0, 255), frame, TensorLayout.stretched(1, 1).normalised(n));
    assertThat(tensor[0]).isCloseTo((1 - .5f) / .25f, within(1e-5f));
    assertThat(tensor[1]).isCloseTo((0 - .4f) / .2f, within(1e-5f));
    assertThat(tensor[2]).isCloseTo((1 - .3f) / .1f, within(1e-5f));
  }

  @Test
  void halfValuesAreRoundedToHalf() {
    FrameShape frame = FrameShape.bgr(4, 4);
    float[] tensor =
        CpuFrames.bgrToTensor(flat(frame, 1, 1, 1), frame, TensorLayout.stretched(1, 1).inHalf());
    assertThat(tensor[0]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(1 / 255f)));
    assertThat(tensor[0]).isNotEqualTo(1 / 255f);
  }

  /**
   * Limited range: 16 is black, 235 white, 128 no colour; red in BT.601 is (82, 90, 240), in BT.709
   * (63, 102, 240).
   */
  @Test
  void nv12ColoursAreThoseOfTheStandards() {
    assertColour(ColourMatrix.BT601, 16, 128, 128, 0, 0, 0);
    assertColour(ColourMatrix.BT709, 235, 128, 128, 255, 255, 255);
    assertColour(ColourMatrix.BT601, 82, 90, 240, 255, 0, 0);
    assertColour(ColourMatrix.BT709, 63, 102, 240, 255, 0, 0);
    assertColour(ColourMatrix.BT601, 145, 54, 34, 0, 255, 0);
    assertColour(ColourMatrix.BT709, 32, 240, 118, 0, 0, 255);
  }

  private static void assertColour(
      ColourMatrix matrix, int y, int u, int v, int red, int green, int blue) {
    FrameShape frame = FrameShape.nv12(6, 4);
    byte[] luma = new byte[(int) frame.lumaBytes()];
    Arrays.fill(luma, (byte) y);
    byte[] chroma = new byte[(int) frame.chromaBytes()];
    for (int i = 0; i < chroma.length; i += 2) {
      chroma[i] = (byte) u;
      chroma[i + 1] = (byte) v;
    }
    float[] tensor =
        CpuFrames.nv12ToTensor(luma, chroma, frame, matrix, TensorLayout.stretched(3, 2));
    assertThat(tensor[0] * 255).isCloseTo(red, within(2.5f));
    assertThat(tensor[6] * 255).isCloseTo(green, within(2.5f));
    assertThat(tensor[12] * 255).isCloseTo(blue, within(2.5f));
  }

  @Test
  void differencesCountSumAndChanges() {
    byte[] a = {0, 10, (byte) 200, (byte) 255};
    byte[] b = {0, 20, (byte) 100, 0};
    FrameDifference difference = CpuFrames.difference(a, b, 10);
    assertThat(difference).isEqualTo(new FrameDifference(4, 365, 2));
    assertThat(difference.mean()).isEqualTo(91.25);
    assertThatThrownBy(() -> CpuFrames.difference(a, new byte[3], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHistogramPutsAColourIntoItsBin() {
    FrameShape frame = FrameShape.bgr(5, 3);
    int[] bins = CpuFrames.histogram(flat(frame, 31, 32, 255), frame);
    assertThat(bins[7 << 6 | 1 << 3]).isEqualTo(15);
    assertThat(Arrays.stream(bins).sum()).isEqualTo(15);
  }

  @Test
  void layoutsOutsideTheTensorAreRefused() {
    assertThatThrownBy(
            () -> new TensorLayout(8, 8, 4, 0, 5, 8, 0, Normalisation.unit(), false, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FrameShape(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
