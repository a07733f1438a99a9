package dev.reelframe.analyzer;

import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Item;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.View;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Defines an analyzer of one's own, for example in a notebook cell:
 *
 * <pre>{@code
 * var luma = Analyzer.named("luma")
 *     .reads(every(0.5).width(64).grey())
 *     .returns(Schema.frames("luma", "Mean luma of a frame").number("luma_ratio", "0 black .. 1 white"))
 *     .perFrame((frame, rows) -> rows.add(frame.timeS(), frame.index(), frame.mean(0) / 255));
 * Table table = luma.apply(video);
 * }</pre>
 */
public final class AnalyzerBuilder {
  private final String name;
  private List<View> views = List.of();
  private List<Analyzer> requires = List.of();
  private Schema schema;

  AnalyzerBuilder(String name) {
    this.name = name;
    this.schema = Schema.events(name, "");
  }

  /** The frames and sound it reads. */
  public AnalyzerBuilder reads(View... more) {
    views = List.of(more);
    return this;
  }

  /** The analyzers whose tables it reads. */
  public AnalyzerBuilder after(Analyzer... more) {
    requires = List.of(more);
    return this;
  }

  /** The columns of its table; the table takes the analyzer's name. */
  public AnalyzerBuilder returns(Schema columns) {
    schema = columns.named(name);
    return this;
  }

  /** An analyzer that writes rows for each frame on its own. */
  public Analyzer perFrame(BiConsumer<Frame, Rows> row) {
    Schema columns = schema;
    List<View> read = views;
    return fold(() ->
        new RowFold(columns, read) {
          @Override
          public void frame(Frame frame) {
            row.accept(frame, rows);
          }
        });
  }

  /** An analyzer that writes rows for each tenth of a second of sound on its own. */
  public Analyzer perBlock(BiConsumer<AudioBlock, Rows> row) {
    Schema columns = schema;
    List<View> read = views;
    return fold(() ->
        new RowFold(columns, read) {
          @Override
          public void sound(AudioBlock block) {
            row.accept(block, rows);
          }

          @Override
          public void gap(View view, AudioBlock next, long frames) {
            // Blocks say themselves when they begin.
          }
        });
  }

  /** An analyzer that carries something from item to item: a new fold for every video. */
  public Analyzer fold(Supplier<? extends Fold> newFold) {
    return new Defined(spec(), newFold, (signal, inputs) -> signal);
  }

  /** An analyzer that reads only tables: those of {@link #after}. */
  public Analyzer fromTables(Function<Inputs, Table> function) {
    Schema columns = schema;
    return new Defined(
        spec(),
        () -> new RowFold(columns, List.of()) {},
        (signal, inputs) -> function.apply(inputs));
  }

  private AnalyzerSpec spec() {
    return AnalyzerSpec.of("1", schema)
        .reads(views.toArray(View[]::new))
        .after(requires.toArray(Analyzer[]::new));
  }

  /** Rows of each view by themselves: the views arrive at their own pace. */
  private abstract static class RowFold implements Fold {
    private final Schema schema;
    private final Map<View, Rows> byView = new LinkedHashMap<>();
    Rows rows;

    RowFold(Schema schema, List<View> views) {
      this.schema = schema;
      views.forEach(view -> byView.put(view, schema.rows()));
    }

    @Override
    public void accept(View view, Item item) {
      rows = byView.get(view);
      Fold.super.accept(view, item);
    }

    @Override
    public Table signal(StreamEnd end) {
      Table all = schema.newTable();
      byView.values().forEach(some -> all.append(some.table()));
      return byView.size() > 1 ? byTime(all) : all;
    }

    /** Rows of equal time keep the order of the views, as Tablesaw's own sorting would not. */
    private static Table byTime(Table table) {
      var time = table.numberColumn(0);
      Table sorted = table.emptyCopy();
      IntStream.range(0, table.rowCount())
          .boxed()
          .sorted(Comparator.comparingDouble(time::getDouble))
          .forEach(row -> sorted.append(table.row(row)));
      return sorted;
    }
  }

  private record Defined(
      AnalyzerSpec spec,
      Supplier<? extends Fold> newFold,
      BiFunction<Table, Inputs, Table> decision)
      implements Analyzer {

    @Override
    public Fold open(MediaInfo media, RunContext run) {
      return newFold.get();
    }

    @Override
    public Outcome decide(Table signal, Inputs inputs) {
      return Outcome.of(decision.apply(signal, inputs));
    }
  }
}
