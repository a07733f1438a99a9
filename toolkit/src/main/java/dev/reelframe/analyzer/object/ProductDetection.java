package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.object.ObjectRow.Sampled;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Column;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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

  private record Product(
      double startS,
      double endS,
      @Column("the track in object_detection") int trackId,
      @Column("COCO name of the goods") String label,
      BoundingBox box,
      @Column("mean share of the picture that the box covers, 0..1") Double frameRatio,
      @Column("seconds for which it is in the picture") double onScreenS,
      double confidence) {
    static final RowSchema<Product> SCHEMA =
        RowSchema.of(Product.class, NAME, "Goods in a shot")
            .values("label", CocoCategories.allGoods());
  }

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
    return AnalyzerSpec.of("3", Product.SCHEMA.schema()).after(objects);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return Fold.ofTables(Product.SCHEMA.schema());
  }

  @Override
  public Outcome decide(Table none, Inputs inputs) {
    Optional<MeasuredTable> things = inputs.table(ObjectDetection.NAME);
    if (things.isEmpty()) {
      return Outcome.skipped(
          "it reads object_detection, which gave no table",
          "run `reelframe models fetch object_detection`");
    }
    List<Sampled> boxes =
        things.get().signal().map(Sampled.SCHEMA::read).orElse(List.of()).stream()
            .filter(box -> box.trackId() != null)
            .toList();
    RowWriter<Product> rows = Product.SCHEMA.rows();
    for (ObjectRow thing : ObjectRow.SCHEMA.read(things.get())) {
      if (CocoCategories.goods(thing.label())) {
        rows.add(
            new Product(
                thing.startS(),
                thing.endS(),
                thing.trackId(),
                thing.label(),
                thing.box(),
                share(boxes, thing, inputs.media()),
                thing.endS() - thing.startS(),
                thing.confidence()));
      }
    }
    return Outcome.of(rows.table());
  }

  /**
   * Mean share of the picture over the track's samples; of its one box where there is no signal.
   */
  private static Double share(List<Sampled> boxes, ObjectRow thing, MediaInfo media) {
    if (media.picture().isEmpty()) {
      return null;
    }
    double picture = (double) media.picture().get().width() * media.picture().get().height();
    OptionalDouble mean =
        boxes.stream()
            .filter(box -> box.trackId() == thing.trackId())
            .mapToDouble(box -> box.box().orElseThrow().area())
            .average();
    return mean.orElse(thing.box().area()) / picture;
  }

  /** Labels that count as goods. */
  public static List<String> labels() {
    return CocoCategories.allGoods();
  }
}
