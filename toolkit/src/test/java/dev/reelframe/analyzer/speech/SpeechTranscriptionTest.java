package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.whisper.SpeechRecognizer;
import dev.reelframe.models.whisper.Transcription;
import dev.reelframe.models.whisper.TranscriptionRequest;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechTranscriptionTest {
  @TempDir Path dir;

  /** Speech where the test says so. */
  private static Analyzer speech(double... borders) {
    return Analyzer.named("speech_activity")
        .returns(SpeechActivity.SpeechRow.SCHEMA.schema())
        .fromTables(inputs -> {
          var rows = SpeechActivity.SpeechRow.SCHEMA.schema().rows();
          for (int i = 0; i < borders.length; i += 2) {
            rows.add(borders[i], borders[i + 1], 0.9);
          }
          return rows.table();
        });
  }

  private Video tone(double seconds, DoubleUnaryOperator wave) {
    return Video.open(
        SyntheticClip.soundOnly().sound(16_000, seconds, wave).write(dir.resolve("tone.mkv")));
  }

  /** Says in one phrase of two words how long and how loud what it hears is. */
  private static final class Listener implements SpeechRecognizer {
    final List<float[]> heard = new ArrayList<>();
    boolean closed;

    @Override
    public Transcription transcribe(float[] sound, TranscriptionRequest request) {
      heard.add(sound);
      double end = sound.length / 16_000.0;
      return new Transcription(
          "de",
          OptionalDouble.empty(),
          List.of(
              new Transcription.Segment(
                  0.1,
                  end + 5,
                  " Guten Tag.",
                  List.of(),
                  OptionalDouble.of(Math.log(0.5)),
                  OptionalDouble.empty(),
                  OptionalDouble.empty())),
          List.of(word(0.1, 0.3, "Guten"), word(0.3, 0.5, "Tag.")));
    }

    private static Transcription.Word word(double from, double to, String text) {
      return new Transcription.Word(
          from, to, text, OptionalDouble.of(0.7), Transcription.Timing.PROPORTIONAL);
    }

    @Override
    public String engine() {
      return "listener";
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void onlySpeechIsHeardAndTimesAreThoseOfTheVideo() {
    Listener engine = new Listener();
    Video video = tone(12, t -> t > 4 && t < 5 ? 0.5 : 0);
    MeasuredTable table =
        SpeechTranscription.standard()
            .by(Recognition.of("listener", () -> engine))
            .speech(speech(4, 5, 9, 10))
            .apply(video);
    assertThat(engine.closed).isTrue();
    assertThat(engine.heard).hasSize(2);
    assertThat(engine.heard.getFirst().length).isCloseTo(22_400, within(2));
    assertThat(engine.heard.getFirst()[8_000]).isCloseTo(0.5f, within(0.01f));
    assertThat(engine.heard.getFirst()[100]).isCloseTo(0, within(0.01f));
    assertThat(table.stringColumn("text").asList()).containsOnly("Guten Tag.");
    assertThat(table.doubleColumn("start_s").asList())
        .satisfiesExactly(
            a -> assertThat(a).isCloseTo(4.0, within(1e-6)),
            b -> assertThat(b).isCloseTo(9.0, within(1e-6)));
    assertThat(table.doubleColumn("end_s").get(1))
        .as("the end of its last word")
        .isCloseTo(9.3, within(1e-6));
    assertThat(table.doubleColumn("confidence").get(0)).isCloseTo(0.7, within(1e-9));
    MeasuredTable words = table.signal().orElseThrow();
    assertThat(
            words.where(words.stringColumn("kind").isEqualTo("word")).stringColumn("text").asList())
        .containsExactly("Guten", "Tag.", "Guten", "Tag.");
    assertThat(words.stringColumn("timing").get(1)).isEqualTo("proportional");
  }

  /** Says nothing at first, then a word of which it is this sure. */
  private static final class Hesitant implements SpeechRecognizer {
    private final double sure;
    private int asked;

    Hesitant(double sure) {
      this.sure = sure;
    }

    @Override
    public Transcription transcribe(float[] sound, TranscriptionRequest request) {
      OptionalDouble none = OptionalDouble.empty();
      List<Transcription.Word> words =
          asked++ == 0
              ? List.of()
              : List.of(
                  new Transcription.Word(
                      0.3, 0.9, "Doch.", OptionalDouble.of(sure), Transcription.Timing.ALIGNED));
      List<Transcription.Segment> segments =
          words.isEmpty()
              ? List.of()
              : List.of(new Transcription.Segment(0, 1, " Doch.", List.of(), none, none, none));
      return new Transcription("de", none, segments, words);
    }

    @Override
    public String engine() {
      return "hesitant";
    }

    @Override
    public void close() {}
  }

  private MeasuredTable hesitant(double sure) {
    return SpeechTranscription.standard()
        .by(Recognition.of("hesitant", () -> new Hesitant(sure)))
        .speech(speech(1, 2))
        .apply(tone(3, t -> 0.1));
  }

  @Test
  void aVoiceWithoutWordsIsHeardAgain() {
    assertThat(hesitant(0.9).stringColumn("text").asList()).containsExactly("Doch.");
  }

  @Test
  void aVoiceWithoutSureWordsHasARowThatSaysSo() {
    MeasuredTable table = hesitant(0.4);
    assertThat(table.rowCount()).isEqualTo(1);
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(1, within(1e-9));
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(2, within(1e-9));
    assertThat(table.stringColumn("text").isMissing(0)).isTrue();
    assertThat(table.intColumn("words").get(0)).isZero();
    assertThat(table.signal().orElseThrow().stringColumn("kind").asList()).containsExactly("voice");
  }

  @Test
  void aSignalMeasuredEarlierNeedsNoEngine() {
    SpeechTranscription analyzer =
        SpeechTranscription.standard()
            .by(Recognition.of("listener", Listener::new))
            .speech(speech(1, 2));
    MeasuredTable first = analyzer.apply(tone(3, t -> 0.1));
    MeasuredTable again =
        analyzer.by(Recognition.none("not asked")).apply(first.signal().orElseThrow());
    assertThat(again.printAll()).isEqualTo(first.printAll());
  }

  @Test
  void withoutAnEngineItIsSkippedWithTheRemedy() {
    Analysis run =
        Pipeline.of(
                SpeechTranscription.standard()
                    .by(Recognition.none("no speech recognizer is on this machine"))
                    .speech(speech(0, 1)))
            .run(tone(2, t -> 0.1));
    assertThat(run.state("speech_transcription").word()).isEqualTo("skipped");
    assertThat(run.state("speech_transcription"))
        .isInstanceOfSatisfying(
            State.Skipped.class,
            skipped -> assertThat(skipped.remedy()).contains("REELFRAME_WHISPER"));
    assertThat(run.result("speech_transcription").table()).isEmpty();
  }

  @Test
  void silenceAsksNobody() {
    MeasuredTable table =
        SpeechTranscription.standard()
            .by(
                Recognition.of(
                    "must not open",
                    () -> {
                      throw new AssertionError("opened");
                    }))
            .speech(speech())
            .apply(tone(1, t -> 0));
    assertThat(table.state().word()).isEqualTo("empty");
  }

  @Test
  void theSpoolGivesBackWhatItTook() {
    try (SoundSpool spool = new SoundSpool()) {
      float[] ramp = new float[16_000];
      for (int i = 0; i < ramp.length; i++) {
        ramp[i] = i / 16_000f;
      }
      spool.append(ramp);
      spool.append(new float[] {Float.NaN, 0.5f});
      assertThat(spool.read(new Interval(0.5, 0.5 + 2 / 16_000.0)))
          .containsExactly(0.5f, 8_001 / 16_000f);
      assertThat(spool.read(new Interval(1, 9))).containsExactly(0, 0.5f);
      assertThat(spool.read(new Interval(5, 9))).isEmpty();
    }
  }
}
