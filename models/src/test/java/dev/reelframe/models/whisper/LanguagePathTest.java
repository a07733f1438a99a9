package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LanguagePathTest {
  private static final int DE = 0;
  private static final int EN = 1;

  private static double[] sure(int language, double probability) {
    double[] scores = new double[4];
    java.util.Arrays.fill(scores, (1 - probability) / 3);
    scores[language] = probability;
    return scores;
  }

  private static int[] path(int[] speakers, double[]... scores) {
    return LanguagePath.of(speakers, List.of(scores));
  }

  @Test
  void eachSpeakerKeepsToALanguage() {
    assertThat(
            path(
                new int[] {0, 0, 1, 1, 0},
                sure(DE, 0.6),
                sure(DE, 0.95),
                sure(EN, 0.95),
                sure(EN, 0.9),
                sure(EN, 0.6)))
        .as("a doubtful utterance is in the language of its speaker, not of the one before it")
        .containsExactly(DE, DE, EN, EN, DE);
  }

  @Test
  void aSpeakerWhoClearlyChangesTheLanguageIsFollowed() {
    assertThat(path(new int[3], sure(EN, 0.97), sure(DE, 0.97), sure(EN, 0.97)))
        .containsExactly(EN, DE, EN);
    assertThat(path(new int[3], sure(EN, 0.97), sure(DE, 0.5), sure(EN, 0.97)))
        .containsExactly(EN, EN, EN);
  }

  @Test
  void aDoubtfulSpeakerSpeaksWhatTheOthersSpeak() {
    assertThat(path(new int[] {0, 1}, sure(EN, 0.97), sure(DE, 0.5))).containsExactly(EN, EN);
    assertThat(path(new int[] {0, 1}, sure(EN, 0.97), sure(DE, 0.95))).containsExactly(EN, DE);
  }

  @Test
  void oneVoiceHasItsLikeliestLanguageAndNoneHasNone() {
    assertThat(path(new int[] {7}, sure(DE, 0.4))).containsExactly(DE);
    assertThat(path(new int[0])).isEmpty();
  }
}
