package dev.reelframe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "false", "OFF", "no"})
  void aSwitchIsOffInEveryWord(String word) {
    assertThat(Setting.OFFLINE.isOn(Optional.of(word))).isFalse();
    assertThat(Setting.ALLOW_OLD_YTDLP.isOn(Optional.of(word))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "On", "yes"})
  void aSwitchIsOnInEveryWord(String word) {
    assertThat(Setting.OFFLINE.isOn(Optional.of(word))).isTrue();
  }

  @Test
  void aSwitchThatSaysNeitherIsRefusedByName() {
    assertThat(Setting.OFFLINE.isOn(Optional.empty())).isFalse();
    assertThatThrownBy(() -> Setting.OFFLINE.isOn(Optional.of("perhaps")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("REELFRAME_OFFLINE")
        .hasMessageContaining("1 (on) or 0 (off)");
  }

  @Test
  void thePropertyWinsAndBlankIsNotSet() {
    assertThat(Setting.value("property", "variable")).contains("property");
    assertThat(Setting.value(null, " variable ")).contains("variable");
    assertThat(Setting.value(" ", "variable")).isEmpty();
    assertThat(Setting.value(null, null)).isEmpty();
  }

  @Test
  void variableAndPropertyAreTwins() {
    assertThat(Setting.MODEL_MIRROR.variable()).isEqualTo("REELFRAME_MODEL_MIRROR");
    assertThat(Setting.MODEL_MIRROR.property()).isEqualTo("reelframe.model.mirror");
  }

  @ParameterizedTest
  @EnumSource(value = Setting.class, mode = EnumSource.Mode.EXCLUDE, names = "COMMAND")
  void theReadmeNamesIt(Setting setting) throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String tail =
        setting.variable().replaceAll("(TRANSCRIPTION|DESCRIPTION)_(MODEL|KEY)", "$1_URL");
    assertThat(readme).contains("`" + tail + "`");
  }
}
