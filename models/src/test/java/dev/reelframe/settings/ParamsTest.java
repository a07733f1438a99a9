package dev.reelframe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParamsTest {
  private static void set(String name, String value) {
    System.setProperty("reelframe.param." + name, value);
  }

  @AfterEach
  void clear() {
    System.getProperties().keySet().removeIf(key -> key.toString().startsWith("reelframe.param."));
  }

  @Test
  void theDefaultStandsUntilItIsSetFromOutside() {
    assertThat(Params.from("frames", 16)).isEqualTo(16);
    assertThat(Params.from("every_s", 0.5)).isEqualTo(0.5);
    assertThat(Params.from("draw", true)).isTrue();
    assertThat(Params.from("clip", "sample")).isEqualTo("sample");
    set("frames", "32");
    set("every_s", "2");
    set("draw", "off");
    set("clip", "dance.mp4");
    assertThat(Params.from("frames", 16)).isEqualTo(32);
    assertThat(Params.from("every_s", 0.5)).isEqualTo(2);
    assertThat(Params.from("draw", true)).isFalse();
    assertThat(Params.from("clip", "sample")).isEqualTo("dance.mp4");
    assertThat(Params.taken())
        .containsEntry("frames", "32 (set from outside)")
        .containsEntry("clip", "dance.mp4 (set from outside)");
  }

  @Test
  void aValueOfAnotherKindIsToldByItsVariable() {
    set("frames", "many");
    assertThatThrownBy(() -> Params.from("frames", 16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("REELFRAME_PARAM_FRAMES is \"many\": give a whole number");
    set("draw", "perhaps");
    assertThatThrownBy(() -> Params.from("draw", true)).hasMessageContaining("give on or off");
    assertThatThrownBy(() -> Params.from("Frames", 1)).hasMessageContaining("snake_case");
  }
}
