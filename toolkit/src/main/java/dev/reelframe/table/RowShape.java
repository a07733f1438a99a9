package dev.reelframe.table;

import dev.reelframe.table.Field.Kind;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * How a record lies in the cells of a row: one component after the other, those of records in it in
 * their places.
 *
 * @param <R> the record
 */
final class RowShape<R> {
  private static final Map<Class<?>, Kind> KINDS =
      Map.ofEntries(
          Map.entry(double.class, Kind.NUMBER),
          Map.entry(Double.class, Kind.NUMBER),
          Map.entry(OptionalDouble.class, Kind.NUMBER),
          Map.entry(int.class, Kind.INTEGER),
          Map.entry(Integer.class, Kind.INTEGER),
          Map.entry(OptionalInt.class, Kind.INTEGER),
          Map.entry(long.class, Kind.INTEGER),
          Map.entry(Long.class, Kind.INTEGER),
          Map.entry(boolean.class, Kind.FLAG),
          Map.entry(Boolean.class, Kind.FLAG),
          Map.entry(String.class, Kind.TEXT));

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

  private final Constructor<R> constructor;
  private final List<Part> parts;
  private final List<Field> fields;

  /** Reads the rows of one table. */
  interface Reader<R> {
    R read(int row);
  }

  /**
   * A component.
   *
   * @param type without the {@code Optional} or {@code Map} around it
   * @param optional whether there is an {@code Optional} around it
   * @param keys of the {@code Map} around it; empty where there is none
   * @param inner the record that it is; null where it is one cell
   */
  private record Part(
      RecordComponent component,
      Class<?> type,
      boolean optional,
      List<Object> keys,
      RowShape<?> inner) {

    /** Columns that one value takes. */
    int width() {
      return inner == null ? 1 : inner.fields.size();
    }

    /** Columns that all of it takes. */
    int span() {
      return keys.isEmpty() ? width() : keys.size() * width();
    }

    Object of(Object row) {
      try {
        Object value = component.getAccessor().invoke(row);
        return switch (value) {
          case Optional<?> o -> o.orElse(null);
          case OptionalDouble o -> o.isPresent() ? (Object) o.getAsDouble() : null;
          case OptionalInt o -> o.isPresent() ? (Object) o.getAsInt() : null;
          case null, default -> value;
        };
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record gives its components", e);
      }
    }
  }

  private RowShape(Constructor<R> constructor, List<Part> parts, List<Field> fields) {
    this.constructor = constructor;
    this.parts = List.copyOf(parts);
    this.fields = List.copyOf(fields);
  }

  static <R> RowShape<R> of(Class<R> type) {
    List<Part> parts = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      Part part = part(component);
      parts.add(part);
      fields.addAll(fields(part));
    }
    try {
      Constructor<R> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new RowShape<>(constructor, parts, fields);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record has a constructor of its components", e);
    }
  }

  private static Part part(RecordComponent component) {
    Class<?> type = component.getType();
    boolean optional = type == Optional.class;
    List<Object> keys =
        type == Map.class ? List.of(argument(component, 0).getEnumConstants()) : List.of();
    Class<?> content = optional ? argument(component, 0) : type;
    content = keys.isEmpty() ? content : argument(component, 1);
    RowShape<?> inner = content.isRecord() ? of(content) : null;
    return new Part(component, content, optional, keys, inner);
  }

  private static Class<?> argument(RecordComponent component, int place) {
    Type[] arguments = ((ParameterizedType) component.getGenericType()).getActualTypeArguments();
    return (Class<?>) arguments[place];
  }

  private static List<Field> fields(Part part) {
    if (part.keys.isEmpty()) {
      return part.inner == null ? List.of(field(part.component, part.type)) : part.inner.fields;
    }
    List<Field> all = new ArrayList<>();
    for (Object key : part.keys) {
      if (part.inner == null) {
        Field one = field(part.component, part.type);
        String meaning = one.meaning().replace("{}", word(key));
        all.add(new Field(word(key), one.kind(), meaning, one.values()));
      } else {
        part.inner.fields.forEach(
            f -> all.add(new Field(word(key) + "_" + f.name(), f.kind(), f.meaning(), f.values())));
      }
    }
    return all;
  }

  private static Field field(RecordComponent component, Class<?> type) {
    Kind kind = type.isEnum() ? Kind.TEXT : KINDS.get(type);
    if (kind == null) {
      throw new IllegalArgumentException(component + ": a row has no cells of " + type);
    }
    Column column = component.getAnnotation(Column.class);
    String name = column == null || column.name().isEmpty() ? snake(component) : column.name();
    String meaning = column == null ? "" : column.value();
    if (meaning.isEmpty()) {
      meaning =
          Schema.standard(name)
              .orElseThrow(() ->
                  new IllegalArgumentException(component + ": say what it means with @Column"));
    }
    List<String> values =
        type.isEnum()
            ? Arrays.stream(type.getEnumConstants()).map(RowShape::word).toList()
            : column == null ? List.of() : List.of(column.values());
    return new Field(name, kind, meaning, values);
  }

  private static String snake(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  List<Field> fields() {
    return fields;
  }

  /** Puts the cells of a row into their places, the first at {@code at}. */
  void write(Object row, Object[] cells, int at) {
    int place = at;
    for (Part part : parts) {
      Object value = part.of(row);
      if (part.keys.isEmpty()) {
        write(part, value, cells, place);
      } else if (value != null) {
        for (int i = 0; i < part.keys.size(); i++) {
          Object one = ((Map<?, ?>) value).get(part.keys.get(i));
          write(part, one, cells, place + i * part.width());
        }
      }
      place += part.span();
    }
  }

  private static void write(Part part, Object value, Object[] cells, int place) {
    if (part.inner == null) {
      cells[place] = value instanceof Enum<?> ? word(value) : value;
    } else if (value != null) {
      part.inner.write(value, cells, place);
    }
  }

  /**
   * Reads rows.
   *
   * @throws IllegalArgumentException where the table lacks a column
   */
  Reader<R> reader(Table table) {
    return reader(table, "");
  }

  /** The same where the names of the columns begin with a word. */
  private Reader<R> reader(Table table, String prefix) {
    List<IntFunction<Object>> arguments = new ArrayList<>();
    int place = 0;
    for (Part part : parts) {
      List<tech.tablesaw.columns.Column<?>> own = new ArrayList<>();
      for (Field field : fields.subList(place, place + part.span())) {
        own.add(column(table, prefix + field.name()));
      }
      arguments.add(
          part.keys.isEmpty() ? value(part, own, table, prefix) : map(part, own, table, prefix));
      place += part.span();
    }
    return row -> {
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
    };
  }

  private static tech.tablesaw.columns.Column<?> column(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException("table %s has no column %s".formatted(table.name(), name));
    }
    return table.column(name);
  }

  private static IntFunction<Object> value(
      Part part, List<tech.tablesaw.columns.Column<?>> own, Table table, String prefix) {
    if (part.inner == null) {
      return cell(part, own.getFirst());
    }
    IntFunction<Object> all = part.inner.reader(table, prefix)::read;
    if (!part.optional) {
      return all;
    }
    IntFunction<Optional<Object>> present = whereAny(own, all);
    return present::apply;
  }

  /** The values by their keys; a key is not there where all its cells are missing. */
  private static IntFunction<Object> map(
      Part part, List<tech.tablesaw.columns.Column<?>> own, Table table, String prefix) {
    Map<Object, IntFunction<Optional<Object>>> values = new LinkedHashMap<>();
    for (int i = 0; i < part.keys.size(); i++) {
      List<tech.tablesaw.columns.Column<?>> cells =
          own.subList(i * part.width(), (i + 1) * part.width());
      Object key = part.keys.get(i);
      IntFunction<Object> value =
          part.inner == null
              ? present(part.type, cells.getFirst())
              : part.inner.reader(table, prefix + word(key) + "_")::read;
      values.put(key, whereAny(cells, value));
    }
    return row -> {
      Map<Object, Object> found = new LinkedHashMap<>();
      values.forEach((key, value) -> value.apply(row).ifPresent(v -> found.put(key, v)));
      return Collections.unmodifiableMap(found);
    };
  }

  /** A value where one of its cells is there. */
  private static IntFunction<Optional<Object>> whereAny(
      List<tech.tablesaw.columns.Column<?>> own, IntFunction<Object> value) {
    return row ->
        own.stream().allMatch(c -> c.isMissing(row))
            ? Optional.empty()
            : Optional.of(value.apply(row));
  }

  private static IntFunction<Object> cell(Part part, tech.tablesaw.columns.Column<?> column) {
    IntFunction<Object> present = present(part.type, column);
    if (part.optional) {
      return row -> column.isMissing(row) ? Optional.empty() : Optional.of(present.apply(row));
    }
    Object missing = MISSING.get(part.type);
    boolean primitive = part.type.isPrimitive() && part.type != double.class;
    boolean needed = primitive || part.type.isEnum();
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

  private static IntFunction<Object> present(
      Class<?> type, tech.tablesaw.columns.Column<?> column) {
    if (type.isEnum()) {
      Map<String, Object> words = new HashMap<>();
      for (Object constant : type.getEnumConstants()) {
        words.put(word(constant), constant);
      }
      return row -> words.get(column.getString(row));
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
