package dev.reelframe.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.text.TextOverlay;
import dev.reelframe.pipeline.Pipeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private static final Parameter<Double> SHARE =
      Parameter.number("share_s", 0.5, "a share").above(0).upTo(1);

  @Test
  void aNumberIsCheckedReadAndWritten() {
    assertThat(SHARE.read("0.25")).isEqualTo(0.25);
    assertThat(SHARE.read("1")).isEqualTo(1.0);
    assertThat(SHARE.write(0.25)).isEqualTo("0.25");
    assertThat(SHARE.range()).isEqualTo("above 0, at most 1");
    assertThat(SHARE.unit()).isEqualTo("seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.0001", "NaN", "Infinity", "half", ""})
  void whatIsOutOfRangeOrNoNumberIsRefusedWithTheRange(String text) {
    assertThatThrownBy(() -> SHARE.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("share_s " + text)
        .hasMessageContaining("above 0, at most 1 (seconds)");
  }

  @Test
  void wordsAndOpenValuesAreReadBack() {
    Parameter<String> word = Parameter.choice("language", "eng", "of words", "deu", "eng");
    assertThat(word.read("deu")).isEqualTo("deu");
    assertThatThrownBy(() -> word.read("fra")).hasMessage("language fra: give deu or eng");
    Parameter<Optional<String>> open = Parameter.text("language", "detected", "[a-z]{2,3}", "");
    assertThat(open.read("detected")).isEmpty();
    assertThat(open.read("de")).contains("de");
    assertThat(open.write(Optional.empty())).isEqualTo("detected");
    assertThatThrownBy(() -> open.read("German")).isInstanceOf(IllegalArgumentException.class);
    Parameter<OptionalLong> seed = Parameter.optionalInteger("seed", "none", "");
    assertThat(seed.read("none")).isEmpty();
    assertThat(seed.read("7")).hasValue(7);
    assertThat(Parameter.integer("n", 1, "").read("4.0")).isEqualTo(4);
    assertThatThrownBy(() -> Parameter.integer("n", 1, "").read("4.5"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What a declaration says, its analyzer has; what it gives, it takes back. */
  @Test
  void everyAnalyzerHasTheDeclaredDefaultsAndTakesItsOwnValuesBack() {
    for (Analyzer analyzer : Analyzers.all()) {
      AnalyzerSpec spec = analyzer.spec();
      for (ParameterValue<?> own : spec.adjustable()) {
        String name = spec.name() + "." + own.parameter().name();
        assertThat(own.value()).as(name).isEqualTo(own.parameter().standard());
        assertThat(own.parameter().meaning()).as(name).isNotBlank();
        Analyzer again = own.set(own.text());
        assertThat(again.spec().parameters()).as(name).isEqualTo(spec.parameters());
      }
    }
  }

  /** A wither copies all else: two values that it mixed up would pass every other test. */
  @Test
  void settingAParameterChangesNoOther() {
    int changes = 0;
    for (Analyzer analyzer : Analyzers.all()) {
      Map<String, String> before = analyzer.spec().parameters();
      for (ParameterValue<?> own : analyzer.spec().adjustable()) {
        Map<String, String> after = another(own).spec().parameters();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet().stream().filter(k -> !after.get(k).equals(before.get(k))))
            .as("changed by setting " + analyzer.spec().name() + "." + own.parameter().name())
            .containsExactly(own.parameter().name());
        changes++;
      }
    }
    assertThat(changes).isGreaterThan(30);
  }

  /** The analyzer with the first of some values that the parameter takes and does not have. */
  private static Analyzer another(ParameterValue<?> own) {
    for (String text : List.of("0.21", "0.45", "0.25", "2", "3", "112", "deu", "de")) {
      try {
        Analyzer changed = own.set(text);
        if (!changed.spec().parameters().get(own.parameter().name()).equals(own.text())) {
          return changed;
        }
      } catch (IllegalArgumentException outOfRange) {
        assertThat(outOfRange.getMessage()).isNotBlank();
      }
    }
    throw new AssertionError(own.parameter() + " does not change with any of these values");
  }

  /** A number that Java can set and a manifest does not tell would be lost in a repeated run. */
  @Test
  void everyNumberThatAWitherTakesStandsInTheManifest() throws ReflectiveOperationException {
    int withers = 0;
    for (Analyzer analyzer : Analyzers.all()) {
      for (Method method : analyzer.getClass().getMethods()) {
        boolean wither =
            !Modifier.isStatic(method.getModifiers())
                && method.getParameterCount() == 1
                && method.getParameterTypes()[0].isPrimitive()
                && Analyzer.class.isAssignableFrom(method.getReturnType());
        if (wither) {
          withers++;
          assertThat(changedBy(analyzer, method))
              .as(analyzer.spec().name() + "." + method.getName())
              .isTrue();
        }
      }
    }
    assertThat(withers).isGreaterThan(20);
  }

  /** Whether some value, given to the wither, changes what the spec says. */
  private static boolean changedBy(Analyzer analyzer, Method wither)
      throws ReflectiveOperationException {
    Class<?> type = wither.getParameterTypes()[0];
    for (double value : new double[] {0.21, 0.8, 2, 5, 112}) {
      Object argument = value;
      if (type == int.class) {
        argument = (int) value;
      } else if (type == long.class) {
        argument = (long) value;
      }
      try {
        Analyzer changed = (Analyzer) wither.invoke(analyzer, argument);
        if (!manifest(changed).equals(manifest(analyzer))) {
          return true;
        }
      } catch (InvocationTargetException outOfRange) {
        assertThat(outOfRange.getCause()).isInstanceOf(IllegalArgumentException.class);
      }
    }
    return false;
  }

  /** Parameters of an analyzer and of those it requires. */
  private static List<Map<String, String>> manifest(Analyzer analyzer) {
    return DependencyOrder.of(List.of(analyzer)).stream()
        .map(a -> (Map<String, String>) a.spec().parameters())
        .toList();
  }

  @Test
  void aParameterIsSetByNameInItsAnalyzerAlone() {
    Pipeline set = Pipeline.standard().set("text_overlay.every_s", "0.5");
    assertThat(set.analyzers())
        .filteredOn(TextOverlay.class::isInstance)
        .extracting(a -> ((TextOverlay) a).everyS())
        .containsExactly(0.5);
    assertThat(set.analyzers()).hasSameSizeAs(Pipeline.standard().analyzers());
  }

  @Test
  void whoeverFollowsARequiredAnalyzerFollowsItsNewParameters() {
    Pipeline set = Pipeline.standard().set("face_detection.every_s", 0.2);
    for (Analyzer analyzer : set.analyzers()) {
      String every = analyzer.spec().parameters().getOrDefault("every_s", "");
      switch (analyzer.spec().name()) {
        case "face_detection", "age_estimation", "face_emotion" ->
            assertThat(every).as(analyzer.spec().name()).isEqualTo("0.2");
        case "eye_tracking" -> assertThat(every).isEqualTo("0.1");
        default -> {}
      }
    }
    assertThat(FaceDetection.standard().everyS()).isEqualTo(0.4);
  }

  @Test
  void parametersThatBoundEachOtherAreSetInAnyOrder() {
    for (List<String> order : List.of(List.of("from", "to"), List.of("to", "from"))) {
      Map<String, Object> values = new LinkedHashMap<>();
      Map<String, Double> wanted = Map.of("from", 0.1, "to", 0.05);
      order.forEach(name -> values.put("audio_environment." + name, wanted.get(name)));
      assertThat(Pipeline.of(Analyzers.audioEnvironment()).set(values).analyzers().getFirst())
          .satisfies(a ->
              assertThat(a.spec().parameters())
                  .containsEntry("from", "0.1")
                  .containsEntry("to", "0.05"));
    }
  }

  @Test
  void typosGetASuggestionAndFollowersSayWhomTheyFollow() {
    Pipeline all = Pipeline.standard();
    assertThatThrownBy(() -> all.set("text_overly.every_s", 1))
        .hasMessageContaining("did you mean text_overlay?");
    assertThatThrownBy(() -> all.set("text_overlay.every", 1))
        .hasMessageContaining("did you mean every_s?");
    assertThatThrownBy(() -> all.set("text_overlay.colour", 1))
        .hasMessageContaining("text_overlay has no parameter colour: there are [every_s,");
    assertThatThrownBy(() -> all.set("age_estimation.every_s", 1))
        .hasMessageContaining("follows from")
        .hasMessageContaining("face_detection");
    assertThatThrownBy(() -> all.set("text_overlay.every_s", 2))
        .hasMessageContaining(
            "text_overlay.every_s 2.0: give number, above 0, at most 1 (seconds)");
  }

  @Test
  void distancesAreLevenshteins() {
    assertThat(EditDistance.of("kitten", "sitting")).isEqualTo(3);
    assertThat(EditDistance.of("", "abc")).isEqualTo(3);
    assertThat(EditDistance.of("same", "same")).isZero();
  }
}
