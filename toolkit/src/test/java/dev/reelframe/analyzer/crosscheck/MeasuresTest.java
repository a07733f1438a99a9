package dev.reelframe.analyzer.crosscheck;

import static dev.reelframe.analyzer.evidence.Given.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures of a whole clip, from tables whose answer is known. */
class MeasuresTest {

  private static Tables tables(Given given) {
    return new Tables(given.inputs());
  }

  private static List<Agreement> of(Kind kind, List<Agreement> found) {
    return found.stream().filter(a -> a.kind() == kind).toList();
  }

  private static Map<String, Object> cut(double timeS) {
    return row("time_s", timeS, "frame", (int) Math.round(30 * timeS), "kind", "cut");
  }

  // ---- key moments

  private static Given busy() {
    return Given.clip(30)
        .table(Analyzers.cuts(), cut(5.0), cut(12.0), cut(20.0))
        .table(
            Analyzers.textOverlay(),
            row("start_s", 12.05, "end_s", 14.0, "text", "Neu", "kind", "caption"),
            row("start_s", 5.0, "end_s", 6.0, "text", "Bar", "kind", "label"))
        .table(Analyzers.soundEffects(), row("time_s", 11.95, "kind", "tonal"))
        .table(Analyzers.speechActivity(), row("start_s", 20.05, "end_s", 24.0))
        .table(
            Analyzers.faces(),
            row("start_s", 5.0, "end_s", 12.0),
            row("start_s", 12.0, "end_s", 20.0));
  }

  @Test
  void aMomentAtWhichThreeTablesChangeIsAKeyMoment() {
    List<Agreement> found = KeyMoments.of(tables(busy()));
    assertThat(found).hasSize(1);
    Agreement moment = found.getFirst();
    assertThat(moment.startS()).isEqualTo(11.95);
    assertThat(moment.text()).isEqualTo("cut_analysis, sound_effects, text_overlay");
    assertThat(moment.sources()).isEqualTo("sound_effects#0 cut_analysis#1 text_overlay#0");
    assertThat(moment.measure().value()).hasValue(3);
    assertThat(moment.measure().count()).hasValue(4);
  }

  /** Three tables, one event each, in 30 s: both others with 1 - exp(-0.24 / 30) each. */
  @Test
  void besideAKeyMomentStandsHowManyChanceWouldMake() {
    Given given =
        Given.clip(30)
            .table(Analyzers.cuts(), cut(12.0))
            .table(Analyzers.soundEffects(), row("time_s", 12.0, "kind", "tonal"))
            .table(Analyzers.speechActivity(), row("start_s", 12.0, "end_s", 13.0));
    double near = 1 - Math.exp(-0.24 / 30);
    Measure measure = KeyMoments.of(tables(given)).getFirst().measure();
    assertThat(measure.expected().orElseThrow()).isCloseTo(1 + 2 * near, within(1e-9));
    // three events, each with both others, are one moment
    assertThat(measure.pValue().orElseThrow()).isCloseTo(near * near, within(1e-9));
  }

  // ---- cuts and beats

  /** A beat every half second from 0.2 s on, and cuts at these times. */
  private static Given music(double... cutsS) {
    List<Map<String, Object>> windows = new ArrayList<>();
    List<Map<String, Object>> signal = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      windows.add(row("start_s", 0.5 * i, "end_s", 0.5 * (i + 1), "tempo_bpm", 120.0));
    }
    for (int i = 0; i < 2000; i++) {
      double flux = i % 50 == 20 ? 1.0 : 0.01;
      signal.add(row("time_s", i / 100.0, "flux_low", flux, "flux_mid", flux, "flux_high", flux));
    }
    List<Map<String, Object>> cuts = new ArrayList<>();
    for (double at : cutsS) {
      cuts.add(cut(at));
    }
    return Given.clip(20)
        .table(Analyzers.audioAnalysis(), windows, signal)
        .table(Analyzers.cuts(), cuts, List.of());
  }

  @Test
  void cutsOnTheBeatAreMoreThanChanceWouldMake() {
    List<Agreement> found =
        CutsOnBeats.of(tables(music(1.2, 2.22, 4.7, 6.68, 9.2, 11.7, 13.2, 15.45)));
    assertThat(found).hasSize(1);
    Measure measure = found.getFirst().measure();
    assertThat(measure.count()).hasValue(8);
    assertThat(measure.value().orElseThrow()).isEqualTo(7.0 / 8);
    assertThat(measure.expected().orElseThrow()).isCloseTo(0.28, within(1e-9));
    // 8 * 0.28^7 * 0.72 + 0.28^8
    assertThat(measure.pValue().orElseThrow()).isCloseTo(0.000815, within(1e-6));
    assertThat(found.getFirst().sources()).isEqualTo("cut_analysis#0-7 audio_analysis#0-39");
  }

  @Test
  void cutsBetweenTheBeatsAreSaidToBeThere() {
    Measure measure =
        CutsOnBeats.of(tables(music(1.45, 2.4, 4.97, 6.9, 9.45))).getFirst().measure();
    assertThat(measure.value()).hasValue(0);
    assertThat(measure.pValue().orElseThrow()).isCloseTo(1, within(1e-9));
  }

  @Test
  void ofFourCutsNothingIsSaid() {
    assertThat(CutsOnBeats.of(tables(music(1.2, 2.2, 4.7, 6.7)))).isEmpty();
  }

  // ---- captions and speech

  private static Map<String, Object> caption(double from, double to, String text) {
    return row("start_s", from, "end_s", to, "text", text, "kind", "caption");
  }

  @Test
  void captionsAreComparedWithWhatIsSaidAndWhen() {
    Given given =
        Given.clip(40)
            .table(
                Analyzers.textOverlay(),
                caption(1.0, 3.0, "mein neues Fahrrad"),
                caption(20.0, 22.0, "ganz anderer Text"),
                caption(30.0, 32.0, "hier spricht niemand"))
            .table(
                Analyzers.transcription(),
                List.of(
                    row("start_s", 1.5, "end_s", 4.0, "text", "Das ist mein neues Fahrrad."),
                    row("start_s", 20.0, "end_s", 22.0, "text", "Wir gehen heute schwimmen."),
                    row("start_s", 25.0, "end_s", 26.0)),
                List.of(
                    row("start_s", 1.5, "end_s", 1.9, "kind", "word", "phrase", 0, "text", "Das"),
                    row(
                        "start_s", 2.2, "end_s", 2.5, "kind", "word", "phrase", 0, "text",
                        "mein")));
    List<Agreement> found = TextAgainstSpeech.of(tables(given));
    assertThat(found)
        .extracting(Agreement::kind)
        .containsExactly(Kind.CAPTION_SPOKEN, Kind.CAPTION_NOT_SPOKEN, Kind.CAPTIONS_WITH_SPEECH);
    assertThat(found.get(0).offsetS().orElseThrow()).isCloseTo(1.2, within(1e-9));
    assertThat(found.get(0).measure().value()).hasValue(1);
    assertThat(found.get(1).measure().value()).hasValue(0);
    Measure all = found.get(2).measure();
    assertThat(all.count()).hasValue(3);
    assertThat(all.value().orElseThrow()).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(all.expected()).hasValue(0);
    assertThat(all.pValue()).isEmpty();
  }

  @Test
  void theOrderOfSixCaptionsIsTested() {
    List<Map<String, Object>> captions = new ArrayList<>();
    List<Map<String, Object>> phrases = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      captions.add(caption(10.0 * i, 10.0 * i + 3, "satz nummer " + i));
      phrases.add(row("start_s", 10.0 * i + 1, "end_s", 10.0 * i + 2, "text", "Satz Nummer " + i));
    }
    Given given =
        Given.clip(60)
            .table(Analyzers.textOverlay(), captions, List.of())
            .table(Analyzers.transcription(), phrases, List.of());
    Agreement all = of(Kind.CAPTIONS_WITH_SPEECH, TextAgainstSpeech.of(tables(given))).getFirst();
    assertThat(all.measure().value()).hasValue(1);
    assertThat(all.offsetS()).hasValue(1);
    assertThat(all.measure().pValue().orElseThrow()).isCloseTo(2.0 / 64, within(1e-9));
  }

  // ---- who is seen while speech is heard

  @Test
  void whoIsSeenWhileSpeechIsHeard() {
    Given given =
        Given.clip(20)
            .table(
                Analyzers.speechActivity(),
                row("start_s", 2.0, "end_s", 6.0),
                row("start_s", 12.0, "end_s", 15.0))
            .table(
                Analyzers.faces(),
                row("start_s", 0.0, "end_s", 4.0, "track_id", 1, "identity_id", 7),
                row("start_s", 5.0, "end_s", 6.0, "track_id", 2, "identity_id", 7),
                row("start_s", 14.0, "end_s", 16.0, "track_id", 3));
    List<Agreement> found = OnScreen.of(tables(given));
    List<Agreement> seen = of(Kind.FACE_WHILE_SPEECH, found);
    assertThat(seen.stream().map(Agreement::text))
        .containsExactly("identity 7", "identity 7", "track 3");
    assertThat(seen.getFirst().measure().value()).hasValue(0.5);
    assertThat(seen.getFirst().measure().expected()).hasValue(0.25);
    List<Agreement> unseen = of(Kind.SPEECH_UNSEEN, found);
    assertThat(unseen.stream().map(Agreement::startS)).containsExactly(4.0, 12.0);
    assertThat(unseen.getFirst().sources()).isEqualTo("speech_activity#0 face_detection");
    Measure all = of(Kind.FACES_WITH_SPEECH, found).getFirst().measure();
    assertThat(all.value().orElseThrow()).isCloseTo(4.0 / 7, within(1e-9));
    assertThat(all.expected().orElseThrow()).isCloseTo(7.0 / 20, within(1e-9));
  }

  // ---- series

  private static Given seconds(int count, IntFunction<double[]> values) {
    List<Map<String, Object>> rows =
        IntStream.range(0, count)
            .mapToObj(i ->
                row(
                    "start_s",
                    (double) i,
                    "end_s",
                    i + 1.0,
                    "motion_widths_per_s",
                    values.apply(i)[0],
                    "loudness_lufs",
                    values.apply(i)[1]))
            .toList();
    return Given.clip(count).table(Analyzers.temporalFlow(), rows, List.of());
  }

  private static double[] noise(int seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  @Test
  void aSeriesThatFollowsTwoSecondsLaterIsFound() {
    double[] motion = noise(1, 60);
    double[] more = noise(2, 60);
    List<Agreement> found =
        SeriesFollow.of(
            tables(
                seconds(
                    60, i -> new double[] {motion[i], i < 2 ? 0 : motion[i - 2] + 0.3 * more[i]})));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().text()).isEqualTo("motion_widths_per_s, loudness_lufs");
    assertThat(found.getFirst().offsetS()).hasValue(2);
    assertThat(found.getFirst().measure().value().orElseThrow()).isGreaterThan(0.9);
    assertThat(found.getFirst().measure().count()).hasValue(58);
    assertThat(found.getFirst().sources()).isEqualTo("temporal_flow#0-59");
  }

  /** At a level of 0.05 one clip in twenty may show a relation that is none; these are 200. */
  @Test
  void seriesWithoutAConnectionAreRarelySaidToHaveOne() {
    int told = 0;
    for (int seed = 0; seed < 200; seed++) {
      double[] motion = noise(1000 + seed, 60);
      double[] loudness = noise(5000 + seed, 60);
      told +=
          SeriesFollow.of(tables(seconds(60, i -> new double[] {motion[i], loudness[i]}))).size();
    }
    assertThat(told).isLessThanOrEqualTo(16); // 10 expected at most; 17 in under 3 of 100 runs
  }

  /** The same for series whose seconds are alike, which look connected more easily. */
  @Test
  void neighboursThatAreAlikeCountForFewer() {
    int told = 0;
    for (int seed = 0; seed < 200; seed++) {
      double[] motion = drifting(1000 + seed, 60);
      double[] loudness = drifting(5000 + seed, 60);
      told +=
          SeriesFollow.of(tables(seconds(60, i -> new double[] {motion[i], loudness[i]}))).size();
    }
    assertThat(told).isLessThanOrEqualTo(16);
  }

  private static double[] drifting(int seed, int count) {
    double[] values = noise(seed, count);
    for (int i = 1; i < count; i++) {
      values[i] += 0.7 * values[i - 1];
    }
    return values;
  }

  @Test
  void ofAFewSecondsNoRelationIsClaimed() {
    assertThat(SeriesFollow.of(tables(seconds(19, i -> new double[] {i, i})))).isEmpty();
  }

  // ---- the hook

  @Test
  void theHookIsToldBesideTheRest() {
    Given given =
        Given.clip(6)
            .table(
                Analyzers.temporalFlow(),
                IntStream.range(0, 6)
                    .mapToObj(i ->
                        row(
                            "start_s",
                            (double) i,
                            "end_s",
                            i + 1.0,
                            "hook_pace_ratio",
                            0.6,
                            "body_pace_ratio",
                            0.2))
                    .toList(),
                List.of())
            .table(Analyzers.cuts(), cut(3.5))
            .table(
                Analyzers.textOverlay(),
                row("start_s", 0.2, "end_s", 1.0, "kind", "caption", "unread", "illegible"),
                caption(0.5, 3.0, "Neu"),
                caption(1.5, 3.0, "Später"));
    List<Agreement> found = Hook.of(tables(given));
    assertThat(found.stream().map(a -> a.startS() + " " + a.text()))
        .containsExactly("0.0 pace", "0.5 text_overlay: Neu");
    assertThat(found.getFirst().measure().value()).hasValue(0.6);
    assertThat(found.getFirst().measure().expected()).hasValue(0.2);
    assertThat(found.getFirst().sources()).isEqualTo("temporal_flow#0-2");
  }
}
