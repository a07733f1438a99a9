package dev.reelframe.analyzer.description;

import static dev.reelframe.analyzer.evidence.Given.row;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** Has clips told whose tables are given. */
final class Telling {
  static final SceneDescription ACCOUNT = Analyzers.sceneDescription();

  private Telling() {}

  static Outcome told(SceneDescription account, Inputs inputs) {
    Outcome outcome = account.decide(Table.create(), inputs);
    outcome.table().ifPresent(account.spec().schema()::check);
    outcome.signal().ifPresent(account.spec().signal().orElseThrow()::check);
    return outcome;
  }

  static String cell(Outcome outcome, int row, String column) {
    Table table = outcome.table().orElseThrow();
    return table.column(column).isMissing(row) ? null : table.column(column).getString(row);
  }

  static List<String> descriptions(Outcome outcome) {
    int rows = outcome.table().orElseThrow().rowCount();
    return IntStream.range(0, rows).mapToObj(row -> cell(outcome, row, "description")).toList();
  }

  /** A track of 80 x 400 pixels in the middle row of a picture of 720 x 1280. */
  static Map<String, Object> thing(
      double from, double to, int track, String label, double x, double confidence) {
    return row(
        "start_s",
        from,
        "end_s",
        to,
        "track_id",
        track,
        "label",
        label,
        "x_px",
        x,
        "y_px",
        440.0,
        "w_px",
        80.0,
        "h_px",
        400.0,
        "confidence",
        confidence);
  }
}
