package dev.reelframe.analyzer.face;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.object.ObjectDetection;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Faces that are mirrored side by side, lie on their side or stand on their head. */
class HardFacesTest {
  @TempDir Path home;

  /** Where the models come from. */
  enum Models {
    MIRROR,
    EMBEDDED;

    ResidentModels at(Path home) {
      return this == MIRROR ? SharedFolder.models(home) : SharedFolder.embedded(home);
    }
  }

  private static Analysis run(String file, ResidentModels models) {
    ObjectDetection objects = Analyzers.objectDetection().models(models);
    return Pipeline.of(objects.faces(), objects)
        .run(Video.open(SharedFolder.file("cases/" + file)));
  }

  @ParameterizedTest
  @EnumSource(Models.class)
  void aDuetIsTwoFacesAndTwoPeople(Models models) {
    try (ResidentModels resident = models.at(home)) {
      Analysis run = run("duet/duet.mp4", resident);
      Table faces = run.table("face_detection");
      assertThat(faces.rowCount()).isEqualTo(2);
      assertThat(Interval.of(faces)).allMatch(face -> face.length() > 1.9);
      assertThat(faces.intColumn("identity_id").countMissing())
          .as("seen at the same time they are two, though mirrored")
          .isEqualTo(2);
      Table people = run.table("object_detection");
      people = people.where(people.stringColumn("label").isEqualTo("person"));
      assertThat(people.rowCount()).isEqualTo(2);
      assertThat(Interval.of(people)).allMatch(person -> person.length() > 1.9);
      List<Double> middles =
          people.stream().map(row -> row.getDouble("x_px") + row.getDouble("w_px") / 2).toList();
      assertThat(middles.stream().filter(x -> x < 360)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Models.class)
  void aFaceOnItsSideIsOneOrNone(Models models) {
    try (ResidentModels resident = models.at(home)) {
      Table faces = run("sideways-phone/sideways.mp4", resident).table("face_detection");
      assertThat(faces.rowCount()).isLessThanOrEqualTo(1);
      for (Row face : faces) {
        assertThat(face.getDouble("w_px")).isGreaterThan(600);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Models.class)
  void aFaceUpsideDownIsOneOrNone(Models models) {
    try (ResidentModels resident = models.at(home)) {
      Table faces = run("sideways-phone/upside-down.mp4", resident).table("face_detection");
      assertThat(faces.rowCount()).isLessThanOrEqualTo(1);
    }
  }
}
