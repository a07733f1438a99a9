package dev.reelframe.analyzer.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectNamesTest {
  private static final SoundEffect CLICK =
      new SoundEffect(SoundEffect.Kind.IMPULSIVE, 5.0, 0.01, 30, Optional.empty());

  /** Windows of a scene around a click at 5 s: one before it, the two that hold it, one after. */
  private static DrawnTags scores(
      String label, String group, double before, double first, double second, double after) {
    return new DrawnTags()
        .window(3.84, label, group, before)
        .window(4.32, label, group, first)
        .window(4.8, label, group, second)
        .window(5.28, label, group, after);
  }

  private static Optional<String> name(DrawnTags tags) {
    return EffectNames.of(tags.table()).of(CLICK).map(EffectNames.Name::label);
  }

  @Test
  void aClassThatComesAndGoesNamesIt() {
    assertThat(name(scores("Tick", "object", 0.01, 0.4, 0.3, 0.02))).contains("Tick");
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 0.4, 0.4, 0.01, sounds before",
    "0.01, 0.4, 0.4, 0.3, goes on",
    "0.01, 0.08, 0.05, 0.01, hardly rises",
    "0.2, 0.3, 0.35, 0.2, rises a little"
  })
  void whatBelongsToTheSceneDoesNot(
      double before, double first, double second, double after, String why) {
    assertThat(name(scores("Tick", "object", before, first, second, after))).as(why).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Speech, speech",
    "Singing, singing",
    "Silence, silence",
    "'Inside, small room', place",
    "Noise, noise",
    "Music, music",
    "Sound effect, object"
  })
  void scenesAndGeneralWordsAreNoNames(String label, String group) {
    assertThat(name(scores(label, group, 0, 0.9, 0.9, 0))).isEmpty();
  }

  @Test
  void theOneThatRisesMostIsTaken() {
    DrawnTags tags = scores("Tick", "object", 0, 0.3, 0.2, 0).window(4.8, "Knock", "object", 0.5);
    assertThat(name(tags)).contains("Knock");
  }

  @Test
  void withoutSurroundingsNothingCanRise() {
    assertThat(name(new DrawnTags().window(4.5, "Tick", "object", 0.9))).isEmpty();
    assertThat(EffectNames.NONE.of(CLICK)).isEmpty();
    assertThat(name(new DrawnTags().window(0, "Tick", "object", 0.9))).as("far away").isEmpty();
  }

  @Test
  void aLongEffectIsHeardByTheWindowsThatItFills() {
    SoundEffect whoosh =
        new SoundEffect(SoundEffect.Kind.NOISE_SWEEP, 5.0, 1.4, 30, Optional.empty());
    DrawnTags tags =
        new DrawnTags()
            .window(3.84, "Whoosh, swoosh, swish", "object", 0)
            .window(4.32, "Bark", "animal", 0.9)
            .window(5.28, "Whoosh, swoosh, swish", "object", 0.4)
            .window(6.72, "Bark", "animal", 0.02);
    assertThat(EffectNames.of(tags.table()).of(whoosh).map(EffectNames.Name::label))
        .contains("Whoosh, swoosh, swish");
  }
}
