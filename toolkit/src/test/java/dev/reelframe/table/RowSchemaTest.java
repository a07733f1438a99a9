package dev.reelframe.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RowSchemaTest {
  enum Kind {
    PAN_LEFT,
    STATIC
  }

  record Point(
      @Column(name = "x_px", value = "x") double x, @Column(name = "y_px", value = "y") double y) {}

  record Shot(
      double startS,
      double endS,
      @Column("what it does") Kind kind,
      @Column("how many; missing where nobody counted") Integer count,
      @Column("its number") int number,
      @Column("whether it is dark") boolean dark,
      @Column("what it shows") String label,
      Optional<Point> point,
      @Column("if known") Optional<Double> speedPxPerS,
      double confidence) {
    static final RowSchema<Shot> SCHEMA = RowSchema.of(Shot.class, "shots", "A shot").version(2);
  }

  private static final Shot FULL =
      new Shot(
          0,
          1.5,
          Kind.PAN_LEFT,
          3,
          7,
          true,
          "car",
          Optional.of(new Point(1, 2)),
          Optional.of(4.5),
          0.9);
  private static final Shot BARE =
      new Shot(
          1.5, 2, Kind.STATIC, null, 8, false, "", Optional.empty(), Optional.empty(), Double.NaN);

  @Test
  void theSchemaIsTheComponentsInTheirOrder() {
    Schema schema = Shot.SCHEMA.schema();
    assertThat(schema.columnNames())
        .containsExactly(
            "start_s",
            "end_s",
            "kind",
            "count",
            "number",
            "dark",
            "label",
            "x_px",
            "y_px",
            "speed_px_per_s",
            "confidence");
    assertThat(schema.version()).isEqualTo(2);
    assertThat(schema.field("start_s").orElseThrow().meaning())
        .isEqualTo("start of the interval, inclusive");
    assertThat(schema.field("kind").orElseThrow().values()).containsExactly("pan_left", "static");
    assertThat(schema.field("count").orElseThrow().kind()).isEqualTo(Field.Kind.INTEGER);
  }

  @Test
  void whatIsWrittenIsRead() {
    Table table = Shot.SCHEMA.table(List.of(FULL, BARE));
    Shot.SCHEMA.schema().check(table);
    assertThat(table.row(0).getString("kind")).isEqualTo("pan_left");
    for (String column : List.of("count", "label", "x_px", "y_px", "speed_px_per_s")) {
      assertThat(table.column(column).isMissing(1)).as(column).isTrue();
    }
    assertThat(Shot.SCHEMA.read(table)).containsExactly(FULL, BARE);
    assertThat(Shot.SCHEMA.read(table, 1)).isEqualTo(BARE);
  }

  enum Side {
    LEFT,
    RIGHT
  }

  record Eyes(
      Map<Side, Point> points, @Column("how far the {} one is open, 0..1") Map<Side, Double> open) {
    static final RowSchema<Eyes> SCHEMA = RowSchema.of(Eyes.class, "eyes", "Two eyes");
  }

  @Test
  void aMapHasColumnsForEachOfItsKeys() {
    assertThat(Eyes.SCHEMA.schema().columnNames())
        .containsExactly("left_x_px", "left_y_px", "right_x_px", "right_y_px", "left", "right");
    assertThat(Eyes.SCHEMA.schema().field("right").orElseThrow().meaning())
        .isEqualTo("how far the right one is open, 0..1");
    Eyes both =
        new Eyes(
            Map.of(Side.LEFT, new Point(1, 2), Side.RIGHT, new Point(3, Double.NaN)),
            Map.of(Side.RIGHT, 0.3));
    Eyes none = new Eyes(Map.of(), Map.of());
    Table table = Eyes.SCHEMA.table(List.of(both, none));
    assertThat(table.doubleColumn("right_x_px").get(0)).isEqualTo(3);
    assertThat(table.doubleColumn("left").isMissing(0)).isTrue();
    assertThat(Eyes.SCHEMA.read(table)).containsExactly(both, none);
  }

  @Test
  void aTableWithoutAColumnOrANeededCellIsRefused() {
    Table table = Shot.SCHEMA.table(List.of(FULL));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shot.SCHEMA.read(table.copy().removeColumns("label")))
        .withMessageContaining("table shots has no column label");
    table.intColumn("number").setMissing(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shot.SCHEMA.read(table))
        .withMessageContaining("row 0 has no number");
  }

  record Undocumented(double startS, double someRatio) {}

  record Unheard(double startS, @Column("a moment") Instant at) {}

  record Uncounted(double startS, @Column("a list") List<String> words) {}

  @Test
  void aColumnNeedsAMeaningAndAType() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowSchema.of(Undocumented.class, "t", "m"))
        .withMessageContaining("someRatio: say what it means with @Column");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowSchema.of(Unheard.class, "t", "m"))
        .withMessageContaining("a row has no cells of");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowSchema.of(Uncounted.class, "t", "m"))
        .withMessageContaining("words: say how many with @Column(count = ...)");
  }

  record Swatch(@Column("hex of colour {}") String hex, @Column("its share") double ratio) {}

  record Look(
      double timeS,
      @Column(name = "color", count = 2) List<Swatch> colors,
      @Column(name = "edge_{}_ratio", value = "share of edges", count = 10) List<Double> edges) {
    static final RowSchema<Look> SCHEMA = RowSchema.of(Look.class, "looks", "A look");
  }

  @Test
  void aListHasColumnsForEachNumber() {
    List<Double> edges = Collections.nCopies(10, 0.1);
    Look one = new Look(0, List.of(new Swatch("#fff", 1)), edges);
    Look none = new Look(1, List.of(), List.of());
    Table table = Look.SCHEMA.table(List.of(one, none));
    assertThat(table.columnNames())
        .startsWith("time_s", "color_1_hex", "color_1_ratio", "color_2_hex", "color_2_ratio")
        .contains("edge_01_ratio", "edge_10_ratio")
        .hasSize(15);
    assertThat(Look.SCHEMA.schema().field("color_2_hex").orElseThrow().meaning())
        .isEqualTo("hex of colour 2");
    assertThat(Look.SCHEMA.read(table)).containsExactly(one, none);
    Swatch swatch = new Swatch("#000", 0.3);
    Look many = new Look(0, List.of(swatch, swatch, swatch), edges);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Look.SCHEMA.table(List.of(many)))
        .withMessageContaining("3 in a row that has columns for 2");
  }

  record Label(double startS, String label) {}

  record Speed(double startS, int speedPxPerS) {}

  @Test
  void whoReadsSomeColumnsNeedsNoMore() {
    RowSchema<Label> labels = Shot.SCHEMA.select(Label.class);
    assertThat(labels.schema().field("label").orElseThrow().meaning()).isEqualTo("what it shows");
    Table table = Shot.SCHEMA.table(List.of(FULL, BARE)).rejectColumns("kind");
    assertThat(labels.read(table)).containsExactly(new Label(0, "car"), new Label(1.5, ""));
    assertThatIllegalArgumentException()
        .as("a number read as a whole number")
        .isThrownBy(() -> Shot.SCHEMA.select(Speed.class))
        .withMessageContaining("shots has no such column of this type");
  }

  @Test
  void aMapByTextHasTheColumnsThatAreNamedAtRunTime() {
    List<Field> columns =
        List.of(
            new Field("every_s", Field.Kind.NUMBER, "varied", List.of()),
            new Field("language", Field.Kind.TEXT, "varied", List.of()));
    record Counted(@Column("its number") int number, Map<String, Object> settings) {}
    RowSchema<Counted> schema =
        RowSchema.of(Counted.class, "trials", "A trial", Map.of("settings", columns));
    Counted row = new Counted(1, Map.of("every_s", 0.5, "language", "eng"));
    assertThat(schema.schema().columnNames()).containsExactly("number", "every_s", "language");
    assertThat(schema.read(schema.table(List.of(row)))).containsExactly(row);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowSchema.of(Counted.class, "trials", "A trial"))
        .withMessageContaining("settings: say which columns it has");
  }
}
