package dev.reelframe.analyzer.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.table.Interval;
import dev.reelframe.table.Schema;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ShotsTest {
  private static final Schema CUTS =
      Schema.events("cut_analysis", "").number("start_s", "").number("end_s", "");

  @Test
  void aCutDividesAndADissolveBelongsToBoth() {
    Table cuts = CUTS.rows().add(2.0, null, null).add(null, 5.0, 6.0).table();
    Shots shots = Shots.of(Optional.of(cuts), 10);
    assertThat(shots.spans())
        .containsExactly(new Interval(0, 2), new Interval(2, 6), new Interval(5, 10));
    assertThat(shots.at(1.99)).isZero();
    assertThat(shots.at(2.0)).isEqualTo(1);
    assertThat(shots.at(5.4)).isEqualTo(1);
    assertThat(shots.at(5.5)).isEqualTo(2);
    assertThat(shots.at(11)).isEqualTo(2);
  }

  @Test
  void withoutCutsThereIsOneShot() {
    assertThat(Shots.of(Optional.empty(), 4).spans()).containsExactly(new Interval(0, 4));
    assertThat(Shots.of(Optional.empty(), 0).spans()).isEmpty();
  }

  @Test
  void cutsOutsideThePictureAndDoubledOnesMakeNoShot() {
    Table cuts =
        CUTS.rows()
            .add(0.0, null, null)
            .add(3.0, null, null)
            .add(3.0, null, null)
            .add(9.0, null, null)
            .table();
    assertThat(Shots.of(Optional.of(cuts), 8).spans())
        .containsExactly(new Interval(0, 3), new Interval(3, 8));
  }
}
