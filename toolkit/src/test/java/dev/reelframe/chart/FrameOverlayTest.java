package dev.reelframe.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.PixelFormat;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.report.Xml;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class FrameOverlayTest {
  private static final Schema TRACKS =
      Schema.intervals("things", "a thing").integer("track_id", "t").text("label", "l").box();
  private static final Schema SAMPLES =
      Schema.frames("things_signal", "a sample").integer("track_id", "t").box();

  @TempDir Path dir;

  /** A thing that moves by 10 px a second to the right, seen twice a second from 1 s to 2 s. */
  private static MeasuredTable things() {
    Rows samples = SAMPLES.rows();
    for (double t = 1; t <= 2; t += 0.5) {
      samples.add(t, (int) (30 * t), 7, 10 * t, 20.0, 30.0, 40.0);
    }
    Rows rows = TRACKS.rows();
    rows.add(1.0, 2.5, 7, "cup", 0.0, 0.0, 5.0, 5.0);
    Provenance from = Provenance.of("things", "1", Map.of());
    MeasuredTable signal =
        MeasuredTable.of(samples.table(), SAMPLES, from, State.OK, Optional.empty());
    return MeasuredTable.of(rows.table(), TRACKS, from, State.OK, Optional.of(signal));
  }

  private static Optional<BoundingBox> boxAt(double timeS) {
    List<OverlayItem> seen = new OverlayItems(timeS).of(things());
    return seen.stream().findFirst().flatMap(OverlayItem::box);
  }

  private static Frame black(double timeS) {
    return new Frame(-1, timeS, 120, 80, PixelFormat.BGR, new byte[120 * 80 * 3]);
  }

  @Test
  void aTrackIsDrawnWhereItsSamplesAroundTheMomentSay() {
    assertThat(boxAt(1.25).orElseThrow().x()).isCloseTo(12.5, within(1e-9));
    assertThat(boxAt(1.5)).contains(new BoundingBox(15, 20, 30, 40));
    assertThat(boxAt(2.2)).as("after the last sample").contains(new BoundingBox(20, 20, 30, 40));
    assertThat(boxAt(0.9)).as("before the track").isEmpty();
    assertThat(boxAt(2.5)).as("at its end").isEmpty();
  }

  @Test
  void unsureKeypointsAreNotDrawnAndBonesJoinTheOthers() {
    Table pose =
        Table.create(
            "pose",
            DoubleColumn.create("time_s", 1.0),
            DoubleColumn.create("left_elbow_x_px", 10.0),
            DoubleColumn.create("left_elbow_y_px", 10.0),
            DoubleColumn.create("left_elbow_score", 0.9),
            DoubleColumn.create("left_wrist_x_px", 60.0),
            DoubleColumn.create("left_wrist_y_px", 40.0),
            DoubleColumn.create("left_wrist_score", 0.8),
            DoubleColumn.create("nose_x_px", 5.0),
            DoubleColumn.create("nose_y_px", 5.0),
            DoubleColumn.create("nose_score", 0.1));
    assertThat(new OverlayItems(1.0).of(pose).getFirst().points())
        .containsOnlyKeys("left_elbow", "left_wrist");
    Document svg = Xml.parse(Charts.annotated(black(1.0), pose).svg());
    NodeList lines = svg.getElementsByTagName("path");
    assertThat(lines.getLength()).as("a bone and its halo").isEqualTo(2);
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("left wrist")
        .doesNotContain("nose");
  }

  @Test
  void whatIsSaidStandsAtTheFootUnlessACaptionDoes() {
    assertThat(saidAt(new BoundingBox(10, 20, 60, 20))).isGreaterThan(150);
    assertThat(saidAt(new BoundingBox(10, 180, 60, 20))).isLessThan(50);
  }

  /** Where on a picture of 100 by 200 the words of a voice are written beside a caption. */
  private static double saidAt(BoundingBox caption) {
    OverlayItem text = new OverlayItem(OverlayItems.TEXT, "", "", Optional.of(caption), Map.of());
    return new FrameOverlay()
        .over(List.of(text), "hello", 100, 200, 1).stream()
            .filter(shape -> shape instanceof Shape.Words words && words.text().equals("hello"))
            .mapToDouble(shape -> ((Shape.Words) shape).y())
            .findFirst()
            .orElseThrow();
  }

  @Test
  void wordsOfATableAreEscapedAndStayInThePicture() throws Exception {
    Table table =
        Table.create(
            "t",
            DoubleColumn.create("start_s", 0.0, 0.0),
            DoubleColumn.create("end_s", 2.0, 2.0),
            StringColumn.create("label", "<script>alert(1)</script>", "far \u0007 away"),
            DoubleColumn.create("x_px", -50.0, 1e7),
            DoubleColumn.create("y_px", -50.0, 1e7),
            DoubleColumn.create("w_px", 90.0, 10.0),
            DoubleColumn.create("h_px", 90.0, 10.0));
    Picture picture = Charts.annotated(black(1.0), table);
    assertThat(picture.html().toString()).doesNotContain("<script").contains("&lt;script&gt;");
    Xml.parse(picture.svg());
    assertThat(picture.html().toString()).doesNotContain("src=", "https:", "NaN");
    var png = ImageIO.read(new ByteArrayInputStream(picture.png(1)));
    assertThat(png.getWidth()).isEqualTo(picture.width());
  }

  @Test
  void anAnalyzerWithoutATableGivesItsColumnsAndTheReason() {
    Analyzer broken =
        Analyzer.named("broken")
            .reads(Frames.every(1).width(32))
            .returns(Schema.frames("broken", "b").number("a_ratio", "a"))
            .perFrame((frame, rows) -> {
              throw new IllegalStateException("the <fuse> blew");
            });
    Analysis run = Pipeline.of(broken).run(SampleClip.video());
    MeasuredTable table = run.tableOrEmpty("broken");
    assertThat(table.columnNames()).contains("time_s", "a_ratio");
    assertThat(table.isEmpty()).isTrue();
    assertThat(table.state()).isInstanceOf(State.Failed.class);
    assertThat(run.plot("broken").html().toString()).contains("failed: ", "the &lt;fuse&gt; blew");
    assertThatThrownBy(() -> run.tableOrEmpty("nobody")).hasMessageContaining("no analyzer nobody");
  }

  @Test
  void aRunIsDrawnAtSeveralMomentsWhateverCameOfItsAnalyzers() throws Exception {
    Analysis run =
        Pipeline.standard().only(Set.of("cut_analysis", "text_overlay")).run(SampleClip.video());
    Picture picture = run.annotated(0.5, 2, 4);
    Document svg = Xml.parse(picture.svg());
    assertThat(svg.getElementsByTagName("image").getLength()).isEqualTo(3);
    assertThat(svg.getDocumentElement().getTextContent()).contains("0.50 s", "2.00 s", "4.00 s");
    assertThatThrownBy(run::annotated).hasMessageContaining("1 to 24");
    assertThatThrownBy(() -> run.annotated(1000)).hasMessageContaining("no frame at 1000.00 s");
  }
}
