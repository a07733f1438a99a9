package dev.reelframe.analyzer.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.table.Field;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentencePatternsTest {

  private static List<String> values(Analyzer analyzer, String column) {
    return analyzer.spec().schema().field(column).map(Field::values).orElseThrow();
  }

  /** A new value of a table needs its sentence here. */
  @ParameterizedTest
  @ValueSource(strings = {"deu", "eng"})
  void everyValueOfTheTablesHasItsWords(String language) {
    SentencePatterns words = SentencePatterns.of(language);
    for (String kind : values(Analyzers.visualEffects(), "kind")) {
      assertThat(words.say("picture." + kind, " X")).as(kind).contains(" X").endsWith(".");
    }
    for (String kind : List.of("black", "frozen", "letterbox", "pillarbox", "windowbox")) {
      assertThat(values(Analyzers.contentQuality(), "kind")).contains(kind);
      assertThat(words.say("picture." + kind, "")).endsWith(".");
    }
    told(words, "camera", values(Analyzers.camera(), "camera"), Set.of("unknown"));
    told(words, "change", values(Analyzers.cuts(), "kind"), Set.of());
    told(words, "gaze", values(Analyzers.eyes(), "gaze"), Set.of());
    told(words, "facing", values(Analyzers.bodyPose(), "facing"), Set.of());
    told(words, "framing", values(Analyzers.bodyPose(), "framing"), Set.of());
    told(words, "gesture", values(Analyzers.bodyPose(), "gesture"), Set.of("other"));
    told(words, "effect", values(Analyzers.soundEffects(), "kind"), Set.of());
    told(words, "text", values(Analyzers.textOverlay(), "kind"), Set.of());
  }

  @Test
  void coloursAndKindsOfSoundHaveGermanNames() {
    SentencePatterns german = SentencePatterns.of("deu");
    told(german, "color", values(Analyzers.colors(), "color_1_name"), Set.of());
    told(
        german,
        "group",
        values(Analyzers.audioEnvironment(), "group"),
        Set.of("speech", "silence"));
  }

  private static void told(
      SentencePatterns words, String list, List<String> values, Set<String> untold) {
    assertThat(values).isNotEmpty();
    for (String value : values) {
      if (!untold.contains(value)) {
        assertThat(words.say(list + "." + value)).as(list + "." + value).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"deu, '12,5'", "eng, 12.5"})
  void numbersFollowTheLanguage(String language, String wanted) {
    assertThat(SentencePatterns.of(language).moment(12.46)).isEqualTo(wanted);
  }

  @Test
  void aSentenceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> SentencePatterns.of("eng").say("nothing"))
        .hasMessageContaining("nothing");
  }
}
