package dev.reelframe.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.analyzer.face.FaceDetection;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyOrderTest {
  private static Analyzer named(List<Analyzer> analyzers, String name) {
    return analyzers.stream().filter(a -> a.spec().name().equals(name)).findFirst().orElseThrow();
  }

  private static double everyS(List<Analyzer> analyzers) {
    return ((FaceDetection) named(analyzers, "face_detection")).everyS();
  }

  @Test
  void twoConfigurationsOfOneRequiredAnalyzerAreRefusedInEitherOrder() {
    Analyzer eyes = Analyzers.eyes();
    Analyzer ages = Analyzers.ages().every(0.1);
    for (List<Analyzer> both : List.of(List.of(eyes, ages), List.of(ages, eyes))) {
      assertThatThrownBy(() -> DependencyOrder.of(both))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("eye_tracking")
          .hasMessageContaining("age_estimation")
          .hasMessageContaining("require face_detection")
          .hasMessageContaining("every_s 0.4")
          .hasMessageContaining("every_s 0.1");
    }
  }

  @Test
  void oneThatIsGivenStandsForAllInEitherOrder() {
    Analyzer eyes = Analyzers.eyes();
    Analyzer faces = Analyzers.faces().every(0.1);
    assertThat(everyS(DependencyOrder.of(List.of(eyes, faces)))).isEqualTo(0.1);
    assertThat(everyS(DependencyOrder.of(List.of(faces, eyes, Analyzers.ages())))).isEqualTo(0.1);
  }

  @Test
  void aDifferenceFurtherDownIsFound() {
    assertThatThrownBy(
            () -> DependencyOrder.of(List.of(Analyzers.ages(), Analyzers.eyes().cuts(cutsAt(0.7)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in different configurations");
  }

  private static Analyzer cutsAt(double sensitivity) {
    return Analyzers.cuts().sensitivity(sensitivity);
  }

  @Test
  void theLibrarysAnalyzersFitTogether() {
    List<Analyzer> all = DependencyOrder.of(Analyzers.all());
    assertThat(all).hasSize(Analyzers.all().size());
    for (Analyzer analyzer : all) {
      for (Analyzer required : analyzer.spec().requires()) {
        assertThat(
                DependencyOrder.sameConfiguration(
                    named(all, required.spec().name()).spec(), required.spec()))
            .as(analyzer.spec().name() + " requires " + required.spec().name())
            .isTrue();
      }
    }
  }
}
