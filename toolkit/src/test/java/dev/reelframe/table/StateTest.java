package dev.reelframe.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateTest {
  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of(State.OK, "ok", ""),
        Arguments.of(State.EMPTY, "empty", ""),
        Arguments.of(new State.Degraded("half of it"), "degraded", "half of it"),
        Arguments.of(new State.Skipped("no model", "fetch it"), "skipped", "no model; fetch it"),
        Arguments.of(new State.Skipped("no picture", ""), "skipped", "no picture"),
        Arguments.of(new State.Failed("Fault", "it broke"), "failed", "Fault: it broke"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void saysWhyAndWhatWouldHelp(State state, String word, String reason) {
    assertThat(state.word()).isEqualTo(word);
    assertThat(state.reason()).isEqualTo(reason);
  }
}
