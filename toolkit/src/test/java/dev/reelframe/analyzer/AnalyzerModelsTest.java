package dev.reelframe.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.models.Catalogue;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ModelEntry;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Analyzers and the catalogue speak of the same models. */
class AnalyzerModelsTest {
  private static Set<String> named() {
    return AnalyzerModels.of(Analyzers.all()).stream()
        .flatMap(choice -> choice.all().stream())
        .collect(Collectors.toSet());
  }

  @Test
  void everyJobHasAModelInTheCatalogue() {
    for (Analyzer analyzer : Analyzers.all()) {
      for (ModelChoice choice : analyzer.spec().models()) {
        assertThat(choice.all())
            .as(analyzer.spec().name())
            .anyMatch(name -> Catalogue.standard().find(name).isPresent());
      }
    }
  }

  @Test
  void anAnalyzerNeedsAlsoWhatTheOnesBeforeItNeed() {
    assertThat(AnalyzerModels.named("age_estimation").orElseThrow())
        .containsAll(AnalyzerModels.named("face_detection").orElseThrow());
    assertThat(AnalyzerModels.named("body_pose").orElseThrow())
        .containsAll(AnalyzerModels.named("object_detection").orElseThrow());
    assertThat(AnalyzerModels.named("comment_cta_detection").orElseThrow())
        .containsAll(AnalyzerModels.named("text_overlay").orElseThrow())
        .containsAll(AnalyzerModels.named("speech_transcription").orElseThrow());
    assertThat(AnalyzerModels.named("nonsense")).isEmpty();
  }

  @Test
  void aModelKnowsItsUsers() {
    assertThat(AnalyzerModels.users("qwen2_vl_2b")).containsExactly("qwen2_vl_temporal");
    assertThat(AnalyzerModels.users("whisper_small")).containsExactly("speech_transcription");
    assertThat(AnalyzerModels.users("nonsense")).isEmpty();
  }

  @Test
  void noEntryOfTheCatalogueIsWithoutAUser() {
    assertThat(Catalogue.standard().entries())
        .extracting(ModelEntry::name)
        .filteredOn(name -> !named().contains(name))
        // Come along already; their analyzers follow.
        .isSubsetOf("face_embedding");
  }
}
