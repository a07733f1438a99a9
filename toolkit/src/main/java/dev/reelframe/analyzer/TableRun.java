package dev.reelframe.analyzer;

import dev.reelframe.media.Damage;
import dev.reelframe.media.ItemColumn;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.models.ModelException;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Origin;
import dev.reelframe.table.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/** One analyzer over dataframes instead of a video: frames, sound, or a signal measured before. */
final class TableRun {
  private TableRun() {}

  static MeasuredTable run(Analyzer analyzer, Table first, Table... more) {
    List<Table> all = Stream.concat(Stream.of(first), Stream.of(more)).toList();
    List<ItemColumn> items = all.stream().flatMap(TableRun::itemColumns).toList();
    Optional<Table> signal = all.stream().filter(t -> isSignal(analyzer.spec(), t)).findFirst();
    Optional<Origin> origin =
        all.stream()
            .filter(MeasuredTable.class::isInstance)
            .flatMap(table -> ((MeasuredTable) table).origin().stream())
            .findFirst();
    MediaInfo media =
        items.stream()
            .map(ItemColumn::media)
            .findFirst()
            .or(() -> origin.map(Origin::media))
            .orElse(new MediaInfo("none", Optional.empty(), 0, Optional.empty(), Optional.empty()));
    String sha256 =
        items.stream()
            .map(ItemColumn::mediaSha256)
            .findFirst()
            .orElseGet(() -> signal.map(TableRun::sha256).orElse(""));
    StreamEnd end =
        items.stream()
            .map(ItemColumn::end)
            .findFirst()
            .or(() -> origin.map(Origin::end))
            .orElseGet(() -> new StreamEnd(lastTime(all), lastTime(all), lastTime(all), 0));
    RunContext run =
        RunContext.on(DevicePlacement.automatic(List.of(analyzer)).models(), RunContext.cores());
    try (AnalyzerTask work = new AnalyzerTask(analyzer, media, () -> sha256, run)) {
      if (signal.isPresent()) {
        work.resume(signal.get());
      } else {
        work.open();
        fold(work, items);
      }
      work.end(end);
      return tableOf(work.decide(end, Damage.NONE, results(analyzer.spec(), all)));
    }
  }

  private static Stream<ItemColumn> itemColumns(Table table) {
    return table.columns().stream()
        .filter(ItemColumn.class::isInstance)
        .map(ItemColumn.class::cast);
  }

  private static boolean isSignal(AnalyzerSpec spec, Table table) {
    return spec.signal().isPresent()
        && table.columnNames().equals(spec.signal().get().columnNames());
  }

  private static String sha256(Table table) {
    return table instanceof MeasuredTable measured ? measured.provenance().mediaSha256() : "";
  }

  /** The latest moment that any table speaks of, seconds. */
  private static double lastTime(List<Table> tables) {
    return tables.stream()
        .flatMap(t -> Stream.of("end_s", "time_s").filter(t::containsColumn).map(t::doubleColumn))
        .mapToDouble(column -> column.isEmpty() ? 0 : column.max())
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  /** Feeds columns in the order of time, so that the fold sees what it would see in a pipeline. */
  private static void fold(AnalyzerTask work, List<ItemColumn> columns) {
    for (ItemColumn column : columns) {
      for (int row = 0; row < column.size(); row++) {
        work.accept(column.view(), column.get(row));
      }
    }
  }

  private static Map<String, AnalyzerResult> results(AnalyzerSpec spec, List<Table> tables) {
    Map<String, AnalyzerResult> done = new HashMap<>();
    for (Table table : tables) {
      if (table instanceof MeasuredTable measured && spec.inputs().contains(table.name())) {
        AnalyzerSpec maker = AnalyzerSpec.of(measured.provenance().version(), measured.schema());
        done.put(
            table.name(),
            new AnalyzerResult(
                maker, State.OK, Optional.of(measured), 0, new TreeMap<>(), Optional.empty()));
      }
    }
    return done;
  }

  /**
   * The table of a result, or why there is none.
   *
   * @throws ModelException where a model is not to be had
   * @throws AnalyzerFault where the analyzer was skipped or failed for another reason
   */
  static MeasuredTable tableOf(AnalyzerResult result) {
    if (result.table().isPresent()) {
      return result.table().get();
    }
    if (result.error().orElse(null) instanceof ModelException e) {
      throw e;
    }
    throw new AnalyzerFault(
        result.name(),
        result.state().word() + ", " + result.state().reason(),
        result.error().orElse(null));
  }
}
