package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.vlm.TemporalDescription;
import dev.reelframe.models.Catalogue;
import dev.reelframe.table.MeasuredTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;

/** The invariants with every model of the shared folder; skipped where there is none. */
class StandardPipelineWithModelsTest extends Invariants {
  @Override
  SharedSetup machine(Path home) {
    return SharedSetup.withModels(home);
  }

  /** Random weights never end a sentence: short answers are as good as long ones here. */
  @Override
  List<Analyzer> analyzers() {
    return super.analyzers().stream()
        .map(a -> a instanceof TemporalDescription d ? d.tokens(4).longest(112) : a)
        .toList();
  }

  /** Those that use no other models than the embedded ones run alone in the other class. */
  @Override
  boolean runsAlone(AnalyzerResult result) {
    return result.table().orElseThrow().provenance().models().stream()
        .map(use -> Catalogue.standard().find(use.name().replaceFirst("/.*", "")))
        .anyMatch(entry -> entry.isEmpty() || !entry.get().embedded());
  }

  @Test
  void everyAnalyzerHasATable() {
    assertThat(run().results())
        .allSatisfy(r -> assertThat(r.table()).as(r.name() + ": " + r.state()).isPresent());
  }

  /** Also for Whisper and Qwen2-VL, which work where no item comes in any more. */
  @Test
  void theProfileTellsModelTimeForEveryAnalyzerWithAModel() {
    MeasuredTable profile = run().profile();
    for (String name :
        List.of(
            "object_detection",
            "face_detection",
            "text_overlay",
            "audio_environment",
            "speech_activity",
            "speech_transcription",
            "qwen2_vl_temporal")) {
      double model = 0;
      for (Row row : profile) {
        boolean inside = row.getString("activity").equals("inference");
        model += inside && row.getString("name").equals(name) ? row.getDouble("busy_s") : 0;
      }
      assertThat(model).as(name).isPositive();
    }
  }
}
