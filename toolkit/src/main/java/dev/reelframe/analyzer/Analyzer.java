package dev.reelframe.analyzer;

import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Video;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.Table;

/**
 * A function from dataframes to a dataframe. It works in two steps: a {@link Fold} over frames and
 * sound measures a signal table, and {@link #decide} makes the table of intervals or events from
 * it. So a threshold is tried again with {@code decide} alone, without decoding.
 *
 * <p>Analyzers hold no state between calls and may be shared by threads. Alone and in a pipeline
 * the same input gives the same table.
 */
public interface Analyzer extends Function<Video, Table> {

  /** What it reads and returns. */
  AnalyzerSpec spec();

  /**
   * Begins a pass over one video.
   *
   * @param run models, memo and device of the run that this pass belongs to
   */
  Fold open(MediaInfo media, RunContext run);

  /**
   * Makes the table from the signal.
   *
   * @param signal in the columns of the spec's signal schema
   */
  default Outcome decide(Table signal, Inputs inputs) {
    return Outcome.of(signal);
  }

  /**
   * Why this analyzer cannot look at such a file; empty where it can. The default asks for the
   * streams of its views.
   */
  default Optional<State.Skipped> unable(MediaInfo media) {
    return StreamsRead.missing(spec(), media);
  }

  /**
   * The same analyzer beside another configuration of one that it requires, where what it does
   * follows from that one's parameters. The default only reads the table, and stays as it is.
   */
  default Analyzer withRequired(Analyzer other) {
    return this;
  }

  /**
   * The models, by checksum, that a run on this machine would take now: what a run that goes on
   * compares with those that an earlier one took. The default looks for those of the spec.
   */
  default List<ModelUse> modelsNow() {
    return AnalyzerModels.here(spec());
  }

  /** Whether a run of it has models to place on a device. The default asks the spec for them. */
  default boolean runsModels() {
    return !spec().models().isEmpty();
  }

  /**
   * Runs this analyzer, and those it requires, over a video, as a pipeline would.
   *
   * @throws dev.reelframe.media.MediaException where nothing of the video can be decoded
   * @throws dev.reelframe.models.ModelException where its model is not to be had
   * @throws AnalyzerFault where it was skipped for another reason, or failed
   * @throws java.util.concurrent.CancellationException where the calling thread is interrupted
   */
  @Override
  default MeasuredTable apply(Video video) {
    return TableRun.tableOf(Engine.run(video, this));
  }

  /**
   * Runs over dataframes: a table of frames or sound from {@link Video}, or the signal table of an
   * earlier run.
   *
   * @param first frames, sound, or this analyzer's signal
   * @param more tables of required analyzers, by their names
   */
  default MeasuredTable apply(Table first, Table... more) {
    return TableRun.run(this, first, more);
  }

  /** Begins the definition of an analyzer of one's own. */
  static AnalyzerBuilder named(String name) {
    return new AnalyzerBuilder(name);
  }
}
