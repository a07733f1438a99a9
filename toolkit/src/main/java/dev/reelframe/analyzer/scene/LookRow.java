package dev.reelframe.analyzer.scene;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A row of the signal of {@link SceneSegmentation}. */
record LookRow(
    double timeS,
    long frame,
    @Column(
            name = "color_{}_ratio",
            count = VisualDescriptor.COLORS,
            value = "share: 6 greys, 9 hues dark, light")
        List<Double> colors,
    @Column(
            name = "edge_{}_ratio",
            count = VisualDescriptor.DIRECTIONS,
            value = "share of edges at 45 degrees each")
        List<Double> directions,
    @Column(
            name = "place_{}_ratio",
            count = VisualDescriptor.PLACES,
            value = "share of edges in a ninth, by rows")
        List<Double> places) {
  static final RowSchema<LookRow> SCHEMA =
      RowSchema.of(
          LookRow.class,
          SceneSegmentation.NAME + "_signal",
          "The look of a frame, ten times a second");

  static LookRow of(double timeS, long frame, VisualDescriptor look) {
    int edges = VisualDescriptor.COLORS + VisualDescriptor.DIRECTIONS;
    return new LookRow(
        timeS,
        frame,
        part(look, 0, VisualDescriptor.COLORS),
        part(look, VisualDescriptor.COLORS, edges),
        part(look, edges, VisualDescriptor.SIZE));
  }

  private static List<Double> part(VisualDescriptor look, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> (double) look.values()[i]).toList();
  }

  VisualDescriptor look() {
    float[] values = new float[VisualDescriptor.SIZE];
    int at = 0;
    for (double share : Stream.of(colors, directions, places).flatMap(List::stream).toList()) {
      values[at++] = (float) share;
    }
    return new VisualDescriptor(values);
  }
}
