package dev.reelframe.table;

import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table that knows its schema, where it comes from and how its analyzer ended. */
public final class MeasuredTable extends Table {
  private static final int TERMINAL = 80;

  private final Schema schema;
  private final Provenance provenance;
  private final State state;
  private final Optional<MeasuredTable> signal;
  private final Optional<Origin> origin;

  private MeasuredTable(
      Table content,
      Schema schema,
      Provenance provenance,
      State state,
      Optional<MeasuredTable> signal,
      Optional<Origin> origin) {
    super(schema.table(), content.columns().toArray(Column[]::new));
    this.schema = schema;
    this.provenance = provenance;
    this.state = state;
    this.signal = signal;
    this.origin = origin;
  }

  /**
   * @param content must fit the schema
   * @throws IllegalArgumentException where it does not
   */
  public static MeasuredTable of(
      Table content,
      Schema schema,
      Provenance provenance,
      State state,
      Optional<MeasuredTable> signal) {
    schema.check(content);
    return new MeasuredTable(content, schema, provenance, state, signal, Optional.empty());
  }

  /** The same table and signal, from that video. */
  public MeasuredTable from(Origin video) {
    Optional<MeasuredTable> same = signal.map(s -> s.from(video));
    return new MeasuredTable(this, schema, provenance, state, same, Optional.of(video));
  }

  /** The video that it was measured on; absent for a table that was read from a file. */
  public Optional<Origin> origin() {
    return origin;
  }

  /** Names, types and meanings of its columns. */
  public Schema schema() {
    return schema;
  }

  /** What it was made by, and of what. */
  public Provenance provenance() {
    return provenance;
  }

  /** How the analyzer ended; without a table it never gets here. */
  public State state() {
    return state;
  }

  /** The measurements per frame or window that this table was decided from, in a copy. */
  public Optional<MeasuredTable> signal() {
    return signal.map(MeasuredTable::copy);
  }

  /** Its first and last rows, as wide as a terminal: JShell shows it so. */
  @Override
  public String toString() {
    return PlainTable.of(this, TERMINAL);
  }

  /** The same rows in columns of their own: whoever changes them changes nothing else. */
  @Override
  public MeasuredTable copy() {
    return new MeasuredTable(super.copy(), schema, provenance, state, signal, origin);
  }
}
