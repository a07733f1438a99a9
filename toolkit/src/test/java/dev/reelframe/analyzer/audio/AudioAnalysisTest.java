package dev.reelframe.analyzer.audio;

import static dev.reelframe.analyzer.Analyzers.audioAnalysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.AnalyzerFault;
import dev.reelframe.media.ReferenceLoudness;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class AudioAnalysisTest {
  @TempDir Path dir;

  private Video clip(int rate, double seconds, DoubleUnaryOperator... channels) {
    return Video.open(
        SyntheticClip.soundOnly().sound(rate, seconds, channels).write(dir.resolve("clip.mkv")));
  }

  private Video clip(Scene scene) {
    return clip(Scene.RATE, scene.seconds(), scene.function());
  }

  private static DoubleUnaryOperator tone(double hz, double dbfs) {
    return t -> Math.pow(10, dbfs / 20) * Math.sin(2 * Math.PI * hz * t);
  }

  private static void assertAll(
      Table table, String column, double expected, Offset<Double> offset) {
    DoubleColumn values = table.doubleColumn(column);
    assertThat(values.countMissing()).as(column).isZero();
    for (double value : values) {
      assertThat(value).as(column).isCloseTo(expected, offset);
    }
  }

  private static void assertMissing(Table table, String... columns) {
    for (String column : columns) {
      assertThat(table.column(column).countMissing()).as(column).isEqualTo(table.rowCount());
    }
  }

  private static void assertCovered(Table table, double seconds) {
    List<Interval> intervals = Interval.of(table);
    assertThat(intervals).hasSize(table.rowCount());
    assertThat(intervals.getFirst().startS()).isZero();
    assertThat(intervals.getLast().endS()).isCloseTo(seconds, within(0.02));
    for (int i = 1; i < intervals.size(); i++) {
      assertThat(intervals.get(i).startS()).isEqualTo(intervals.get(i - 1).endS());
    }
  }

  @Test
  void aToneOf440Hertz() {
    MeasuredTable table = audioAnalysis().apply(clip(44_100, 4.2, tone(440, -20), tone(440, -20)));
    assertCovered(table, 4.2);
    assertThat(table.rowCount()).isEqualTo(9);
    Table inside = table.inRange(1, 8);
    assertAll(inside, "pitch_hz", 440, within(1.0));
    assertAll(inside, "spectral_centroid_hz", 440, within(4.0));
    assertAll(inside, "voiced_ratio", 1, within(0.0));
    assertAll(inside, "true_peak_dbtp", -20, within(0.1));
    assertThat(inside.intColumn("onsets").sum()).isZero();
    assertThat(inside.booleanColumn("silent").countTrue()).isZero();
    assertMissing(table, "tempo_bpm");
    assertThat(table.signal().orElseThrow().rowCount()).isEqualTo(420);
  }

  @Test
  void loudnessOfASteadyToneInStereo() {
    Table table = audioAnalysis().apply(clip(48_000, 6, tone(1000, -23), tone(1000, -23)));
    assertAll(table.inRange(1, 12), "loudness_lufs", -23, within(0.1));
    assertAll(table.inRange(1, 12), "momentary_max_lufs", -23, within(0.1));
    assertAll(table.inRange(5, 12), "short_term_lufs", -23, within(0.1));
    assertMissing(table.inRange(0, 5), "short_term_lufs");
    assertAll(table, "integrated_lufs", -23, within(0.1));
    assertAll(table, "loudness_range_lu", 0, within(0.1));
  }

  @Test
  void surroundSoundIsWeightedByItsLayout() {
    Table table =
        audioAnalysis()
            .apply(
                clip(
                    48_000,
                    4,
                    tone(1000, -28),
                    tone(1000, -28),
                    tone(1000, -24),
                    tone(60, -3),
                    tone(1000, -30),
                    tone(1000, -30)));
    assertAll(table, "integrated_lufs", -23, within(0.1));
    assertAll(table.inRange(1, 8), "true_peak_dbtp", -3, within(0.2));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 22_050, 96_000})
  void unusualRates(int rate) {
    Table table = audioAnalysis().apply(clip(rate, 2, tone(997, -20)));
    assertCovered(table, 2);
    assertAll(table.inRange(1, 4), "loudness_lufs", -23, within(0.1));
    assertAll(table.inRange(1, 3), "pitch_hz", 997, within(5.0));
  }

  @Test
  void silenceIsSilentAndNothingElse() {
    Table table = audioAnalysis().apply(clip(48_000, 3, t -> 0));
    assertThat(table.booleanColumn("silent").countTrue()).isEqualTo(6);
    assertMissing(
        table,
        "loudness_lufs",
        "momentary_max_lufs",
        "integrated_lufs",
        "loudness_range_lu",
        "true_peak_dbtp",
        "spectral_centroid_hz",
        "tempo_bpm",
        "pitch_hz");
    assertThat(table.intColumn("onsets").sum()).isZero();
    assertAll(table, "voiced_ratio", 0, within(0.0));
  }

  @Test
  void anOffsetIsSilentButHasAPeak() {
    Table table = audioAnalysis().apply(clip(48_000, 3, t -> 0.5));
    assertThat(table.booleanColumn("silent").inRange(1, 6).countTrue()).isEqualTo(5);
    assertAll(table.inRange(1, 6), "true_peak_dbtp", -6.02, within(0.1));
    assertMissing(table.inRange(1, 5), "pitch_hz", "tempo_bpm");
  }

  @Test
  void aSilentPauseIsFound() {
    DoubleUnaryOperator tone = tone(300, -20);
    Table table =
        audioAnalysis().apply(clip(16_000, 6, t -> t >= 2 && t < 4 ? 0 : tone.applyAsDouble(t)));
    assertThat(table.booleanColumn("silent").asList())
        .containsExactly(
            false, false, false, false, true, true, true, true, false, false, false, false);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.05, 0.2, 0.39})
  void tooShortForAnyLoudness(double seconds) {
    Table table = audioAnalysis().apply(clip(48_000, seconds, tone(440, -10)));
    assertThat(table.rowCount()).isEqualTo(1);
    assertCovered(table, seconds);
    assertMissing(table, "momentary_max_lufs", "short_term_lufs", "integrated_lufs", "tempo_bpm");
  }

  @ParameterizedTest
  @ValueSource(doubles = {75, 132})
  void aClickTrainHasItsTempoAndOnsets(double bpm) {
    Scene scene = new Scene(12, 5);
    int clicks = 0;
    for (double t = 0.25; t < 12; t += 60 / bpm) {
      scene.click(t, 0.5);
      clicks++;
    }
    Table table = audioAnalysis().apply(clip(scene));
    assertAll(table.inRange(1, 23), "tempo_bpm", bpm, within(0.003 * bpm));
    assertThat(table.intColumn("onsets").sum()).isEqualTo(clicks);
  }

  @Test
  void thresholdsAreTriedAgainOnTheSignalAlone() {
    Scene scene = new Scene(6, 6).speech(0, 3, 0.2);
    MeasuredTable table = audioAnalysis().apply(clip(scene));
    Table signal = table.signal().orElseThrow();
    assertThat(audioAnalysis().apply(signal).print()).isEqualTo(table.print());
    Table all = audioAnalysis().silentBelow(0).every(1).apply(signal);
    assertThat(all.booleanColumn("silent").countTrue()).isEqualTo(6);
    assertThat(audioAnalysis().onsetsAbove(5).apply(signal).intColumn("onsets").sum()).isZero();
  }

  @Test
  void aloneAndInAPipelineTheTableIsTheSame() {
    Video video = clip(new Scene(5, 7).music(0, 5, 120, 0.2));
    Table alone = audioAnalysis().apply(video);
    for (int workers : new int[] {1, 4}) {
      Table piped =
          Pipeline.of(audioAnalysis()).workers(workers).run(video).table("audio_analysis");
      assertThat(piped.printAll()).isEqualTo(alone.printAll());
    }
  }

  @Test
  void aClipWithoutSoundIsSkipped() {
    Path file = SyntheticClip.of(32, 32, 10).draw(5, (n, g) -> {}).write(dir.resolve("mute.mkv"));
    assertThatThrownBy(() -> audioAnalysis().apply(Video.open(file)))
        .isInstanceOf(AnalyzerFault.class)
        .hasMessageContaining("no sound");
  }

  @Test
  void agreesWithTheFilterOfFfmpeg() {
    Scene scene = new Scene(12, 8).music(0, 12, 100, 0.2).speech(3, 7, 0.3).ding(9, 1500, 0.3);
    assertAgrees(clip(scene), 12);
  }

  @Test
  void agreesWithTheFilterOfFfmpegOnRealFootage() {
    Path file = Path.of(System.getProperty("reelframe.shared", ""), "media", "bench49.mp4");
    Assumptions.assumeTrue(Files.exists(file), "needs ../shared");
    Table table = assertAgrees(Video.open(file), 49);
    List<Double> tempo = table.doubleColumn("tempo_bpm").inRange(10, 60).asList();
    assertThat(tempo).allSatisfy(bpm -> assertThat(bpm).isCloseTo(120, within(1.2)));
    assertMissing(table.inRange(74, 98), "tempo_bpm");
  }

  /** Every finite value within 0.2 LU of {@code ebur128}, window by window. */
  private Table assertAgrees(Video video, double seconds) {
    MeasuredTable table = audioAnalysis().apply(video);
    assertCovered(table, seconds);
    ReferenceLoudness reference = ReferenceLoudness.of(video.file());
    assertThat(table.doubleColumn("integrated_lufs").get(0))
        .isCloseTo(reference.integratedLufs(), within(0.2));
    assertThat(table.doubleColumn("loudness_range_lu").get(0))
        .isCloseTo(reference.rangeLu(), within(0.5));
    Table signal = table.signal().orElseThrow();
    int compared = 0;
    for (int step = 0; step < reference.momentary().size(); step++) {
      int hop = 39 + 10 * step;
      compared +=
          agree(signal.doubleColumn("momentary_lufs"), hop, reference.momentary().get(step));
      compared +=
          hop < 300
              ? 0
              : agree(signal.doubleColumn("short_term_lufs"), hop, reference.shortTerm().get(step));
    }
    assertThat(compared).isGreaterThan((int) (10 * seconds));
    return table;
  }

  private static int agree(DoubleColumn ours, int hop, double theirs) {
    if (hop >= ours.size() || Double.isNaN(theirs) || theirs < -70) {
      return 0;
    }
    assertThat(ours.get(hop)).as("hop " + hop).isCloseTo(theirs, within(0.2));
    return 1;
  }
}
