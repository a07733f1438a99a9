package dev.reelframe.table;

import dev.reelframe.table.RowShape.Part;
import dev.reelframe.table.RowShape.Place;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Makes records of the rows of one table.
 *
 * @param <R> the record
 */
final class RowReader<R> {
  /** What stands for a missing cell; null for boxes. */
  private static final Map<Class<?>, Object> MISSING =
      Map.of(
          double.class,
          Double.NaN,
          String.class,
          "",
          OptionalDouble.class,
          OptionalDouble.empty(),
          OptionalInt.class,
          OptionalInt.empty());

  private final Table table;
  private final Constructor<R> constructor;
  private final List<IntFunction<Object>> arguments = new ArrayList<>();

  /**
   * @throws IllegalArgumentException where the table lacks a column
   */
  RowReader(RowShape<R> shape, Table table) {
    this(shape, table, "");
  }

  /** The same where the names of the columns begin with a word. */
  private RowReader(RowShape<R> shape, Table table, String prefix) {
    this.table = table;
    this.constructor = shape.constructor();
    for (Part part : shape.parts()) {
      List<Column<?>> own = new ArrayList<>();
      for (Field field : part.columns()) {
        own.add(column(table, prefix + field.name()));
      }
      arguments.add(
          !part.isPlaced()
              ? value(part, own, table, prefix)
              : gathered(part, placed(part, own, table, prefix)));
    }
  }

  R read(int row) {
    Object[] all = new Object[arguments.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = arguments.get(i).apply(row);
    }
    try {
      return constructor.newInstance(all);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "row %d of %s cannot be read".formatted(row, table.name()), e);
    }
  }

  private static Column<?> column(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException("table %s has no column %s".formatted(table.name(), name));
    }
    return table.column(name);
  }

  private static IntFunction<Object> value(
      Part part, List<Column<?>> own, Table table, String prefix) {
    if (part.inner() == null) {
      return cell(part, own.getFirst());
    }
    IntFunction<Object> all = new RowReader<>(part.inner(), table, prefix)::read;
    if (!part.isOptional()) {
      return all;
    }
    IntFunction<Optional<Object>> present = whereAny(own, all);
    return present::apply;
  }

  /** What stands at each place of a map or a list; empty where all its cells are missing. */
  private static Map<Object, IntFunction<Optional<Object>>> placed(
      Part part, List<Column<?>> own, Table table, String prefix) {
    Map<Object, IntFunction<Optional<Object>>> values = new LinkedHashMap<>();
    for (int i = 0; i < part.places().size(); i++) {
      List<Column<?>> cells = own.subList(i * part.width(), (i + 1) * part.width());
      Place place = part.places().get(i);
      IntFunction<Object> value =
          part.inner() == null
              ? present(part.type(), cells.getFirst())
              : new RowReader<>(part.inner(), table, prefix + place.name() + "_")::read;
      values.put(place.key(), whereAny(cells, value));
    }
    return values;
  }

  /** A key whose cells are missing is not in the map; a list ends before such cells. */
  private static IntFunction<Object> gathered(
      Part part, Map<Object, IntFunction<Optional<Object>>> values) {
    return row -> {
      Map<Object, Object> found = new LinkedHashMap<>();
      for (Map.Entry<Object, IntFunction<Optional<Object>>> value : values.entrySet()) {
        Optional<Object> present = value.getValue().apply(row);
        if (part.isList() && present.isEmpty()) {
          break;
        }
        present.ifPresent(v -> found.put(value.getKey(), v));
      }
      return part.isList() ? List.copyOf(found.values()) : Collections.unmodifiableMap(found);
    };
  }

  /** A value where one of its cells is there. */
  private static IntFunction<Optional<Object>> whereAny(
      List<Column<?>> own, IntFunction<Object> value) {
    return row ->
        own.stream().allMatch(c -> c.isMissing(row))
            ? Optional.empty()
            : Optional.of(value.apply(row));
  }

  private static IntFunction<Object> cell(Part part, Column<?> column) {
    IntFunction<Object> present = present(part.type(), column);
    if (part.isOptional()) {
      return row -> column.isMissing(row) ? Optional.empty() : Optional.of(present.apply(row));
    }
    Object missing = MISSING.get(part.type());
    boolean primitive = part.type().isPrimitive() && part.type() != double.class;
    boolean needed = primitive || part.type().isEnum();
    return row -> {
      if (!column.isMissing(row)) {
        return present.apply(row);
      }
      if (needed) {
        throw new IllegalArgumentException(
            "row %d has no %s, which it cannot be without".formatted(row, column.name()));
      }
      return missing;
    };
  }

  private static IntFunction<Object> present(Class<?> type, Column<?> column) {
    if (type == Object.class) {
      return column::get;
    }
    if (type.isEnum()) {
      Map<String, Object> words = new HashMap<>();
      for (Object constant : type.getEnumConstants()) {
        words.put(RowShape.word(constant), constant);
      }
      return row ->
          Optional.ofNullable(words.get(column.getString(row)))
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "column %s does not know \"%s\""
                          .formatted(column.name(), column.getString(row))));
    }
    if (type == String.class) {
      return column::getString;
    }
    if (type == boolean.class || type == Boolean.class) {
      BooleanColumn flags = (BooleanColumn) column;
      return row -> flags.get(row);
    }
    NumericColumn<?> numbers = (NumericColumn<?>) column;
    if (type == int.class || type == Integer.class) {
      return row -> (int) numbers.getDouble(row);
    }
    if (type == OptionalInt.class) {
      return row -> OptionalInt.of((int) numbers.getDouble(row));
    }
    if (type == OptionalDouble.class) {
      return row -> OptionalDouble.of(numbers.getDouble(row));
    }
    return type == long.class || type == Long.class
        ? row -> (long) numbers.getDouble(row)
        : row -> numbers.getDouble(row);
  }
}
