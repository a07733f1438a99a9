package dev.reelframe.analyzer.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.face.FaceSignal;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class PersonPosesTest {
  private final Rows signal = BodyPose.SIGNAL.rows();

  private void pose(double timeS, String gesture, String facing) {
    List<Object> cells =
        new ArrayList<>(
            Arrays.asList(timeS, 1, 100.0, 100.0, 200.0, 400.0, gesture, facing, "upper_body"));
    for (int i = 0; i < Keypoint.values().length; i++) {
      cells.addAll(List.of(150.0, 200.0, 0.9));
    }
    cells.addAll(List.of(false, 0.9));
    signal.add(cells.toArray());
  }

  private Table rows() {
    return PersonPoses.table(
        signal.table(), SampleTimes.of(signal.table(), Shots.of(FaceSignal.inputs())));
  }

  @Test
  void aRowTellsItsOwnSecondsAndNotTheTrack() {
    for (int i = 0; i < 8; i++) {
      pose(i * 0.5, i < 2 ? "both_arms_raised" : "arms_down", "camera");
    }
    Table table = rows();
    assertThat(table.stringColumn("gesture").asList())
        .containsExactly("both_arms_raised", "arms_down");
    assertThat(table.intColumn("track_id").asList()).containsExactly(1, 1);
    assertThat(table.doubleColumn("arms_raised_ratio").asList()).containsExactly(1.0, 0.0);
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(0.75, within(1e-9));
    assertThat(table.doubleColumn("start_s").get(1)).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void aSingleSampleThatDiffersIsASlip() {
    for (int i = 0; i < 8; i++) {
      pose(i * 0.5, i == 4 ? "arms_spread" : "arms_down", "camera");
    }
    assertThat(rows().stringColumn("gesture").asList()).containsExactly("arms_down");
  }

  @Test
  void whatIsMissingSaysWhy() {
    for (int i = 0; i < 4; i++) {
      pose(i * 0.5, i < 2 ? "arms_down" : null, i < 2 ? null : "away");
    }
    Table table = rows();
    assertThat(table.stringColumn("unknown").asList()).containsExactly("no_head", "no_arms");
    assertThat(table.stringColumn("facing").isMissing(0)).isTrue();
    assertThat(table.stringColumn("gesture").isMissing(1)).isTrue();
    assertThat(table.doubleColumn("arms_raised_ratio").isMissing(1)).isTrue();
  }
}
