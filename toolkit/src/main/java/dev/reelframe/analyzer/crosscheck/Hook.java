package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The first seconds, in which a viewer decides to stay: their pace beside that of the rest, and
 * what comes first. Three seconds are too few to test anything.
 */
final class Hook {
  static final double HOOK_S = 3;

  /** The tables, and the column that says what came; none where a table is of one thing. */
  private static final Map<String, Optional<String>> FIRSTS = firsts();

  private Hook() {}

  private static Map<String, Optional<String>> firsts() {
    Map<String, Optional<String>> firsts = new LinkedHashMap<>();
    firsts.put("cut_analysis", Optional.of("kind"));
    firsts.put("face_detection", Optional.empty());
    firsts.put("object_detection", Optional.of("label"));
    firsts.put("text_overlay", Optional.of("text"));
    firsts.put("speech_activity", Optional.empty());
    firsts.put("speech_transcription", Optional.of("text"));
    firsts.put("sound_effects", Optional.of("kind"));
    return firsts;
  }

  static List<Agreement> of(Tables tables) {
    List<Agreement> found = new ArrayList<>();
    pace(tables).ifPresent(found::add);
    FIRSTS.forEach((table, column) ->
        tables.rows(table).stream()
            .filter(row -> row.startS() < HOOK_S)
            .filter(row -> column.isEmpty() || row.text(column.get()).isPresent())
            .min(Comparator.comparingDouble(RowRef::startS))
            .ifPresent(row -> found.add(first(table, column, row))));
    return found;
  }

  private static Agreement first(String table, Optional<String> column, RowRef row) {
    String what = column.flatMap(row::text).map(text -> ": " + text).orElse("");
    return new Agreement(
        Kind.HOOK_FIRST,
        row.startS(),
        row.startS(),
        table + what,
        OptionalDouble.empty(),
        Measure.NONE,
        List.of(row.evidence()));
  }

  private static Optional<Agreement> pace(Tables tables) {
    List<RowRef> rows =
        tables.rows("temporal_flow").stream().filter(r -> r.endS() <= HOOK_S + 1e-6).toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    double hook = rows.getFirst().number("hook_pace_ratio").orElse(Double.NaN);
    double body = rows.getFirst().number("body_pace_ratio").orElse(Double.NaN);
    List<Evidence> evidence = rows.stream().map(RowRef::evidence).toList();
    return Optional.of(
        new Agreement(
            Kind.HOOK,
            0,
            rows.getLast().endS(),
            "pace",
            OptionalDouble.empty(),
            Measure.of(rows.size(), hook, body),
            evidence));
  }
}
