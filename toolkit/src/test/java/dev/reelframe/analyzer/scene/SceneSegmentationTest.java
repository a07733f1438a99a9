package dev.reelframe.analyzer.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.audio.AudioRow;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.awt.Color;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class SceneSegmentationTest {
  private static final int W = 160;
  private static final int H = 240;
  private static final int FPS = 10;
  private static final int SHOT = 12;

  /** No sound is measured: the clips of these tests are silent. */
  private static final Analyzer NO_AUDIO =
      Analyzer.named("audio_analysis")
          .returns(AudioRow.SCHEMA.schema())
          .fromTables(inputs -> AudioRow.SCHEMA.schema().newTable());

  @TempDir Path dir;

  private static Schema cutSchema() {
    return new Schema("cut_analysis", 1, "", java.util.List.of())
        .number("time_s", "")
        .integer("frame", "")
        .number("start_s", "")
        .number("end_s", "")
        .text("kind", "")
        .number("strength", "");
  }

  /** Says where the cuts of a drawn clip are. */
  private static Analyzer cutsEvery(int frames, int shots) {
    return Analyzer.named("cut_analysis")
        .returns(cutSchema())
        .fromTables(inputs -> {
          Rows rows = cutSchema().rows();
          for (int i = 1; i < shots; i++) {
            rows.add((double) i * frames / FPS, i * frames, null, null, "cut", 9.0);
          }
          return rows.table();
        });
  }

  /** A camera angle on a place: the same things in other positions. */
  private static void place(Graphics2D g, char place, int angle, int n) {
    Color[] colors =
        switch (place) {
          case 'A' -> new Color[] {new Color(60, 110, 60), new Color(150, 90, 50), Color.ORANGE};
          case 'B' -> new Color[] {new Color(50, 60, 140), new Color(200, 200, 220), Color.CYAN};
          default -> new Color[] {new Color(170, 50, 60), new Color(240, 220, 180), Color.BLACK};
        };
    g.setColor(colors[0]);
    g.fillRect(0, 0, W, H);
    Random random = new Random(angle);
    for (int i = 0; i < 14; i++) {
      g.setColor(colors[1 + i % 2]);
      g.fillRect(random.nextInt(W - 20) + n % 3, random.nextInt(H - 30), 26, 34);
    }
  }

  private MeasuredTable segmented(String shots, Analyzer cuts) {
    SyntheticClip clip = SyntheticClip.of(W, H, FPS);
    for (int i = 0; i < shots.length(); i += 2) {
      char place = shots.charAt(i);
      int angle = shots.charAt(i + 1);
      clip.draw(SHOT, (n, g) -> place(g, place, angle, n));
    }
    Path file = clip.write(dir.resolve("clip.mp4"));
    return SceneSegmentation.after(cuts, NO_AUDIO).apply(Video.open(file));
  }

  private MeasuredTable segmented(String shots) {
    return segmented(shots, cutsEvery(SHOT, shots.length() / 2));
  }

  @Test
  void shotsOfOnePlaceAreOneScene() {
    MeasuredTable table = segmented("A1A2A3B1B2C1");
    assertThat(table.intColumn("shots").asObjectArray()).containsExactly(3, 2, 1);
    assertThat(table.doubleColumn("start_s").asList()).containsExactly(0.0, 3.6, 6.0);
    assertThat(Interval.coverage(Interval.of(table), new Interval(0, 7.2)))
        .isCloseTo(1, within(1e-9));
    assertThat(table.doubleColumn("cohesion_ratio").isMissing(2)).isTrue();
    assertThat(table.doubleColumn("cohesion_ratio").getDouble(0)).isGreaterThan(0.75);
    assertThat(table.doubleColumn("boundary_ratio").isMissing(0)).isTrue();
    assertThat(table.doubleColumn("boundary_ratio").getDouble(1)).isGreaterThan(0.4);
    assertThat(table.doubleColumn("key_time_s").getDouble(1)).isBetween(3.6, 6.0);
    assertThat(table.state()).isEqualTo(State.OK);
  }

  @Test
  void aDialogueToAndFroIsOneScene() {
    Table table = segmented("A1B1A1B1C1");
    assertThat(table.intColumn("shots").asObjectArray()).containsExactly(4, 1);
    assertThat(table.doubleColumn("start_s").asList()).containsExactly(0.0, 4.8);
  }

  @Test
  void withoutCutsTheTableIsDegraded() {
    Analyzer broken =
        Analyzer.named("cut_analysis")
            .returns(cutSchema())
            .fromTables(inputs -> {
              throw new IllegalStateException("as planned");
            });
    MeasuredTable table = segmented("A1A2", broken);
    assertThat(table.rowCount()).isEqualTo(1);
    assertThat(table.state()).isInstanceOf(State.Degraded.class);
  }

  @Test
  void aThresholdIsTriedAgainOnTheSignalAlone() {
    MeasuredTable table = segmented("A1A2");
    Analyzer cuts = cutsEvery(SHOT, 2);
    Table signal = table.signal().orElseThrow();
    MeasuredTable cutTable = cuts.apply(Video.open(dir.resolve("clip.mp4")));
    SceneSegmentation strict = SceneSegmentation.after(cuts, NO_AUDIO).alike(0.999);
    assertThat(table.rowCount()).isEqualTo(1);
    assertThat(strict.apply(signal, cutTable).rowCount()).isEqualTo(2);
  }

  @Test
  void soundTipsTheBalance() {
    float[] one = new float[VisualDescriptor.SIZE];
    one[0] = 1;
    float[] other = new float[VisualDescriptor.SIZE];
    other[0] = 0.6f;
    other[1] = 0.4f;
    AudioDescriptor street = new AudioDescriptor(-18, 11, 0.1);
    AudioDescriptor room = new AudioDescriptor(-35, 8.5, 0.8);
    Interval span = new Interval(0, 3);
    Shot a = new Shot(span, Optional.of(new VisualDescriptor(one)), Optional.of(street));
    Shot same = new Shot(span, Optional.of(new VisualDescriptor(other)), Optional.of(street));
    Shot elsewhere = new Shot(span, Optional.of(new VisualDescriptor(other)), Optional.of(room));
    assertThat(a.like(same)).isCloseTo(0.6 * 0.6 + 0.2 + 0.2, within(1e-6));
    assertThat(a.like(elsewhere)).isLessThan(0.6);
    Shot word =
        new Shot(new Interval(3, 3.3), Optional.of(new VisualDescriptor(other)), Optional.of(room));
    assertThat(a.like(word)).as("a short shot's sound says little").isGreaterThan(0.65);
  }
}
