package dev.reelframe.analyzer;

import dev.reelframe.media.Audio;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Damage;
import dev.reelframe.media.Item;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.View;
import dev.reelframe.models.ModelMissing;
import dev.reelframe.models.ModelUsage;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Origin;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * One analyzer at work on one video, from open to result. Whatever breaks in the analyzer becomes
 * its own state and goes no further. Used by one thread at a time.
 */
public final class AnalyzerTask implements AutoCloseable {
  private final Analyzer analyzer;
  private final AnalyzerSpec spec;
  private final MediaInfo media;
  private final Supplier<String> mediaSha256;
  private final RunContext run;
  private final Lane lane;
  private Optional<Fold> fold = Optional.empty();
  private Optional<State> ended = Optional.empty();
  private Optional<Throwable> error = Optional.empty();
  private Optional<Table> signal = Optional.empty();
  private List<ModelUse> models = List.of();
  private Map<String, String> circumstances = Map.of();

  /** The sample frame after the last one of each audio view. */
  private final Map<View, Long> heard = new HashMap<>();

  private volatile boolean admitted;

  /**
   * @param run shared with the other analyzers of the run; this one gets a meter of its own
   */
  public AnalyzerTask(
      Analyzer analyzer, MediaInfo media, Supplier<String> mediaSha256, RunContext run) {
    this.analyzer = analyzer;
    this.spec = analyzer.spec();
    this.media = media;
    this.mediaSha256 = mediaSha256;
    this.lane = new Lane(spec.name(), run.originNanos());
    this.run = run.forAnalyzer(lane);
  }

  public AnalyzerSpec spec() {
    return spec;
  }

  /** What it did when. */
  Lane lane() {
    return lane;
  }

  /** What its models have cost, by model. */
  public List<ModelUsage> usage() {
    return run.usage().read();
  }

  /** Whether items still matter to it. */
  public boolean active() {
    return ended.isEmpty();
  }

  /**
   * Asks the analyzer whether it can look at this file at all; after a no it is no longer active.
   */
  public void admit() {
    step(Stage.OPEN, () -> ended = analyzer.unable(media).map(State.class::cast));
    admitted = ended.isEmpty();
  }

  /** Whether {@link #admit} was answered with yes. */
  boolean admitted() {
    return admitted;
  }

  /** Opens the fold. */
  public void open() {
    step(Stage.OPEN, () -> fold = Optional.of(analyzer.open(media, run)));
  }

  public void accept(View view, Item item) {
    step(
        Stage.FOLD,
        () -> {
          if (item instanceof AudioBlock block) {
            long next = heard.getOrDefault(view, 0L);
            if (block.start() > next) {
              fold.orElseThrow().gap(view, block, block.start() - next);
            }
            heard.put(view, block.start() + block.frames());
          }
          fold.orElseThrow().accept(view, item);
        });
  }

  /** All items have come: the signal is taken, unless there is one already. */
  public void end(StreamEnd end) {
    if (signal.isPresent()) {
      return;
    }
    step(
        Stage.DECIDE,
        () -> {
          Fold open = fold.orElseThrow();
          signal = Optional.of(open.signal(end));
        });
  }

  /** A signal measured earlier takes the place of the fold. */
  void resume(Table measured) {
    signal = Optional.of(measured);
  }

  /**
   * Decides.
   *
   * @param damage what was wrong with the streams; only those that it reads, itself or through the
   *     analyzers it requires, tell on its state
   * @param done results of the analyzers whose tables this one reads, by name
   */
  public AnalyzerResult decide(StreamEnd end, Damage damage, Map<String, AnalyzerResult> done) {
    Map<String, MeasuredTable> tables = new HashMap<>();
    for (String input : spec.inputs()) {
      AnalyzerResult result = done.get(input);
      if (result != null) {
        result.table().ifPresent(table -> tables.put(result.name(), table));
      }
    }
    Optional<?>[] table = {Optional.empty()};
    if (ended.isEmpty() && lost(damage)) {
      ended =
          Optional.of(new State.Failed("MediaDamaged", damage.of(spec.views()).text().orElse("")));
    }
    step(
        Stage.DECIDE,
        () -> {
          Inputs inputs = new Inputs(media, end, tables);
          fold.ifPresent(open -> {
            signal = signal.map(measured -> open.complete(measured, inputs));
            models = open.models();
            circumstances = open.circumstances();
          });
          Outcome outcome = analyzer.decide(signal.orElseThrow(), inputs);
          State state = worsened(outcome.state(), damage);
          Table told = outcome.signal().orElse(signal.orElseThrow());
          table[0] =
              outcome
                  .table()
                  .map(rows ->
                      measured(audible(rows, end), told, state, tables)
                          .from(new Origin(media, end)));
          ended = Optional.of(state);
        });
    return new AnalyzerResult(
        spec,
        ended.orElseThrow(),
        table[0].map(MeasuredTable.class::cast),
        lane.busyS(),
        new TreeMap<>(circumstances),
        error);
  }

  private Table audible(Table rows, StreamEnd end) {
    boolean sound = spec.views().stream().anyMatch(Audio.class::isInstance);
    return sound ? SoundGaps.outside(rows, end.gaps()) : rows;
  }

  /** Whether nothing came of any stream that it reads. */
  private boolean lost(Damage damage) {
    return !spec.views().isEmpty()
        && spec.views().stream().allMatch(view -> damage.of(List.of(view)).nothingDecoded());
  }

  private State worsened(State state, Damage damage) {
    boolean whole = state instanceof State.Ok || state instanceof State.Empty;
    Optional<String> reason = damage.of(read(spec).toList()).text();
    return whole && reason.isPresent() ? new State.Degraded(reason.get()) : state;
  }

  /** Views that its table comes from: its own, and those of the analyzers it cannot do without. */
  private static Stream<View> read(AnalyzerSpec spec) {
    return Stream.concat(
        spec.views().stream(), spec.requires().stream().flatMap(a -> read(a.spec())));
  }

  private MeasuredTable measured(
      Table rows, Table told, State state, Map<String, MeasuredTable> inputs) {
    TreeMap<String, Provenance> read = new TreeMap<>();
    inputs.forEach((name, input) -> read.put(name, input.provenance()));
    Provenance provenance =
        new Provenance(
            spec.name(),
            spec.version(),
            spec.parametersFor(media),
            models,
            read,
            mediaSha256.get());
    Optional<MeasuredTable> measuredSignal =
        spec.signal()
            .map(schema -> MeasuredTable.of(told, schema, provenance, state, Optional.empty()));
    Schema schema = spec.schema();
    return MeasuredTable.of(rows, schema, provenance, state, measuredSignal);
  }

  /** The one place where an analyzer's errors end. */
  private void step(Stage stage, Runnable part) {
    if (ended.isPresent()) {
      return;
    }
    lane.begin(stage);
    try {
      part.run();
    } catch (ModelMissing e) {
      ended = Optional.of(new State.Skipped(e.getMessage(), ""));
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
      ended =
          Optional.of(
              new State.Failed(e.getClass().getSimpleName(), String.valueOf(e.getMessage())));
      error = Optional.of(e);
    } finally {
      lane.end();
    }
  }

  @Override
  public void close() {
    fold.ifPresent(open -> {
      try {
        open.close();
      } catch (RuntimeException e) {
        error = Optional.of(error.map(first -> withSuppressed(first, e)).orElse(e));
      }
    });
    fold = Optional.empty();
  }

  private static Throwable withSuppressed(Throwable first, RuntimeException second) {
    first.addSuppressed(second);
    return first;
  }
}
