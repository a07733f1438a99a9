package dev.reelframe.analyzer;

import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Item;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.View;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Schema;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/**
 * One pass over the views of one video: items in, a signal table out. Called by one thread at a
 * time; items of each view come in time order, items of different views in any order.
 */
public interface Fold extends AutoCloseable {

  /**
   * The next item of a view. The default hands frames to {@link #frame} and sound to {@link
   * #sound}.
   */
  default void accept(View view, Item item) {
    switch (item) {
      case Frame frame -> frame(frame);
      case AudioBlock block -> sound(block);
    }
  }

  /** The next frame, for a fold over one view of the picture. */
  default void frame(Frame frame) {}

  /** The next block of sound, for a fold over one view of the sound. */
  default void sound(AudioBlock block) {}

  /**
   * The file holds no sound for a while, before this block of a view. The default takes the time
   * for silence, so that what counts samples still knows the time; a fold that can leave a gap open
   * costs less and says the truth.
   *
   * @param next the block after the gap
   * @param frames sample frames that are missing before it
   */
  default void gap(View view, AudioBlock next, long frames) {
    int most = Math.max(1, next.rateHz() / 10);
    for (long left = frames; left > 0; left -= most) {
      int n = (int) Math.min(most, left);
      float[] silence = new float[n * next.channels()];
      accept(view, new AudioBlock(next.start() - left, next.rateHz(), next.channels(), silence));
    }
  }

  /**
   * All items have come: the signal table, in the columns of the card's signal schema (or, without
   * one, of its schema).
   */
  Table signal(StreamEnd end);

  /**
   * Measures what can be measured only once the required tables are there, for example text inside
   * stretches of speech. Called once, after {@link #signal} and before the decision; not where a
   * signal measured earlier takes the fold's place.
   *
   * @param measured what {@link #signal} gave
   * @return the whole signal; the default returns {@code measured} as it is
   */
  default Table complete(Table measured, Inputs inputs) {
    return measured;
  }

  /** Models that took part, known after {@link #complete}. */
  default List<ModelUse> models() {
    return List.of();
  }

  /**
   * What may differ from machine to machine though the table does not, for the record of the run:
   * for example on which device a model worked. Known after {@link #complete}.
   */
  default Map<String, String> circumstances() {
    return Map.of();
  }

  /** Gives back what the fold holds; called once, also after an error. */
  @Override
  default void close() {}

  /** The fold of an analyzer that reads tables alone: it looks at nothing and measures nothing. */
  static Fold ofTables(Schema signal) {
    return new Fold() {
      @Override
      public Table signal(StreamEnd end) {
        return signal.newTable();
      }
    };
  }
}
