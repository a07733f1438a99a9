package dev.reelframe.analyzer.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.face.FaceSignal;
import dev.reelframe.analyzer.pose.PoseAttributes.Facing;
import dev.reelframe.analyzer.pose.PoseAttributes.Framing;
import dev.reelframe.analyzer.pose.PoseAttributes.Gesture;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class PersonPosesTest {
  private final List<PoseRow.Sampled> signal = new ArrayList<>();

  private void pose(double timeS, Gesture gesture, Facing facing) {
    Map<Keypoint, Pose.Point> points = new EnumMap<>(Keypoint.class);
    for (Keypoint point : Keypoint.values()) {
      points.put(point, new Pose.Point(150, 200, 0.9));
    }
    signal.add(
        new PoseRow.Sampled(
            timeS,
            1,
            Optional.of(new BoundingBox(100, 100, 200, 400)),
            Optional.ofNullable(gesture),
            Optional.ofNullable(facing),
            Optional.of(Framing.UPPER_BODY),
            points,
            false,
            0.9));
  }

  private Table rows() {
    List<Double> times = signal.stream().map(PoseRow.Sampled::timeS).toList();
    SampleTimes samples = SampleTimes.at(times, Shots.of(FaceSignal.inputs()));
    return PoseRow.SCHEMA.table(PersonPoses.rows(signal, samples));
  }

  @Test
  void aRowTellsItsOwnSecondsAndNotTheTrack() {
    for (int i = 0; i < 8; i++) {
      pose(i * 0.5, i < 2 ? Gesture.BOTH_ARMS_RAISED : Gesture.ARMS_DOWN, Facing.CAMERA);
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
      pose(i * 0.5, i == 4 ? Gesture.ARMS_SPREAD : Gesture.ARMS_DOWN, Facing.CAMERA);
    }
    assertThat(rows().stringColumn("gesture").asList()).containsExactly("arms_down");
  }

  @Test
  void whatIsMissingSaysWhy() {
    for (int i = 0; i < 4; i++) {
      pose(i * 0.5, i < 2 ? Gesture.ARMS_DOWN : null, i < 2 ? null : Facing.AWAY);
    }
    Table table = rows();
    assertThat(table.stringColumn("unknown").asList()).containsExactly("no_head", "no_arms");
    assertThat(table.stringColumn("facing").isMissing(0)).isTrue();
    assertThat(table.stringColumn("gesture").isMissing(1)).isTrue();
    assertThat(table.doubleColumn("arms_raised_ratio").isMissing(1)).isTrue();
  }
}
