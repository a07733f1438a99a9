package dev.reelframe.chart;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.chart.OverlayItem.Point;
import dev.reelframe.table.MeasuredTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * What tables say is in the picture at one moment. A row stands from {@code start_s} to {@code
 * end_s}; where its table has a signal with the same {@code track_id}, its place is taken from the
 * samples before and after the moment, in between them where both are near.
 */
final class OverlayItems {
  /** Samples further apart than this say nothing of what was between them, seconds. */
  private static final double MAX_S = 1.05;

  /** Kind of a caption. */
  static final String TEXT = "text";

  /** Tables that say something about a face of {@code face_detection}. */
  private static final List<String> OF_FACES =
      List.of("age_estimation", "face_emotion", "eye_tracking");

  private static final List<String> DRAWN =
      List.of("object_detection", "face_detection", "eye_tracking", "body_pose", "text_overlay");

  private final double timeS;
  private final TrackSamples samples;

  OverlayItems(double timeS) {
    this(timeS, new TrackSamples());
  }

  /**
   * @param samples kept from moment to moment
   */
  OverlayItems(double timeS, TrackSamples samples) {
    this.timeS = timeS;
    this.samples = samples;
  }

  /** Things, faces, poses and captions of a run. */
  List<OverlayItem> ofRun(List<MeasuredTable> run) {
    List<OverlayItem> seen = new ArrayList<>();
    named(run, DRAWN).forEach(table -> seen.addAll(ofRun(run, table)));
    return seen;
  }

  /** What is being said; empty where nobody speaks. */
  String said(List<MeasuredTable> run) {
    return named(run, List.of("speech_transcription"))
        .flatMap(table -> rows(table).stream().map(row -> new RowCells(table, row)))
        .flatMap(cells -> cells.text("text").stream())
        .collect(Collectors.joining(" "));
  }

  private static Stream<MeasuredTable> named(List<MeasuredTable> run, List<String> names) {
    return names.stream().flatMap(name -> run.stream().filter(t -> t.name().equals(name)));
  }

  private List<OverlayItem> ofRun(List<MeasuredTable> run, MeasuredTable table) {
    List<OverlayItem> plain = of(table);
    return switch (table.name()) {
      case "face_detection" -> withFacts(run, table, plain);
      // The skeleton and the eyes stand for themselves: a second box round them says nothing more.
      case "body_pose", "eye_tracking" ->
          plain.stream()
              .map(s -> new OverlayItem(s.kind(), "", s.tip(), Optional.empty(), s.points()))
              .toList();
      case "text_overlay" ->
          plain.stream()
              .map(s -> new OverlayItem(TEXT, quoted(s.kind()), s.tip(), s.box(), s.points()))
              .toList();
      default -> plain;
    };
  }

  /** Text that was not read has no words to quote. */
  private static String quoted(String text) {
    return text.isEmpty() ? "" : "“" + text + "”";
  }

  /** Faces with the range of age, the expression and the gaze that other tables give them. */
  private List<OverlayItem> withFacts(
      List<MeasuredTable> run, Table faces, List<OverlayItem> plain) {
    List<Integer> rows = rows(faces);
    List<OverlayItem> out = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      int track = new RowCells(faces, rows.get(i)).whole("track_id").orElse(-1);
      String facts =
          named(run, OF_FACES)
              .flatMap(t -> rows(t).stream().map(row -> new RowCells(t, row)))
              .filter(cells -> cells.whole("track_id").orElse(-2) == track)
              .map(OverlayItems::fact)
              .filter(fact -> !fact.isEmpty())
              .collect(Collectors.joining(", "));
      OverlayItem s = plain.get(i);
      // The marks of the face are dots among the eyes' own: the box is enough.
      out.add(
          new OverlayItem("face", facts.isEmpty() ? "face" : facts, s.tip(), s.box(), Map.of()));
    }
    return out;
  }

  private static String fact(RowCells cells) {
    Optional<Double> low = cells.number("age_low_years");
    Optional<Double> high = cells.number("age_high_years");
    if (low.isPresent() && high.isPresent()) {
      return String.format(Locale.ROOT, "looks %.0f–%.0f", low.get(), high.get());
    }
    return cells
        .text("expression")
        .or(() -> cells.text("gaze").map(gaze -> "looks " + gazeWord(gaze)))
        .orElse("");
  }

  private static String gazeWord(String gaze) {
    return gaze.equals("camera") ? "at you" : gaze;
  }

  /** What any table with boxes or points says. */
  List<OverlayItem> of(Table table) {
    Map<Integer, NavigableMap<Double, RowCells>> tracks = samples.of(table);
    List<OverlayItem> seen = new ArrayList<>();
    for (int row : rows(table)) {
      RowCells cells = new RowCells(table, row);
      Optional<Place> place = cells.whole("track_id").map(tracks::get).flatMap(this::between);
      Place at = place.orElse(new Place(cells.box(), cells.points()));
      if (at.box().isPresent() || !at.points().isEmpty()) {
        String words = cells.words();
        seen.add(
            new OverlayItem(
                words.isEmpty() ? table.name() : words,
                (words + " " + cells.sureness()).strip(),
                tip(cells),
                at.box(),
                at.points()));
      }
    }
    return seen;
  }

  private static String tip(RowCells cells) {
    return cells.table().name() + ": " + new TableLanes(cells.table()).tip(cells.row());
  }

  /** Rows that stand at the moment; of samples, the last ones up to it. */
  private List<Integer> rows(Table table) {
    List<Integer> rows = new ArrayList<>();
    double latest = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < table.rowCount(); row++) {
      RowCells cells = new RowCells(table, row);
      Optional<Double> start = cells.number("start_s");
      Optional<Double> end = cells.number("end_s");
      if (start.isPresent() && end.isPresent()) {
        if (start.get() <= timeS && timeS < end.get()) {
          rows.add(row);
        }
        continue;
      }
      double time = cells.number("time_s").orElse(Double.POSITIVE_INFINITY);
      if (time <= timeS && timeS - time <= MAX_S && time >= latest) {
        if (time > latest) {
          rows.clear();
        }
        latest = time;
        rows.add(row);
      }
    }
    return rows;
  }

  private record Place(Optional<BoundingBox> box, Map<String, Point> points) {}

  /** Where a track is at the moment, from its samples around it. */
  private Optional<Place> between(NavigableMap<Double, RowCells> track) {
    Optional<RowCells> before =
        Optional.ofNullable(track.floorEntry(timeS))
            .map(Map.Entry::getValue)
            .filter(c -> timeS - c.timeS() <= MAX_S);
    Optional<RowCells> after =
        Optional.ofNullable(track.higherEntry(timeS))
            .map(Map.Entry::getValue)
            .filter(c -> c.timeS() - timeS <= MAX_S);
    if (before.isEmpty() || after.isEmpty()) {
      return before.isPresent() ? before.map(OverlayItems::place) : after.map(OverlayItems::place);
    }
    double share = (timeS - before.get().timeS()) / (after.get().timeS() - before.get().timeS());
    return Optional.of(mixed(place(before.get()), place(after.get()), share));
  }

  private static Place place(RowCells cells) {
    return new Place(cells.box(), cells.points());
  }

  private static Place mixed(Place a, Place b, double share) {
    Map<String, Point> points = new LinkedHashMap<>();
    (share < 0.5 ? a : b)
        .points()
        .forEach((name, point) -> {
          Point from = a.points().getOrDefault(name, point);
          points.put(name, from.towards(b.points().getOrDefault(name, point), share));
        });
    Optional<BoundingBox> box =
        a.box().isPresent() && b.box().isPresent()
            ? Optional.of(a.box().get().towards(b.box().get(), share))
            : a.box().or(b::box);
    return new Place(box, points);
  }
}
