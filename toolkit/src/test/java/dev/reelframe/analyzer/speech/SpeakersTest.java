package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.audio.SoundHop;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeakersTest {
  /** Stretches of a second at these pitches; 0 is whispered. */
  private static int[] of(double... hertz) {
    RowWriter<SoundHop> sound = SoundHop.SCHEMA.rows();
    List<Interval> stretches = new ArrayList<>();
    for (int s = 0; s < hertz.length; s++) {
      stretches.add(new Interval(s, s + 0.99));
      for (int i = 0; i < 100; i++) {
        double pitch = hertz[s] > 0 ? hertz[s] * (1 + 0.02 * Math.sin(i)) : Double.NaN;
        sound.add(new SoundHop(s + i / 100.0, -20, -20, -20, -3, 500, 0.1, 0.1, 0.1, pitch, 0.9));
      }
    }
    return Speakers.of(stretches, Prosody.of(sound.table()));
  }

  @Test
  void aHighAndALowVoiceAreTwo() {
    int[] found = of(100, 105, 220, 98, 230);
    assertThat(found[0]).isEqualTo(found[1]).isEqualTo(found[3]).isNotEqualTo(found[2]);
    assertThat(found[2]).isEqualTo(found[4]);
  }

  @Test
  void oneVoiceMayRiseByAThird() {
    assertThat(of(216, 239, 264, 276)).containsOnly(0);
  }

  @Test
  void aWhisperIsTheVoiceBeforeIt() {
    int[] found = of(100, 0, 220, 0);
    assertThat(found[1]).isEqualTo(found[0]);
    assertThat(found[3]).isEqualTo(found[2]);
    assertThat(of(0, 0)).containsOnly(0);
  }
}
