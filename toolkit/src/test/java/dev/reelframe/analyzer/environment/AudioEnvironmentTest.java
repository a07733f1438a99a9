package dev.reelframe.analyzer.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.environment.AudioEnvironment.Tag;
import dev.reelframe.analyzer.environment.AudioEnvironment.WindowTag;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.ModelMissing;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class AudioEnvironmentTest {
  @TempDir Path dir;

  private MeasuredTable heard(Path file) {
    try (ResidentModels models = SharedFolder.models(dir)) {
      return AudioEnvironment.standard().models(models).apply(Video.open(file));
    }
  }

  private static List<Interval> of(Table table, String label) {
    return Interval.of(table.where(table.stringColumn("label").isEqualTo(label)));
  }

  private static Table decided(double endS, Object... cells) {
    RowWriter<WindowTag> signal = WindowTag.SCHEMA.rows();
    for (int i = 0; i < cells.length; i += 3) {
      Tag tag = new Tag((String) cells[i + 1], Group.MUSIC, (double) cells[i + 2]);
      signal.add(new WindowTag((double) cells[i], tag));
    }
    MediaInfo none = new MediaInfo("none", Optional.empty(), 0, Optional.empty(), Optional.empty());
    Inputs inputs = new Inputs(none, new StreamEnd(endS, 0, endS, 0), Map.of());
    return AudioEnvironment.standard().decide(signal.table(), inputs).table().orElseThrow();
  }

  @Test
  void aSoundGoesOnBelowTheScoreItBeganWith() {
    Table table =
        decided(
            3, 0.0, "Music", 0.1, 0.48, "Music", 0.5, 0.96, "Music", 0.2, 1.44, "Music", 0.1, 1.92,
            "Music", 0.2, 2.025, "Bell", 0.9);
    assertThat(table.stringColumn("label").asList()).containsExactly("Music", "Bell");
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(0.7275, within(1e-9));
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(1.6875, within(1e-9));
    assertThat(table.doubleColumn("confidence").get(0)).isCloseTo(0.35, within(1e-9));
    assertThat(table.doubleColumn("end_s").get(1)).isEqualTo(3);
  }

  @Test
  void aGuessIsNoFact() {
    assertThat(decided(3, 0.0, "Explosion", 0.35, 0.48, "Explosion", 0.3).rowCount()).isZero();
  }

  /** Of a class and what it is a kind of one is named at a time. */
  @Test
  void aKindStandsForWhatItIsAKindOf() {
    Table table =
        decided(
            6,
            0.0,
            "Animal",
            0.8,
            0.48,
            "Animal",
            0.8,
            0.96,
            "Animal",
            0.8,
            0.96,
            "Dog",
            0.75,
            1.44,
            "Animal",
            0.8,
            1.44,
            "Dog",
            0.75,
            1.92,
            "Animal",
            0.8,
            2.4,
            "Animal",
            0.8,
            4.0,
            "Music",
            0.9,
            4.0,
            "Synthesizer",
            0.45,
            4.48,
            "Music",
            0.9,
            4.48,
            "Bark",
            0.5);
    assertThat(table.stringColumn("label").asList())
        .containsExactly("Animal", "Dog", "Animal", "Music", "Bark");
    assertThat(Interval.of(table).get(1).startS()).isCloseTo(1.2075, within(1e-9));
    assertThat(Interval.of(table).get(0).endS()).isEqualTo(Interval.of(table).get(1).startS());
  }

  @Test
  void theTreeHoldsTheClassesOfTheModelInTheirOrder() {
    try (ResidentModels models = SharedFolder.models(dir)) {
      assertThat(ClassTree.lines().stream().map(String::strip))
          .containsExactlyElementsOf(models.files(SoundTagger.MODEL).labels());
    }
    assertThat(ClassTree.isKindOf("Bark", "Animal")).isTrue();
    assertThat(ClassTree.isKindOf("Ringtone", "Telephone")).isTrue();
    assertThat(ClassTree.isKindOf("Animal", "Bark")).isFalse();
    assertThat(ClassTree.isKindOf("Speech", "Speech")).isFalse();
    assertThat(ClassTree.isKindOf("Speech", "Music")).isFalse();
  }

  @Test
  void oneWindowStandsForTheWholeClip() {
    assertThat(Interval.of(decided(0.4, 0.0, "Music", 0.9))).containsExactly(new Interval(0, 0.4));
  }

  @Test
  void groupsFollowTheOntology() {
    List<Group> groups =
        Group.of(List.of("Speech", "Conversation", "Shout", "Whispering", "Laughter", "Singing"));
    assertThat(groups)
        .containsExactly(
            Group.SPEECH, Group.SPEECH, Group.HUMAN, Group.SPEECH, Group.HUMAN, Group.SINGING);
  }

  @Test
  void everyClassHasAGroup() {
    try (ResidentModels models = SharedFolder.models(dir)) {
      List<String> labels = models.files(SoundTagger.MODEL).labels();
      List<Group> groups = Group.of(labels);
      assertThat(labels).hasSize(521);
      assertThat(groups.get(labels.indexOf("Bark"))).isEqualTo(Group.ANIMAL);
      assertThat(groups.get(labels.indexOf("Techno"))).isEqualTo(Group.MUSIC);
      assertThat(groups.get(labels.indexOf("Applause"))).isEqualTo(Group.CROWD);
      assertThat(groups.get(labels.indexOf("Inside, public space"))).isEqualTo(Group.PLACE);
      assertThat(groups.get(labels.indexOf("Ocean"))).isEqualTo(Group.NATURE);
      assertThat(groups.get(labels.indexOf("Motorcycle"))).isEqualTo(Group.VEHICLE);
      assertThat(groups.get(labels.indexOf("Whoosh, swoosh, swish"))).isEqualTo(Group.OBJECT);
      assertThat(groups.get(labels.indexOf("Ding"))).isEqualTo(Group.SIGNAL);
      assertThat(groups).contains(Group.values());
    }
  }

  @Test
  void scoresAreThoseOfAnotherRuntime() throws IOException {
    MeasuredTable signal = heard(SharedFolder.media("jfk.wav")).signal().orElseThrow();
    int compared = 0;
    for (String line : reference()) {
      String[] cells = line.split(";");
      double timeS = Double.parseDouble(cells[0]);
      Table found =
          signal.where(
              signal
                  .doubleColumn("time_s")
                  .isBetweenInclusive(timeS - 1e-6, timeS + 1e-6)
                  .and(signal.stringColumn("label").isEqualTo(cells[1])));
      assertThat(found.rowCount()).as(line).isEqualTo(1);
      assertThat(found.doubleColumn("confidence").get(0))
          .as(line)
          .isCloseTo(Double.parseDouble(cells[2]), within(0.01));
      compared++;
    }
    assertThat(compared).isGreaterThan(20);
  }

  private static List<String> reference() throws IOException {
    try (InputStream csv = AudioEnvironmentTest.class.getResourceAsStream("yamnet-scores.csv")) {
      return new String(csv.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }
  }

  @Test
  void speechAndMusicWhereTheTruthHasThem() {
    MeasuredTable table = heard(SharedFolder.media("bench49.mp4"));
    List<Interval> music = of(table, "Music");
    List<Interval> speech = of(table, "Speech");
    assertThat(Interval.coverage(music, new Interval(6, 10))).isGreaterThan(0.99);
    assertThat(Interval.coverage(music, new Interval(24, 32.5))).isGreaterThan(0.9);
    assertThat(Interval.coverage(music, new Interval(34, 49))).isZero();
    assertThat(Interval.coverage(speech, new Interval(1, 5.5))).isEqualTo(1);
    assertThat(Interval.coverage(speech, new Interval(39.5, 41.5))).isEqualTo(1);
    assertThat(Interval.coverage(speech, new Interval(24, 32.5))).isZero();
    assertThat(table.provenance().models()).hasSize(1);
  }

  /** The scores of digital silence are kept and must not change with what is heard after it. */
  @Test
  void silenceBeforeAndAfterASoundIsTaggedAlike() {
    Path file =
        SyntheticClip.soundOnly()
            .sound(16_000, 9, t -> t > 3 && t < 5 ? 0.3 * Math.sin(2 * Math.PI * 440 * t) : 0)
            .write(dir.resolve("gap.mkv"));
    MeasuredTable signal = heard(file).signal().orElseThrow();
    List<String> labels = new java.util.ArrayList<>();
    for (double time : new double[] {0.48, 6.72}) {
      Table window =
          signal.where(signal.doubleColumn("time_s").isBetweenInclusive(time - 1e-6, time + 1e-6));
      labels.add(window.retainColumns("label", "confidence").printAll());
    }
    assertThat(labels.get(0)).contains("Silence").isEqualTo(labels.get(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.9, 0.975, 1.2, 1.455, 2.0})
  void theLastWindowEndsWithTheSound(double seconds) {
    Path file =
        SyntheticClip.soundOnly()
            .sound(16_000, seconds, t -> 0.3 * Math.sin(2 * Math.PI * 440 * t))
            .write(dir.resolve("tone.mkv"));
    MeasuredTable signal = heard(file).signal().orElseThrow();
    assertThat(signal.doubleColumn("time_s").max())
        .isCloseTo(Math.max(0, seconds - AudioEnvironment.WINDOW_S), within(1e-4));
  }

  @Test
  void withoutTheModelItSaysSo() {
    Path file = SyntheticClip.soundOnly().sound(16_000, 1, t -> 0.1).write(dir.resolve("t.mkv"));
    try (ResidentModels none = SharedFolder.noModels(dir)) {
      AudioEnvironment analyzer = AudioEnvironment.standard().models(none);
      Video video = Video.open(file);
      assertThatThrownBy(() -> analyzer.apply(video))
          .isInstanceOfAny(ModelMissing.class, dev.reelframe.analyzer.AnalyzerFault.class)
          .hasMessageContaining("yamnet");
    }
  }

  @Test
  void nonsenseIsRefused() {
    AudioEnvironment standard = AudioEnvironment.standard();
    assertThatThrownBy(() -> standard.scores(0.1, 0.2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
