package dev.reelframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTextTest {
  @Test
  void linesFitTheTerminalAndCommandsStayWhole() {
    String text =
        "Model whisper_large_v3_turbo is not on this machine: run `reelframe models fetch"
            + " whisper_large_v3_turbo` with a network, or set REELFRAME_MODEL_MIRROR to a folder.";
    String shown = WrappedText.of(text, "  ");
    assertThat(shown.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
    assertThat(shown.lines())
        .anyMatch(line -> line.contains("`reelframe models fetch whisper_large_v3_turbo`"));
    assertThat(shown.replaceAll("\\s+", " ")).isEqualTo(text);
  }

  @Test
  void bytesReadAsPeopleWriteThem() {
    assertThat(WrappedText.bytes(3_713_911)).isEqualTo("3.7 MB");
    assertThat(WrappedText.bytes(1_621_000_000)).isEqualTo("1.6 GB");
  }
}
