package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.track.BoundingBox;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * {@code product_detection}: consumer goods among the things of {@code object_detection}, and how
 * prominent they are. It reads that table and looks at no frame of its own. A label such as {@code
 * bottle} names a kind of goods, never a brand.
 *
 * @param objects finds the things
 */
public record ProductDetection(ObjectDetection objects) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "product_detection";

  private static final Schema TABLE =
      Schema.intervals(NAME, "Goods in a shot")
          .integer("track_id", "the track in object_detection")
          .text("label", "COCO name of the goods", CocoCategories.allGoods().toArray(String[]::new))
          .box()
          .number("frame_ratio", "mean share of the picture that the box covers, 0..1")
          .number("on_screen_s", "seconds for which it is in the picture")
          .confidence();

  /** Goods of the standard object detection. */
  public static ProductDetection standard() {
    return new ProductDetection(ObjectDetection.standard());
  }

  /** Samples a frame every so many seconds. */
  public ProductDetection every(double seconds) {
    return new ProductDetection(objects.every(seconds));
  }

  /** Ends tracks at the cuts of that analyzer, whose table is named {@code cut_analysis}. */
  public ProductDetection cuts(Analyzer analyzer) {
    return new ProductDetection(objects.cuts(analyzer));
  }

  /** Takes its models from there. */
  public ProductDetection models(ResidentModels resident) {
    return new ProductDetection(objects.models(resident));
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", TABLE).after(objects);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new Fold() {
      @Override
      public Table signal(StreamEnd end) {
        return TABLE.newTable();
      }
    };
  }

  @Override
  public Outcome decide(Table none, Inputs inputs) {
    Optional<MeasuredTable> things = inputs.table(ObjectDetection.NAME);
    if (things.isEmpty()) {
      return Outcome.skipped(
          "it reads object_detection, which gave no table",
          "run `reelframe models fetch object_detection`");
    }
    Rows rows = TABLE.rows();
    for (Row row : things.get()) {
      if (CocoCategories.goods(row.getString("label"))) {
        BoundingBox box = BoundingBox.of(row);
        rows.add(
            row.getDouble("start_s"),
            row.getDouble("end_s"),
            row.getInt("track_id"),
            row.getString("label"),
            box.x(),
            box.y(),
            box.w(),
            box.h(),
            share(things.get().signal(), row.getInt("track_id"), inputs.media(), box),
            row.getDouble("end_s") - row.getDouble("start_s"),
            row.getDouble("confidence"));
      }
    }
    return Outcome.of(rows.table());
  }

  /**
   * Mean share of the picture over the track's samples; of its one box where there is no signal.
   */
  private static Double share(
      Optional<MeasuredTable> signal, int track, MediaInfo media, BoundingBox median) {
    if (media.picture().isEmpty()) {
      return null;
    }
    double picture = (double) media.picture().get().width() * media.picture().get().height();
    OptionalDouble mean =
        signal.stream()
            .flatMap(s -> s.stream())
            .filter(row -> !row.isMissing("track_id") && row.getInt("track_id") == track)
            .mapToDouble(row -> BoundingBox.of(row).area())
            .average();
    return mean.orElse(median.area()) / picture;
  }

  /** Labels that count as goods. */
  public static List<String> labels() {
    return CocoCategories.allGoods();
  }
}
