package dev.reelframe.analyzer.age;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.age.AgeEstimation.AgeLook;
import dev.reelframe.analyzer.face.FaceSignal;
import dev.reelframe.analyzer.face.SampledFace;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class AgeEstimationTest {
  private final FaceSignal faces = new FaceSignal();
  private final RowWriter<AgeLook> looks = AgeLook.SCHEMA.rows();

  private void look(double timeS, double x, double years) {
    faces.face(timeS, x, 200, 0.9);
    measured(timeS, new BoundingBox(x, 200, 100, 120), 0.9, years);
  }

  private void measured(double timeS, BoundingBox box, double score, double years) {
    looks.add(new AgeLook(SampledFace.at(timeS, 0, box), score, years, false));
  }

  @Test
  void looksThatAgreeGiveANarrowRangeAndMoreConfidence() {
    AgeRange calm = AgeRange.of(List.of(30.0, 31.0, 30.0, 29.0));
    AgeRange grimaces = AgeRange.of(List.of(30.0, 62.0, 28.0, 45.0));
    assertThat(calm.lowYears()).isLessThan(22).isGreaterThan(18);
    assertThat(calm.highYears()).isGreaterThan(38).isLessThan(42);
    assertThat(grimaces.highYears() - grimaces.lowYears())
        .isGreaterThan(1.5 * (calm.highYears() - calm.lowYears()));
    assertThat(grimaces.agreement()).isLessThan(calm.agreement());
  }

  @Test
  void oneLookProvesNoAgreement() {
    AgeRange one = AgeRange.of(List.of(30.0));
    AgeRange many = AgeRange.of(List.of(30.0, 30.0, 30.0, 30.0, 30.0, 30.0));
    assertThat(one.highYears()).isGreaterThan(many.highYears());
    assertThat(one.agreement()).isLessThan(many.agreement());
  }

  @Test
  void aRangeHoldsFourInFiveOfTheModelsErrorsAndIsNeverBelowZero() {
    AgeRange adult = AgeRange.of(List.of(50.0, 50.0, 50.0));
    assertThat(adult.highYears() - adult.lowYears()).isGreaterThanOrEqualTo(2 * 1.6 * 4.94);
    AgeRange baby = AgeRange.of(List.of(0.5, 0.7));
    assertThat(baby.lowYears()).isZero();
    assertThat(baby.highYears()).isLessThan(6);
  }

  @Test
  void oneRangePerTrackFromItsOwnLooks() {
    for (int i = 0; i < 5; i++) {
      look(i * 0.4, 100, 25 + i % 2);
      look(i * 0.4, 400, 60 - i % 2);
    }
    measured(0.4, new BoundingBox(600, 900, 100, 120), 0.6, 5);
    Outcome outcome = AgeEstimation.standard().decide(looks.table(), faces.decided());
    Table table = outcome.table().orElseThrow();
    assertThat(table.intColumn("track_id").asList()).containsExactly(1, 2);
    assertThat(table.doubleColumn("age_years").asList()).containsExactly(25.0, 60.0);
    assertThat(table.intColumn("looks").asList()).containsExactly(5, 5);
    assertThat(table.doubleColumn("confidence").asList()).allMatch(c -> c > 0 && c < 1);
    assertThat(outcome.signal().orElseThrow().intColumn("track_id").countMissing()).isEqualTo(1);
  }

  @Test
  void aSmallFaceAndFewLooksGiveNoAgeAndSaySo() {
    for (int i = 0; i < 5; i++) {
      faces.face(i * 0.4, new double[] {100, 200, 38, 44}, 0.9, null);
      measured(i * 0.4, new BoundingBox(100, 200, 38, 44), 0.9, 25);
    }
    look(2.0, 400, 60);
    look(2.4, 400, 60);
    Table table =
        AgeEstimation.standard().decide(looks.table(), faces.decided()).table().orElseThrow();
    assertThat(table.stringColumn("unknown").asList())
        .containsExactly("face_too_small", "too_few_looks");
    assertThat(table.doubleColumn("age_years").countMissing()).isEqualTo(2);
    assertThat(table.doubleColumn("age_low_years").countMissing()).isEqualTo(2);
    assertThat(table.doubleColumn("confidence").countMissing()).isEqualTo(2);
  }

  @Test
  void withoutFacesThereAreNoAges() {
    Outcome outcome = AgeEstimation.standard().decide(looks.table(), FaceSignal.inputs());
    assertThat(outcome.state())
        .isInstanceOfSatisfying(
            State.Skipped.class,
            skipped ->
                assertThat(skipped.remedy()).contains("reelframe models fetch face_detection"));
    assertThat(outcome.table()).isEmpty();
  }
}
