package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.Audio;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.awt.Color;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class OneDecodeTest {
  @TempDir static Path dir;
  private static Video video;

  @BeforeAll
  static void clip() {
    video =
        Video.open(
            SyntheticClip.of(64, 96, 25)
                .draw(
                    50,
                    (n, g) -> {
                      g.setColor(new Color(n * 5, n * 5, n * 5));
                      g.fillRect(0, 0, 64, 96);
                    })
                .sound(48_000, t -> 0.5 * Math.sin(2 * Math.PI * 440 * t))
                .write(dir.resolve("ramp.mkv")));
  }

  private static final Analyzer LUMA =
      Analyzer.named("luma")
          .reads(Frames.every(0.2).width(32).grey())
          .returns(Schema.frames("luma", "Mean luma").number("luma_ratio", "0..1"))
          .perFrame(
              (frame, rows) -> rows.add(frame.timeS(), frame.index(), mean(frame.data()) / 255));

  private static final Analyzer PEAK =
      Analyzer.named("peak")
          .reads(Audio.mono(16_000))
          .returns(Schema.events("peak", "Largest sample").number("peak_ratio", "0..1"))
          .perBlock((block, rows) -> {
            float peak = 0;
            for (float s : block.samples()) {
              peak = Math.max(peak, Math.abs(s));
            }
            rows.add(block.timeS(), peak);
          });

  private static final Analyzer BROKEN =
      Analyzer.named("broken")
          .reads(Frames.all())
          .returns(Schema.frames("broken", ""))
          .perFrame((frame, rows) -> {
            throw new IllegalStateException("as planned");
          });

  private static double mean(byte[] data) {
    double sum = 0;
    for (byte b : data) {
      sum += b & 0xFF;
    }
    return sum / data.length;
  }

  @Test
  void aloneAndInAPipelineTheTableIsTheSame() {
    Table alone = LUMA.apply(video);
    for (int workers : new int[] {1, 8}) {
      Analysis run = Pipeline.of(LUMA, PEAK).workers(workers).run(video);
      assertThat(run.table("luma").print()).isEqualTo(alone.print());
    }
  }

  @Test
  void aDataframeOfFramesGivesTheSameTableAsTheVideo() {
    Table frames = video.frames(Frames.every(0.2).width(32).grey());
    assertThat(frames.columnNames()).containsExactly("time_s", "frame", "image");
    assertThat(LUMA.apply(frames).print()).isEqualTo(LUMA.apply(video).print());
    assertThat(
            LUMA.apply(frames.where(frames.doubleColumn("time_s").isGreaterThan(1.5))).rowCount())
        .isEqualTo(2);
    assertThat(PEAK.apply(video.audio(16_000)).print()).isEqualTo(PEAK.apply(video).print());
  }

  @Test
  void framesCarryTheirTrueNumbersAndTimes() {
    Table table = LUMA.apply(video);
    assertThat(table.intColumn("frame").asObjectArray())
        .containsExactly(0, 5, 10, 15, 20, 25, 30, 35, 40, 45);
    assertThat(table.doubleColumn("time_s").get(3)).isEqualTo(0.6);
    assertThat(table.doubleColumn("luma_ratio").get(4)).isBetween(0.385, 0.4);
  }

  @Test
  void viewsOfManyRatesGiveOneTableInTheOrderOfTime() {
    Video longer =
        Video.open(
            SyntheticClip.of(32, 48, 50).draw(400, (n, g) -> {}).write(dir.resolve("longer.mkv")));
    Analyzer widths =
        Analyzer.named("widths")
            .reads(
                Frames.every(0.5).width(32).grey(),
                Frames.every(3).width(16).grey(),
                Frames.every(0.1).width(8).grey())
            .returns(Schema.frames("widths", "Of which view").number("width_px", "pixels"))
            .perFrame((frame, rows) -> rows.add(frame.timeS(), frame.index(), frame.width()));
    Table table = widths.apply(longer);
    assertThat(table.rowCount()).isEqualTo(16 + 3 + 80);
    assertThat(table.doubleColumn("time_s").asList()).isSorted();
    assertThat(table.intColumn("frame").asList())
        .isEqualTo(
            table.doubleColumn("time_s").asList().stream()
                .map(t -> (int) Math.round(t * 50))
                .toList());
    assertThat(table.doubleColumn("width_px").first(3).asList()).containsExactly(32.0, 16.0, 8.0);
    for (int workers : new int[] {1, 8}) {
      assertThat(Pipeline.of(widths, LUMA).workers(workers).run(longer).table("widths").printAll())
          .isEqualTo(table.printAll());
    }
  }

  @Test
  void aBrokenAnalyzerCostsItsOwnTableOnly() {
    Analysis run = Pipeline.of(BROKEN, PEAK).run(video);
    assertThat(run.state("broken"))
        .isEqualTo(new State.Failed("IllegalStateException", "as planned"));
    assertThat(run.table("peak").doubleColumn("peak_ratio").max()).isBetween(0.49, 0.51);
    assertThat(run.table("peak").rowCount()).isEqualTo(20);
  }
}
