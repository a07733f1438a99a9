package dev.reelframe.analyzer.djl;

import ai.djl.modality.cv.output.CategoryMask;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.track.Stretches;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Classes of pixels: when each is to be seen, and how much of the picture it fills. */
final class MaskTable extends OutputTable<MaskTable.Row, MaskTable.Sampled> {
  /** A class with less of the picture is the ragged edge of another. */
  private static final double LEAST_RATIO = 0.002;

  record Row(
      double startS,
      double endS,
      @Column("class of the pixels") String label,
      @Column("share of the picture that it fills, mean over its samples") double areaRatio) {}

  record Sampled(
      double timeS,
      @Column("class of the pixels; missing where no class is to be seen") String label,
      @Column("share of the picture that it fills") double areaRatio,
      Optional<BoundingBox> box) {}

  MaskTable(String name) {
    super(
        RowSchema.of(Row.class, name, "A stretch of a shot in which a class is to be seen"),
        RowSchema.of(Sampled.class, name + "_signal", "A class of pixels in a sampled frame"));
  }

  @Override
  List<Sampled> seen(double timeS, Object output, double widthPx, double heightPx) {
    Map<String, Sampled> classes = classes(timeS, (CategoryMask) output, widthPx, heightPx);
    return classes.isEmpty()
        ? List.of(new Sampled(timeS, "", Double.NaN, Optional.empty()))
        : List.copyOf(classes.values());
  }

  /** Pixels of one class. */
  private static final class Area {
    private int pixels;
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right;
    private int bottom;

    void add(int x, int y) {
      pixels++;
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + 1);
      bottom = Math.max(bottom, y + 1);
    }
  }

  private static Map<String, Sampled> classes(
      double timeS, CategoryMask output, double widthPx, double heightPx) {
    int[][] mask = output.getMask();
    int height = mask.length;
    int width = height == 0 ? 0 : mask[0].length;
    Map<Integer, Area> areas = new TreeMap<>();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        areas.computeIfAbsent(mask[y][x], n -> new Area()).add(x, y);
      }
    }
    Map<String, Sampled> classes = new TreeMap<>();
    areas.forEach((number, area) -> {
      double ratio = area.pixels / ((double) width * height);
      if (ratio >= LEAST_RATIO) {
        String label = output.getClasses().get(number);
        BoundingBox box =
            new BoundingBox(
                area.left * widthPx / width,
                area.top * heightPx / height,
                (area.right - area.left) * widthPx / width,
                (area.bottom - area.top) * heightPx / height);
        classes.put(label, new Sampled(timeS, label, ratio, Optional.of(box)));
      }
    });
    return classes;
  }

  @Override
  List<Row> decide(List<Sampled> all, SampleTimes times, double score) {
    List<Row> found = new ArrayList<>();
    all.stream()
        .map(Sampled::label)
        .filter(label -> !label.isEmpty())
        .distinct()
        .sorted()
        .forEach(label -> stretches(label, all, times, found));
    found.sort(Comparator.comparingDouble(Row::startS).thenComparing(Row::label));
    return found;
  }

  private static void stretches(
      String label, List<Sampled> all, SampleTimes times, List<Row> found) {
    Map<Double, Double> ratios = new TreeMap<>();
    for (double time : times.times()) {
      ratios.put(time, Double.NaN);
    }
    all.stream()
        .filter(s -> s.label().equals(label))
        .forEach(s -> ratios.put(s.timeS(), s.areaRatio()));
    Shots shots = times.shots();
    for (int shot = 0; shot < shots.spans().size(); shot++) {
      int number = shot;
      List<Double> inShot = ratios.keySet().stream().filter(t -> shots.at(t) == number).toList();
      if (!inShot.isEmpty()) {
        Interval whole = times.interval(shot, inShot.getFirst(), inShot.getLast());
        Stretches.of(whole, inShot, 1, t -> !Double.isNaN(ratios.get(t)), t -> t).stream()
            .filter(part -> !Double.isNaN(ratios.get(part.samples().getFirst())))
            .map(part -> row(label, part, ratios))
            .forEach(found::add);
      }
    }
  }

  private static Row row(String label, Stretches.Part<Double> part, Map<Double, Double> ratios) {
    double mean = part.samples().stream().mapToDouble(ratios::get).average().orElseThrow();
    return new Row(part.interval().startS(), part.interval().endS(), label, mean);
  }
}
