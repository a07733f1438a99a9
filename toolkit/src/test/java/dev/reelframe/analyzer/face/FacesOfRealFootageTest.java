package dev.reelframe.analyzer.face;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.age.AgeEstimation;
import dev.reelframe.analyzer.emotion.FaceEmotion;
import dev.reelframe.analyzer.eye.EyeTracking;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Video;
import dev.reelframe.models.ModelUsage;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All analyzers of faces over real clips. */
class FacesOfRealFootageTest {
  private static final List<String> NAMES =
      List.of("face_detection", "age_estimation", "face_emotion", "eye_tracking");
  @TempDir Path home;

  private static List<Analyzer> all(ResidentModels models) {
    FaceDetection faces = Analyzers.faces().models(models);
    return List.of(
        faces,
        new AgeEstimation(faces),
        new FaceEmotion(faces),
        EyeTracking.standard().faces(faces));
  }

  @Test
  void findsTheFacesThatAreThereAndNoneWhereNoneIs() throws IOException {
    Video video = Video.open(SharedFolder.media("bench49.mp4"));
    try (ResidentModels models = SharedFolder.models(home)) {
      Analysis run = Pipeline.of(all(models)).run(video);
      MeasuredTable faces = run.table("face_detection");
      List<Interval> found = Interval.of(faces);
      double seen = 0;
      double time = 0;
      JsonNode truth =
          new ObjectMapper().readTree(SharedFolder.media("bench49.truth.json").toFile());
      List<Interval> people = new ArrayList<>();
      for (JsonNode shot : truth.get("objects")) {
        Interval span = new Interval(shot.get("start_s").asDouble(), shot.get("end_s").asDouble());
        boolean person = shot.get("objects").toString().contains("\"person\"");
        // The people at the table are seen from above and behind.
        if (person) {
          people.add(span);
        }
        if (person && !shot.toString().contains("dining table")) {
          time += span.length();
          seen += Interval.coverage(found, span) * span.length();
        }
      }
      assertThat(seen / time).as("time with a face").isGreaterThan(0.94);
      assertThat(found)
          .as("faces where nobody is")
          .allMatch(f -> Interval.coverage(people, f) > 0.97);
      assertThat(faces.intColumn("track_id").asList()).doesNotHaveDuplicates();
      returns(faces);
      looks(run);
    }
  }

  /** Who is seen again: a woman in two close-ups, a man before and after, and a woman who signs. */
  private static void returns(MeasuredTable faces) {
    Map<Integer, List<Double>> starts = new TreeMap<>();
    for (int row = 0; row < faces.rowCount(); row++) {
      if (!faces.intColumn("identity_id").isMissing(row)) {
        starts
            .computeIfAbsent(faces.intColumn("identity_id").get(row), id -> new ArrayList<>())
            .add(Math.rint(faces.doubleColumn("start_s").getDouble(row)));
      }
    }
    assertThat(starts.values())
        .containsExactly(List.of(0.0, 19.0), List.of(8.0, 37.0), List.of(38.0, 39.0, 40.0));
  }

  private static void looks(Analysis run) {
    MeasuredTable emotion = run.table("face_emotion");
    assertThat(mostly(emotion, 0, 6.5)).isEqualTo("sad");
    assertThat(mostly(emotion, 19, 24)).isEqualTo("happy");
    MeasuredTable age = run.table("age_estimation");
    for (int row = 0; row < age.rowCount(); row++) {
      if (age.stringColumn("unknown").get(row).equals("too_few_looks")) {
        continue;
      }
      double low = age.doubleColumn("age_low_years").getDouble(row);
      double high = age.doubleColumn("age_high_years").getDouble(row);
      assertThat(high - low).as("width of the range").isBetween(12.0, 40.0);
    }
    assertThat(age.doubleColumn("confidence").asSet()).hasSizeGreaterThan(5);
    MeasuredTable eyes = run.table("eye_tracking");
    double time = Interval.of(eyes).stream().mapToDouble(Interval::length).sum();
    assertThat(eyes.intColumn("samples").sum() / time).as("samples a second").isGreaterThan(4.8);
    double closed = 0;
    for (int row = 0; row < eyes.rowCount(); row++) {
      Interval part =
          new Interval(
              eyes.doubleColumn("start_s").getDouble(row),
              eyes.doubleColumn("end_s").getDouble(row));
      closed +=
          eyes.doubleColumn("closed_ratio").getDouble(row) * part.overlap(new Interval(0, 6.5));
    }
    assertThat(closed / 6.5).as("she weeps").isGreaterThan(0.5);
    assertThat(eyes.stringColumn("gaze").asList()).contains("camera");
  }

  private static String mostly(MeasuredTable emotion, double fromS, double toS) {
    Map<String, Double> shares = new TreeMap<>();
    for (int row = 0; row < emotion.rowCount(); row++) {
      Interval part =
          new Interval(
              emotion.doubleColumn("start_s").getDouble(row),
              emotion.doubleColumn("end_s").getDouble(row));
      shares.merge(
          emotion.stringColumn("expression").get(row),
          part.overlap(new Interval(fromS, toS)),
          Double::sum);
    }
    return shares.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  @Test
  void aloneAndTogetherTheTablesAreTheSameAndNoFrameIsLookedAtTwice() {
    Video video = Video.open(SharedFolder.media("thanks.mkv"));
    try (ResidentModels together = SharedFolder.models(home);
        ResidentModels alone = SharedFolder.models(home)) {
      Analysis run = Pipeline.of(all(together)).run(video);
      long looks = calls(together).get(YunetFinder.MODEL);
      for (Analyzer analyzer : all(alone)) {
        MeasuredTable table = (MeasuredTable) analyzer.apply(video);
        MeasuredTable other = run.table(analyzer.spec().name());
        assertThat(table.print()).isEqualTo(other.print());
        assertThat(table.signal().orElseThrow().printAll())
            .isEqualTo(other.signal().orElseThrow().printAll());
        assertThat(table.isEmpty()).as(table.name()).isFalse();
      }
      assertThat(calls(alone)).containsEntry(YunetFinder.MODEL, 4 * looks);
    }
  }

  private static Map<String, Long> calls(ResidentModels models) {
    return models.usage().stream().collect(Collectors.toMap(ModelUsage::model, ModelUsage::calls));
  }

  @Test
  void withoutModelsEverythingIsSkippedAndNothingInvented() {
    Video video = Video.open(SharedFolder.media("thanks.mkv"));
    try (ResidentModels none = SharedFolder.noModels(home)) {
      Analysis run = Pipeline.of(all(none)).run(video);
      for (String name : NAMES) {
        assertThat(run.state(name)).as(name).isInstanceOf(State.Skipped.class);
        assertThat(run.state(name).reason()).as(name).isNotBlank();
        assertThat(run.result(name).table()).isEmpty();
      }
    }
  }
}
