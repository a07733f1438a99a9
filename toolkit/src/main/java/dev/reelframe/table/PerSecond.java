package dev.reelframe.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * One wide row per second, across tables: for every table the number of rows that touch the second,
 * the mean of each number weighted by shared time, and the text that fills most of it.
 */
public final class PerSecond {
  private static final Set<String> TIME =
      Set.of("start_s", "end_s", "time_s", "at_s", "frame", "track_id");

  private PerSecond() {}

  /**
   * @param durationS length of the time axis, cut into {@link Interval#seconds}
   * @return columns {@code start_s, end_s}, then {@code <table>_rows} and {@code <table>_<column>};
   *     missing where no row of the table touches the second
   */
  public static Table of(Collection<? extends MeasuredTable> tables, double durationS) {
    List<Interval> seconds = Interval.seconds(durationS);
    DoubleColumn start = DoubleColumn.create("start_s");
    DoubleColumn end = DoubleColumn.create("end_s");
    for (Interval second : seconds) {
      start.append(second.startS());
      end.append(second.endS());
    }
    Table out = Table.create("per_second", start, end);
    for (MeasuredTable table : tables) {
      List<List<Share>> shares = shares(table, seconds);
      IntColumn rows = IntColumn.create(table.schema().table() + "_rows");
      shares.forEach(s -> rows.append(s.size()));
      out.addColumns(rows);
      for (Field field : table.schema().fields()) {
        if (!TIME.contains(field.name())) {
          out.addColumns(column(table, field, shares));
        }
      }
    }
    return out;
  }

  /**
   * A row of a table and how much of the second it shares; a moment weighs as a very short
   * interval.
   */
  private record Share(int row, double seconds) {}

  private static List<List<Share>> shares(Table table, List<Interval> seconds) {
    List<List<Share>> out = new ArrayList<>();
    seconds.forEach(second -> out.add(new ArrayList<>()));
    for (int row = 0; row < table.rowCount(); row++) {
      OptionalDouble from = TimeJoin.start(table, row);
      if (from.isEmpty()) {
        continue;
      }
      double start = from.getAsDouble();
      double end = TimeJoin.end(table, row).orElse(start + 1e-6);
      int first = Math.clamp((int) start, 0, Math.max(0, seconds.size() - 1));
      for (int s = first; s < seconds.size() && seconds.get(s).startS() < end; s++) {
        double shared =
            Math.min(end, seconds.get(s).endS()) - Math.max(start, seconds.get(s).startS());
        if (shared > 0) {
          out.get(s).add(new Share(row, shared));
        }
      }
    }
    return out;
  }

  private static Column<?> column(MeasuredTable table, Field field, List<List<Share>> shares) {
    String name = table.schema().table() + "_" + field.name();
    Column<?> source = table.column(field.name());
    if (field.kind() == Field.Kind.NUMBER || field.kind() == Field.Kind.INTEGER) {
      DoubleColumn out = DoubleColumn.create(name);
      shares.forEach(s -> out.append(mean(table.numberColumn(field.name()), s)));
      return out;
    }
    StringColumn out = StringColumn.create(name);
    for (List<Share> second : shares) {
      String text = longest(source, second);
      if (text.isEmpty()) {
        out.appendMissing();
      } else {
        out.append(text);
      }
    }
    return out;
  }

  private static double mean(tech.tablesaw.api.NumericColumn<?> values, List<Share> second) {
    double sum = 0;
    double weight = 0;
    for (Share share : second) {
      if (!values.isMissing(share.row)) {
        sum += values.getDouble(share.row) * share.seconds;
        weight += share.seconds;
      }
    }
    return weight > 0 ? sum / weight : Double.NaN;
  }

  private static String longest(Column<?> values, List<Share> second) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Share share : second) {
      if (!values.isMissing(share.row)) {
        shares.merge(values.getString(share.row), share.seconds, Double::sum);
      }
    }
    return shares.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
