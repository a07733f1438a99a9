package dev.reelframe.analyzer;

import dev.reelframe.media.Damage;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Item;
import dev.reelframe.media.ItemColumn;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.Video;
import dev.reelframe.media.View;
import dev.reelframe.models.Device;
import dev.reelframe.models.ModelException;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/** One analyzer on one thread: the same steps as in a pipeline, nothing side by side. */
final class Alone {
  private Alone() {}

  static MeasuredTable run(Analyzer analyzer, Video video) {
    RunContext run = RunContext.on(Device.cpu(), Runtime.getRuntime().availableProcessors());
    List<Work> works =
        Order.of(List.of(analyzer)).stream()
            .map(a -> new Work(a, video.info(), video::sha256, run))
            .toList();
    try {
      works.forEach(Work::admit);
      works.forEach(Work::open);
      Set<View> views = new LinkedHashSet<>();
      works.stream().filter(Work::active).forEach(w -> views.addAll(w.card().views()));
      StreamEnd end = nothingDecoded(video.info());
      Damage damage = Damage.NONE;
      if (!views.isEmpty()) {
        try (Decoding decoding = video.decode(views)) {
          for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
            deliver(works, next.get().view(), next.get().item());
          }
          end = decoding.end();
          damage = decoding.damage();
        }
      }
      return decided(works, end, damage, Map.of());
    } finally {
      works.forEach(Work::close);
    }
  }

  private static StreamEnd nothingDecoded(MediaInfo info) {
    return new StreamEnd(info.durationS().orElse(0.0), 0, 0, 0);
  }

  private static void deliver(Collection<Work> works, View view, Item item) {
    for (Work work : works) {
      if (work.active() && work.card().views().contains(view)) {
        work.accept(view, item);
      }
    }
  }

  static MeasuredTable run(Analyzer analyzer, Table first, Table... more) {
    List<Table> all = Stream.concat(Stream.of(first), Stream.of(more)).toList();
    List<ItemColumn> items = all.stream().flatMap(Alone::itemColumns).toList();
    Optional<Table> signal = all.stream().filter(t -> isSignal(analyzer.card(), t)).findFirst();
    MediaInfo media =
        items.stream()
            .map(ItemColumn::media)
            .findFirst()
            .orElse(new MediaInfo("none", Optional.empty(), 0, Optional.empty(), Optional.empty()));
    String sha256 =
        items.stream()
            .map(ItemColumn::mediaSha256)
            .findFirst()
            .orElseGet(() -> signal.map(Alone::sha256).orElse(""));
    StreamEnd end =
        items.stream()
            .map(ItemColumn::end)
            .findFirst()
            .orElseGet(() -> new StreamEnd(lastTime(all), lastTime(all), lastTime(all), 0));
    RunContext run = RunContext.on(Device.cpu(), Runtime.getRuntime().availableProcessors());
    try (Work work = new Work(analyzer, media, () -> sha256, run)) {
      if (signal.isPresent()) {
        work.resume(signal.get());
      } else {
        work.open();
        fold(work, items);
      }
      return decided(List.of(work), end, Damage.NONE, results(analyzer.card(), all));
    }
  }

  private static Stream<ItemColumn> itemColumns(Table table) {
    return table.columns().stream()
        .filter(ItemColumn.class::isInstance)
        .map(ItemColumn.class::cast);
  }

  private static boolean isSignal(Card card, Table table) {
    return card.signal().isPresent()
        && table.columnNames().equals(card.signal().get().columnNames());
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
  private static void fold(Work work, List<ItemColumn> columns) {
    for (ItemColumn column : columns) {
      for (int row = 0; row < column.size(); row++) {
        work.accept(column.view(), column.get(row));
      }
    }
  }

  private static Map<String, Result> results(Card card, List<Table> tables) {
    Map<String, Result> done = new HashMap<>();
    for (Table table : tables) {
      if (table instanceof MeasuredTable measured && card.inputs().contains(table.name())) {
        Card maker = Card.of(measured.provenance().version(), measured.schema());
        done.put(
            table.name(),
            new Result(
                maker, State.OK, Optional.of(measured), 0, new TreeMap<>(), Optional.empty()));
      }
    }
    return done;
  }

  private static MeasuredTable decided(
      List<Work> works, StreamEnd end, Damage damage, Map<String, Result> before) {
    Map<String, Result> done = new HashMap<>(before);
    List<Result> results = new ArrayList<>();
    for (Work work : works) {
      work.end(end);
      Result result = work.decide(end, damage, done);
      done.put(result.name(), result);
      results.add(result);
    }
    return tableOf(results.getLast());
  }

  private static MeasuredTable tableOf(Result result) {
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
