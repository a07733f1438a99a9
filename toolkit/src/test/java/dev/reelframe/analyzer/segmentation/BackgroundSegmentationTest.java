package dev.reelframe.analyzer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.segmentation.BackgroundSegmentation.Sample;
import dev.reelframe.analyzer.segmentation.BackgroundSegmentation.Share;
import dev.reelframe.analyzer.segmentation.PeopleMask.Mask;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class BackgroundSegmentationTest {
  private static final double END_S = 4.03;

  private static Table table(double[] shares, double... cuts) {
    RowWriter<Sample> signal = Sample.SCHEMA.rows();
    for (int i = 0; i < shares.length; i++) {
      double change = i == 0 ? Double.NaN : Math.abs(shares[i] - shares[i - 1]);
      Share share = new Share(1 - shares[i], shares[i], shares[i] * 1000, change, 0.9);
      signal.add(new Sample(i * 0.5, i * 15, "4096", share));
    }
    Schema schema = Schema.events("cut_analysis", "cuts").number("start_s", "").number("end_s", "");
    Rows rows = schema.rows();
    for (double cut : cuts) {
      rows.add(cut, null, null);
    }
    MeasuredTable table =
        MeasuredTable.of(
            rows.table(),
            schema,
            Provenance.of("cut_analysis", "1", Map.of()),
            State.OK,
            Optional.empty());
    MediaInfo media =
        new MediaInfo("mov", Optional.of(END_S), 0, Optional.empty(), Optional.empty());
    Inputs inputs =
        new Inputs(media, new StreamEnd(END_S, END_S, 0, 121), Map.of("cut_analysis", table));
    return BackgroundSegmentation.standard().decide(signal.table(), inputs).table().orElseThrow();
  }

  @Test
  void stretchesCoverThePictureWithoutGaps() {
    Table table = table(new double[] {0.5, 0.52, 0.1, 0.1, 0.9, 0.9, 0.88, 0.2}, 1.8, 3.3);
    assertThat(Interval.coverage(Interval.of(table), new Interval(0, END_S))).isEqualTo(1);
    assertThat(table.doubleColumn("start_s").asList()).containsExactly(0.0, 1.0, 1.8, 3.3);
    assertThat(table.doubleColumn("people_ratio").get(2)).isCloseTo(2.68 / 3, within(1e-9));
    assertThat(table.doubleColumn("background_ratio").get(1)).isCloseTo(0.9, within(1e-9));
    assertThat(table.doubleColumn("mask_area_px").get(1)).isCloseTo(100, within(1e-9));
  }

  @Test
  void theChangeAcrossACutIsNoMotion() {
    Table table = table(new double[] {0.1, 0.1, 0.15, 0.2, 0.15}, 0.9);
    assertThat(table.rowCount()).isEqualTo(2);
    assertThat(table.doubleColumn("mask_change_ratio").get(0)).isZero();
    assertThat(table.doubleColumn("mask_change_ratio").get(1)).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void aShotOfOneSampleHasNoChange() {
    Table table = table(new double[] {0.1, 0.9}, 0.4);
    assertThat(table.doubleColumn("mask_change_ratio").countMissing()).isEqualTo(2);
  }

  @Test
  void masksCountPixels() {
    BitSet left = new BitSet();
    left.set(0, 256 * 128);
    BitSet shifted = new BitSet();
    shifted.set(256 * 64, 256 * 192);
    Mask a = new Mask(left, 1);
    assertThat(a.ratio()).isEqualTo(0.5);
    assertThat(a.change(new Mask(shifted, 1))).isEqualTo(0.5);
    assertThat(a.change(a)).isZero();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> BackgroundSegmentation.standard().step(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
