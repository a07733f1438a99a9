package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.table.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class UntranscribedSpeechTest {
  private static final UntranscribedSpeech WORDS =
      new UntranscribedSpeech(
          List.of(new Interval(1, 1.5), new Interval(1.6, 2), new Interval(6, 7)));

  @Test
  void aStretchWithoutWordsIsUnheardWhole() {
    assertThat(WORDS.in(List.of(new Interval(1, 2), new Interval(3, 3.4))))
        .containsExactly(new Interval(3, 3.4));
  }

  @Test
  void aSecondWithoutWordsIsUnheardAndABreathIsNot() {
    assertThat(WORDS.in(List.of(new Interval(0.9, 4.3)))).containsExactly(new Interval(2.3, 4.3));
    assertThat(WORDS.in(List.of(new Interval(0.9, 3)))).isEmpty();
    assertThat(new UntranscribedSpeech(List.of()).in(List.of())).isEmpty();
  }
}
