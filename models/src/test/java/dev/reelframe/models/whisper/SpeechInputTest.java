package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpeechInputTest {
  private static final SpeechInput TWO =
      new SpeechInput(
          new float[10 * 16_000],
          List.of(
              new SpeechInput.Voice(1, 3, 0),
              new SpeechInput.Voice(4, 5, 0),
              new SpeechInput.Voice(7, 9, 1)));

  @Test
  void bordersLieInTheMiddleOfPauses() {
    assertThat(TWO.borders(new int[] {0, 0, 1})).containsExactly(0, 6, 10);
    assertThat(TWO.borders(new int[] {0, 1, 2})).containsExactly(0, 3.5, 6, 10);
    assertThat(TWO.borders(new int[] {2, 2, 2})).containsExactly(0, 10);
    assertThat(SpeechInput.of(new float[16_000]).borders(new int[0])).containsExactly(0, 1);
  }

  @Test
  void aPartHasItsVoicesFromItsOwnStart() {
    SpeechInput part = TWO.part(2, 6);
    assertThat(part.mono16k()).hasSize(4 * 16_000);
    assertThat(part.voices())
        .containsExactly(new SpeechInput.Voice(0, 1, 0), new SpeechInput.Voice(2, 3, 0));
    assertThat(TWO.part(5.5, 6.5).voices()).isEmpty();
  }

  @Test
  void aVoiceTakesTime() {
    assertThatThrownBy(() -> new SpeechInput.Voice(1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** An engine that names one language per clip hears each turn of a speaker alone. */
  @Test
  void anEngineOfOneLanguageHearsTurns() {
    List<Integer> heard = new ArrayList<>();
    SpeechRecognizer engine =
        new SpeechRecognizer() {
          @Override
          public Transcription transcribe(float[] sound, TranscriptionRequest request) {
            heard.add(sound.length);
            return new Transcription(
                heard.size() == 1 ? "en" : "de",
                OptionalDouble.empty(),
                List.of(
                    new Transcription.Segment(
                        0.5,
                        99,
                        " a",
                        List.of(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty())),
                List.of());
          }

          @Override
          public String engine() {
            return "one";
          }

          @Override
          public void close() {}
        };
    List<Transcription> passages =
        engine.transcribeSpeech(List.of(TWO), TranscriptionRequest.standard()).getFirst();
    assertThat(heard).containsExactly(6 * 16_000, 4 * 16_000);
    assertThat(passages).extracting(Transcription::language).containsExactly("en", "de");
    assertThat(passages.getFirst().segments().getFirst().endS()).isEqualTo(6);
    assertThat(passages.getLast().segments().getFirst().startS()).isEqualTo(6.5);
    assertThat(passages.getLast().segments().getFirst().endS()).isEqualTo(10);
  }
}
