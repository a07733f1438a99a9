package dev.reelframe.analyzer.vision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.object.ObjectDetection;
import dev.reelframe.analyzer.object.ProductDetection;
import dev.reelframe.analyzer.pose.BodyPose;
import dev.reelframe.analyzer.segmentation.BackgroundSegmentation;
import dev.reelframe.media.Video;
import dev.reelframe.models.ModelUsage;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** All analyzers of people and things over one real clip with known cuts. */
class SightOfRealFootageTest {
  @TempDir Path home;

  private static JsonNode truth() throws IOException {
    return new ObjectMapper().readTree(SharedFolder.media("bench49.truth.json").toFile());
  }

  /** The cuts as the clip was made. */
  private static Analyzer cuts() throws IOException {
    Schema schema = Schema.events("cut_analysis", "cuts").number("start_s", "").number("end_s", "");
    Rows rows = schema.rows();
    truth().get("cuts").forEach(c -> rows.add(c.get("time_s").asDouble(), null, null));
    truth()
        .get("transitions")
        .forEach(t -> rows.add(null, t.get("start_s").asDouble(), t.get("end_s").asDouble()));
    Table table = rows.table();
    return Analyzer.named("cut_analysis").returns(schema).fromTables(inputs -> table);
  }

  private static Pipeline pipeline(ResidentModels models) throws IOException {
    ObjectDetection objects = ObjectDetection.standard().cuts(cuts()).models(models);
    return Pipeline.of(
        objects,
        new ProductDetection(objects),
        new BodyPose(objects),
        BackgroundSegmentation.standard().cuts(cuts()).models(models));
  }

  private static List<Interval> of(Table table, String label) {
    List<Interval> spans = new ArrayList<>();
    for (Row row : table) {
      if (row.getString("label").equals(label)) {
        spans.add(new Interval(row.getDouble("start_s"), row.getDouble("end_s")));
      }
    }
    return spans;
  }

  @Test
  void findsThePeopleAndThingsThatAreThereAndNobodyWhereNobodyIs() throws IOException {
    Video video = Video.open(SharedFolder.media("bench49.mp4"));
    try (ResidentModels models = SharedFolder.models(home)) {
      Analysis run = pipeline(models).run(video);
      MeasuredTable objects = run.table("object_detection");
      List<Interval> people = of(objects, "person");
      double missed = 0;
      double all = 0;
      for (JsonNode shot : truth().get("objects")) {
        Interval span = new Interval(shot.get("start_s").asDouble(), shot.get("end_s").asDouble());
        List<String> labels = new ArrayList<>();
        shot.get("objects").forEach(o -> labels.add(o.asText()));
        long rows = people.stream().filter(p -> p.overlap(span) > p.length() / 2).count();
        assertThat(rows).as("people at " + span).isEqualTo(labels.contains("person") ? 1 : 0);
        for (String label : labels) {
          all++;
          boolean found = of(objects, label).stream().anyMatch(o -> o.overlap(span) > 0);
          missed += found ? 0 : 1;
        }
      }
      assertThat(1 - missed / all).as("things found").isGreaterThan(0.94);
      people(run.table("body_pose"), people);
      assertThat(run.table("product_detection").stringColumn("label").asList()).contains("bottle");
      assertThat(
              Interval.coverage(
                  Interval.of(run.table("background_segmentation")),
                  new Interval(0, run.end().pictureS())))
          .isEqualTo(1);
      assertThat(models.usage())
          .filteredOn(use -> !List.of("yunet", "face_mesh").contains(use.model()))
          .allMatch(use -> use.calls() < 110);
      assertThat(models.usage())
          .as("each model is loaded once, whoever uses it")
          .extracting(ModelUsage::model)
          .doesNotHaveDuplicates();
    }
  }

  private static void people(MeasuredTable poses, List<Interval> people) {
    List<Interval> found = Interval.of(poses);
    double time = Interval.union(people).stream().mapToDouble(Interval::length).sum();
    double seen =
        Interval.union(people).stream()
            .mapToDouble(p -> Interval.coverage(found, p) * p.length())
            .sum();
    assertThat(seen / time).as("people's time with a pose").isGreaterThan(0.8);
    assertThat(poses.stringColumn("facing").asList()).contains("camera", "away");
    assertThat(poses.stringColumn("framing").asList()).contains("face", "upper_body", "full_body");
    MeasuredTable signal = poses.signal().orElseThrow();
    assertThat(signal.intColumn("track_id").asSet())
        .containsAll(poses.intColumn("track_id").asSet());
  }

  @Test
  void withoutModelsEverythingIsSkippedAndNothingInvented() throws IOException {
    Video video = Video.open(SharedFolder.media("bench49.mp4"));
    try (ResidentModels none = SharedFolder.noModels(home)) {
      Analysis run = pipeline(none).run(video);
      for (String name :
          List.of(
              "object_detection", "product_detection", "body_pose", "background_segmentation")) {
        assertThat(run.state(name)).as(name).isInstanceOf(State.Skipped.class);
        assertThat(run.state(name).reason()).as(name).isNotBlank();
      }
    }
  }
}
