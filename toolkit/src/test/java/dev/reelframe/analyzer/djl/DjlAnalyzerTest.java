package dev.reelframe.analyzer.djl;

import static dev.reelframe.analyzer.Analyzers.cuts;
import static dev.reelframe.analyzer.Analyzers.djl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.modality.Classifications;
import ai.djl.modality.audio.Audio;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.output.CategoryMask;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Joints;
import ai.djl.repository.zoo.Criteria;
import ai.djl.translate.Translator;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.SampleClip;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.Device;
import dev.reelframe.models.ModelEntry;
import dev.reelframe.models.ModelFiles;
import dev.reelframe.models.Models;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class DjlAnalyzerTest {
  /** {@code y = x + x} for three floats, an ONNX file of some hundred bytes. */
  private static final String DOUBLER =
      "CAg6QwoOCgF4CgF4EgF5IgNBZGQSB2RvdWJsZXJaEwoBeBIOCgwIARIICgIIAQoCCANiEw"
          + "oBeRIOCgwIARIICgIIAQoCCANCAhAO";

  @TempDir Path dir;

  private Path doubler() throws IOException {
    return Files.write(dir.resolve("doubler.onnx"), Base64.getDecoder().decode(DOUBLER));
  }

  private static <I, O> Criteria<I, O> criteria(
      Class<I> input, Class<O> output, Path file, Translator<I, O> translator) {
    return Criteria.builder()
        .setTypes(input, output)
        .optModelPath(file)
        .optEngine("OnnxRuntime")
        .optTranslator(translator)
        .build();
  }

  @Test
  void modelsOfPicturesBecomeTracksJointsAndStretches() {
    ResidentModels models = ResidentModels.shared();
    ModelFiles ssd = models.files("ssd_mobilenet_v2");
    Analyzer things =
        djl(
                "own_things",
                criteria(
                    Image.class, DetectedObjects.class, ssd.model(), Translators.ssd(ssd.labels())))
            .every(2);
    Analyzer joints =
        djl(
                "own_joints",
                criteria(Image.class, Joints.class, Models.file("movenet"), Translators.movenet()))
            .every(2)
            .score(0.3);
    Analyzer people =
        djl(
                "own_people",
                criteria(
                    Image.class,
                    CategoryMask.class,
                    Models.file("selfie_segmentation"),
                    Translators.selfie()))
            .every(2);
    Analysis run =
        Pipeline.of(cuts(), things, joints, people).on(Device.cpu()).run(SampleClip.video());

    MeasuredTable tracks = run.table("own_things");
    assertThat(tracks.stringColumn("label").asList()).contains("Person");
    assertThat(tracks.doubleColumn("confidence").min()).isBetween(0.3, 1.0);
    assertThat(tracks.doubleColumn("w_px").min()).isGreaterThan(10);
    assertThat(tracks.provenance().models())
        .contains(new ModelUse("own_things/ssd_mobilenet_v2_oid24.onnx", ssd.modelSha256()));
    assertThat(run.signal("own_things").intColumn("track_id").countMissing())
        .isLessThan(run.signal("own_things").rowCount());
    assertThat(run.table("own_joints").doubleColumn("joints").max()).isBetween(4.0, 17.0);
    assertThat(run.signal("own_joints").intColumn("joint").max()).isEqualTo(16);
    assertThat(run.table("own_people").stringColumn("label").unique().asList())
        .containsExactlyInAnyOrder("background", "person");
    assertThat(run.result("own_things").circumstances())
        .containsEntry("device", "cpu")
        .extractingByKey("engine")
        .asString()
        .startsWith("OnnxRuntime ");
  }

  @Test
  void labelsOfPictureSoundAndTextStandWhereTheyAreTrue() throws IOException {
    Models.register(ModelEntry.local("own_doubler", doubler()));
    Path file = Models.file("own_doubler");
    Analyzer hue =
        djl("hue", criteria(Image.class, Classifications.class, file, Translators.hue()));
    Analyzer loud =
        djl("loud", criteria(Audio.class, Classifications.class, file, Translators.loudness()))
            .windows(0.5, 16_000);
    Analyzer lines =
        Analyzer.named("lines")
            .returns(Schema.intervals("lines", "lines").text("text", "a line"))
            .fromTables(inputs -> {
              Table table = Schema.intervals("lines", "").text("text", "").newTable();
              table.doubleColumn("start_s").append(0).append(1);
              table.doubleColumn("end_s").append(1).append(2);
              table.stringColumn("text").append("why?").append("so.");
              return table;
            });
    Analyzer mood =
        djl("mood", criteria(String.class, Classifications.class, file, Translators.question()))
            .reading(lines);

    Analysis run = Pipeline.of(hue, loud, mood).on(Device.cpu()).run(redThenBlue());

    MeasuredTable hues = run.table("hue");
    assertThat(hues.stringColumn("label").asList()).containsExactly("red", "blue");
    assertThat(hues.doubleColumn("end_s").get(0)).isCloseTo(2, within(0.05));
    assertThat(hues.doubleColumn("confidence").min()).isGreaterThan(0.9);
    MeasuredTable sound = run.table("loud");
    assertThat(sound.stringColumn("label").asList()).containsExactly("loud", "quiet");
    assertThat(sound.doubleColumn("end_s").asList()).containsExactly(2.0, 4.0);
    assertThat(run.signal("loud").rowCount()).isEqualTo(8);
    MeasuredTable moods = run.table("mood");
    assertThat(moods.stringColumn("label").asList()).containsExactly("question", "statement");
    assertThat(moods.stringColumn("text").get(0)).isEqualTo("why?");
    assertThat(hue.apply(run.signal("hue")).stringColumn("label").asList())
        .as("without the cuts, one shot")
        .containsExactly("red", "blue");
  }

  private Video redThenBlue() throws IOException {
    return Video.open(
        SyntheticClip.of(64, 48, 10)
            .draw(
                40,
                (n, g) -> {
                  g.setColor(n < 20 ? Color.RED : Color.BLUE);
                  g.fillRect(0, 0, 64, 48);
                })
            .sound(16_000, t -> t < 2 ? 0.5 * Math.sin(2 * Math.PI * 440 * t) : 0)
            .write(dir.resolve("c.mkv")));
  }

  @Test
  void aFolderNamesEachOfItsFilesInTheProvenance() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("hues"));
    Files.move(doubler(), folder.resolve("hues.onnx"));
    Files.writeString(folder.resolve("synset.txt"), "red\nblue\n");
    Analyzer hue =
        djl("hue", criteria(Image.class, Classifications.class, folder, Translators.hue()));
    MeasuredTable table = hue.apply(redThenBlue());
    assertThat(table.provenance().models())
        .extracting(ModelUse::name)
        .containsExactly("hue/hues.onnx", "hue/synset.txt");
    assertThat(hue.modelsNow()).isEqualTo(table.provenance().models());
  }

  @Test
  void aModelThatIsNotThereSkipsItsAnalyzerAlone() throws IOException {
    Analyzer none =
        djl(
            "none",
            criteria(
                Image.class, Classifications.class, dir.resolve("no.onnx"), Translators.hue()));
    Analysis run = Pipeline.of(cuts(), none).run(redThenBlue());
    assertThat(run.result("none").state()).isInstanceOf(State.Skipped.class);
    assertThat(run.result("cut_analysis").state()).isNotInstanceOf(State.Failed.class);
  }

  @Test
  void typesWithoutATableAreRefusedWithTheOnesThatHaveOne() throws IOException {
    Path file = doubler();
    Criteria<Image, Integer> numbers =
        Criteria.builder().setTypes(Image.class, Integer.class).optModelPath(file).build();
    assertThatThrownBy(() -> djl("numbers", numbers))
        .hasMessageContaining("Integer")
        .hasMessageContaining("DetectedObjects");
    assertThatThrownBy(() ->
            djl("mood", criteria(String.class, Classifications.class, file, Translators.question()))
                .spec())
        .hasMessageContaining(".reading(textOverlay())");
  }
}
