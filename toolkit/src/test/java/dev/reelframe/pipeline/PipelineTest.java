package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.SampleClip;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Schema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineTest {
  @Test
  void whoTouchesATableOfARunTouchesACopy() {
    Analysis run = Pipeline.of(Analyzers.cuts()).run(SampleClip.video());
    MeasuredTable first = run.table("cut_analysis");
    int rows = first.rowCount();
    int signalRows = first.signal().orElseThrow().rowCount();
    assertThat(rows).isPositive();
    first.clear();
    first.removeColumns("kind");
    run.signal("cut_analysis").clear();
    run.tables().getFirst().clear();
    run.result("cut_analysis").table().orElseThrow().clear();
    assertThat(run.table("cut_analysis").rowCount()).isEqualTo(rows);
    assertThat(run.table("cut_analysis").columnNames()).contains("kind");
    assertThat(run.signal("cut_analysis").rowCount()).isEqualTo(signalRows);
    assertThat(run.summary().intColumn("rows").get(0)).isEqualTo(rows);
  }

  @Test
  void anAnalyzerThatTouchesATableItReadsTouchesACopy() {
    Analyzer cuts = Analyzers.cuts();
    Analyzer careless =
        Analyzer.named("careless")
            .after(cuts)
            .returns(Schema.events("careless", "Nothing"))
            .fromTables(inputs -> {
              inputs.table("cut_analysis").orElseThrow().clear();
              return Schema.events("careless", "Nothing").newTable();
            });
    Analysis run = Pipeline.of(careless).run(SampleClip.video());
    assertThat(run.table("cut_analysis").rowCount()).isPositive();
  }

  @Test
  void onlySomeKeepTheConfigurationOfThoseTheyRequire() {
    Pipeline some =
        Pipeline.of(List.of(Analyzers.objectDetection(), Analyzers.cuts().sensitivity(0.7)))
            .only(Set.of("object_detection"));
    assertThat(some.analyzers())
        .filteredOn(a -> a.spec().name().equals("cut_analysis"))
        .singleElement()
        .isEqualTo(Analyzers.cuts().sensitivity(0.7));
  }
}
