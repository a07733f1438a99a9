package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MelSpectrogramTest {
  private static final MelFilters FILTERS = MelFilters.of(80);

  private static float[] tone(double hz, int samples) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / 16_000));
    }
    return tone;
  }

  private static float[] window(MelSpectrogram mel, int seek) {
    float[] window = new float[80 * MelSpectrogram.WINDOW_FRAMES];
    mel.window(seek, window, 0);
    return window;
  }

  @Test
  void silenceIsFlat() {
    float[] features = window(MelSpectrogram.of(FILTERS, new float[0]), 0);
    assertThat(features).containsOnly(-1.5f);
  }

  @Test
  void aToneIsLoudestInTheBandAroundIt() {
    float[] features = window(MelSpectrogram.of(FILTERS, tone(1000, 16_000)), 0);
    int loudest = 0;
    for (int mel = 0; mel < 80; mel++) {
      if (features[mel * 3000 + 50] > features[loudest * 3000 + 50]) {
        loudest = mel;
      }
    }
    // 1000 Hz is mel 15 of Slaney's scale, whose 82 edges are 0.5573 mel apart
    assertThat(loudest).isEqualTo(26);
    float largest = features[loudest * 3000 + 50];
    float smallest = Float.MAX_VALUE;
    for (float value : features) {
      smallest = Math.min(smallest, value);
    }
    assertThat(largest - smallest).isCloseTo(2f, within(0.01f));
  }

  @Test
  void aLongClipGivesTheSameFramesWhateverTheWindow() {
    float[] clip = tone(300, 16_000 * 35);
    Arrays.fill(clip, 16_000 * 31, 16_000 * 32, 0);
    MelSpectrogram mel = MelSpectrogram.of(FILTERS, clip);
    assertThat(mel.frames()).isEqualTo(3500);
    float[] first = window(mel, 0);
    float[] later = window(mel, 1234);
    for (int i = 0; i < 3000 - 1234; i++) {
      assertThat(later[7 * 3000 + i]).isEqualTo(first[7 * 3000 + 1234 + i]);
    }
    assertThat(later[7 * 3000 + 3500 - 1234]).as("past the end").isZero();
  }

  @Test
  void aWindowOfAShortClipIsFilledWithZeroBehindThirtySeconds() {
    float[] features = window(MelSpectrogram.of(FILTERS, tone(300, 16_000)), 1000);
    assertThat(features[1999]).isNotZero();
    assertThat(features[2000]).isZero();
  }

  @Test
  void countsOneFramePerHop() {
    assertThat(MelSpectrogram.of(FILTERS, new float[480_159]).frames()).isEqualTo(3000);
    assertThat(MelSpectrogram.of(FILTERS, new float[480_160]).frames()).isEqualTo(3001);
    assertThat(MelSpectrogram.of(FILTERS, new float[161]).audioFrames()).isEqualTo(2);
  }

  @Test
  void filtersCoverTheBandWithEqualAreas() {
    for (int mels : new int[] {80, 128}) {
      MelFilters filters = MelFilters.of(mels);
      for (int mel = mels / 2; mel < mels; mel++) {
        double area = 0;
        for (int bin = 0; bin < MelFilters.BINS; bin++) {
          area += filters.weight(mel, bin) * 40;
        }
        assertThat(area).as("band %d of %d", mel, mels).isCloseTo(1, within(0.15));
      }
    }
  }
}
