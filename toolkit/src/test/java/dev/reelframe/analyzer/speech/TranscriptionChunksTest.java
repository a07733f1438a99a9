package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TranscriptionChunksTest {
  private static final double STEP_S = 0.032;

  @Test
  void nearStretchesShareAWindowAndLongOnesAreParted() {
    assertThat(TranscriptionChunks.of(List.of(new Interval(1, 2), new Interval(2.6, 4))))
        .containsExactly(new Interval(0.8, 4.2));
    assertThat(TranscriptionChunks.of(List.of(new Interval(1, 20), new Interval(21, 40))))
        .hasSize(2);
    assertThat(TranscriptionChunks.of(List.of(new Interval(1, 2), new Interval(6, 7)))).hasSize(2);
  }

  @Test
  void whoNeverPausesIsPartedWhereTheVoiceIsWeakest() {
    Rows voices = SpeechActivity.VoiceRow.SCHEMA.schema().rows();
    IntStream.range(0, (int) (400 / STEP_S))
        .forEach(i -> voices.add(i * STEP_S, i == 3_000 || i == 6_000 ? 0.6 : 0.99));
    List<Interval> whole = List.of(new Interval(0, 2), new Interval(10, 300));
    List<Interval> parts = TranscriptionChunks.parted(whole, Optional.of(voices.table()));
    assertThat(parts).hasSize(4);
    assertThat(parts.get(0)).isEqualTo(new Interval(0, 2));
    assertThat(parts.get(1).endS()).isCloseTo(3_000.5 * STEP_S, within(1e-9));
    assertThat(parts.get(2).endS()).isCloseTo(6_000.5 * STEP_S, within(1e-9));
    assertThat(parts.getLast().endS()).isEqualTo(300);
    assertThat(TranscriptionChunks.parted(whole, Optional.empty()))
        .allMatch(part -> part.length() <= 120)
        .hasSize(4);
  }

  @Test
  void aBatchHoldsFewClipsAndFewMinutes() {
    List<Interval> shortOnes =
        IntStream.range(0, 40).mapToObj(i -> new Interval(10 * i, 10 * i + 2)).toList();
    assertThat(TranscriptionChunks.batches(shortOnes))
        .extracting(List::size)
        .containsExactly(16, 16, 8);
    List<Interval> longOnes =
        IntStream.range(0, 9).mapToObj(i -> new Interval(120 * i, 120 * i + 120)).toList();
    assertThat(TranscriptionChunks.batches(longOnes))
        .extracting(List::size)
        .containsExactly(4, 4, 1);
    assertThat(TranscriptionChunks.batches(longOnes).stream().flatMap(List::stream))
        .isEqualTo(longOnes);
    assertThat(TranscriptionChunks.batches(List.of())).isEmpty();
  }
}
