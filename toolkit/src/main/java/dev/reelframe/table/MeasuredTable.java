package dev.reelframe.table;

import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table that knows its schema, where it comes from and how its analyzer ended. */
public final class MeasuredTable extends Table {
  private final Schema schema;
  private final Provenance provenance;
  private final State state;
  private final Optional<MeasuredTable> signal;

  private MeasuredTable(
      Table content,
      Schema schema,
      Provenance provenance,
      State state,
      Optional<MeasuredTable> signal) {
    super(schema.table(), content.columns().toArray(Column[]::new));
    this.schema = schema;
    this.provenance = provenance;
    this.state = state;
    this.signal = signal;
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
    return new MeasuredTable(content, schema, provenance, state, signal);
  }

  public Schema schema() {
    return schema;
  }

  public Provenance provenance() {
    return provenance;
  }

  /** How the analyzer ended; without a table it never gets here. */
  public State state() {
    return state;
  }

  /** The measurements per frame or window that this table was decided from. */
  public Optional<MeasuredTable> signal() {
    return signal;
  }
}
