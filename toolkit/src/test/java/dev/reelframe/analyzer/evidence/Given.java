package dev.reelframe.analyzer.evidence;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Pictures;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Field;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tech.tablesaw.api.Table;

/** Tables of known content in the columns of real analyzers. */
public final class Given {
  private final Map<String, MeasuredTable> tables = new HashMap<>();
  private final double endS;

  private Given(double endS) {
    this.endS = endS;
  }

  /** A clip of that length, 720 x 1280 pixels with sound. */
  public static Given clip(double endS) {
    return new Given(endS);
  }

  /** Column, value, column, value ...; all other cells are missing. */
  public static Map<String, Object> row(Object... pairs) {
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      row.put((String) pairs[i], pairs[i + 1]);
    }
    return row;
  }

  @SafeVarargs
  public final Given table(Analyzer analyzer, Map<String, Object>... rows) {
    return table(analyzer, List.of(rows), List.of());
  }

  public Given table(
      Analyzer analyzer, List<Map<String, Object>> rows, List<Map<String, Object>> signal) {
    Schema schema = analyzer.spec().schema();
    Provenance provenance =
        new Provenance(schema.table(), "1", new TreeMap<>(), List.of(), new TreeMap<>(), "");
    Optional<MeasuredTable> measured =
        signal.isEmpty()
            ? Optional.empty()
            : Optional.of(
                MeasuredTable.of(
                    filled(analyzer.spec().signal().orElseThrow(), signal),
                    analyzer.spec().signal().orElseThrow(),
                    provenance,
                    State.OK,
                    Optional.empty()));
    tables.put(
        schema.table(),
        MeasuredTable.of(filled(schema, rows), schema, provenance, State.OK, measured));
    return this;
  }

  private static Table filled(Schema schema, List<Map<String, Object>> given) {
    Rows rows = schema.rows();
    for (Map<String, Object> row : given) {
      for (String column : row.keySet()) {
        if (schema.field(column).isEmpty()) {
          throw new IllegalArgumentException(schema.table() + " has no column " + column);
        }
      }
      rows.add(schema.fields().stream().map(Field::name).map(row::get).toArray());
    }
    return rows.table();
  }

  public Inputs inputs() {
    MediaInfo.Picture picture = Pictures.of(720, 1280, 30);
    MediaInfo.Sound sound = new MediaInfo.Sound(1, "aac", 48_000, 2, "stereo");
    MediaInfo media =
        new MediaInfo("mov", Optional.of(endS), 0, Optional.of(picture), Optional.of(sound));
    return new Inputs(media, new StreamEnd(endS, endS, endS, Math.round(endS * 30)), tables);
  }
}
