package dev.reelframe.table;

import dev.reelframe.table.Field.Kind;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

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

  private final Constructor<R> constructor;
  private final List<Part> parts;
  private final List<Field> fields;

  /**
   * A component.
   *
   * @param type without the {@code Optional}, {@code Map} or {@code List} around it
   * @param places of the {@code Map} or {@code List} around it; empty where there is none
   * @param inner the record that it is; null where it is one cell
   * @param columns all that it takes
   */
  record Part(
      RecordComponent component,
      Class<?> type,
      List<Place> places,
      RowShape<?> inner,
      List<Field> columns) {

    /** Columns that one value takes. */
    int width() {
      return inner == null ? 1 : inner.fields.size();
    }

    boolean isOptional() {
      return component.getType() == Optional.class;
    }

    /** Whether it holds values in places of their own. */
    boolean isPlaced() {
      return component.getType() == Map.class || isList();
    }

    boolean isList() {
      return component.getType() == List.class;
    }

    /** What stands at a place of a map or a list; null where there is nothing. */
    Object at(Object all, int place) {
      if (!isList()) {
        return ((Map<?, ?>) all).get(places.get(place).key);
      }
      List<?> list = (List<?>) all;
      if (list.size() > places.size()) {
        throw new IllegalArgumentException(
            "%d in a row that has columns for %d: %s"
                .formatted(list.size(), places.size(), component));
      }
      return place < list.size() ? list.get(place) : null;
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

  /**
   * Where a value of a map or a list stands.
   *
   * @param key of the map; the number in the list, from 1
   * @param word that stands for {@code {}} in names and meanings
   * @param name of its column, or what the names of its columns begin with
   */
  record Place(Object key, String word, String name) {}

  private RowShape(Constructor<R> constructor, List<Part> parts, List<Field> fields) {
    this.constructor = constructor;
    this.parts = List.copyOf(parts);
    this.fields = List.copyOf(fields);
  }

  /**
   * What of the columns a record does not say itself.
   *
   * @param open columns of maps by text, by the name of the component
   * @param owner the table that they are of, which says what they mean; empty where they are its
   *     own
   */
  record Beside(Map<String, List<Field>> open, Optional<Schema> owner) {}

  /**
   * @throws IllegalArgumentException where a column is not described, or is not as the owner has it
   */
  static <R> RowShape<R> of(Class<R> type, Beside beside) {
    List<Part> parts = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      parts.add(part(component, beside));
    }
    List<Field> fields = parts.stream().flatMap(part -> part.columns.stream()).toList();
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

  private static Part part(RecordComponent component, Beside beside) {
    Class<?> type = component.getType();
    Class<?> content = type;
    List<Place> places = List.of();
    if (type == Map.class) {
      content = argument(component, 1);
      if (argument(component, 0) == String.class) {
        return open(component, content, beside.open.get(component.getName()));
      }
      places = constants(argument(component, 0));
    } else if (type == List.class) {
      content = argument(component, 0);
      places = numbers(component);
    } else if (type == Optional.class) {
      content = argument(component, 0);
    }
    RowShape<?> inner = content.isRecord() ? of(content, beside) : null;
    List<Field> one =
        inner == null ? List.of(field(component, content, beside.owner)) : inner.fields;
    return new Part(component, content, places, inner, columns(one, places, inner == null));
  }

  /** A map whose columns are known at run time only. */
  private static Part open(RecordComponent component, Class<?> content, List<Field> columns) {
    if (columns == null) {
      throw new IllegalArgumentException(component + ": say which columns it has");
    }
    List<Place> places =
        columns.stream().map(f -> new Place(f.name(), f.name(), f.name())).toList();
    return new Part(component, content, places, null, columns);
  }

  private static List<Place> constants(Class<?> keys) {
    return Arrays.stream(keys.getEnumConstants())
        .map(key -> new Place(key, word(key), word(key)))
        .toList();
  }

  private static List<Place> numbers(RecordComponent component) {
    Column column = component.getAnnotation(Column.class);
    if (column == null || column.count() < 1) {
      throw new IllegalArgumentException(component + ": say how many with @Column(count = ...)");
    }
    String name = column.name().isEmpty() ? snake(component) : column.name();
    String pattern = name.contains("{}") ? name : name + "_{}";
    int digits = String.valueOf(column.count()).length();
    List<Place> places = new ArrayList<>();
    for (int i = 1; i <= column.count(); i++) {
      String word = ("%0" + digits + "d").formatted(i);
      places.add(new Place(i, word, pattern.replace("{}", word)));
    }
    return places;
  }

  private static Class<?> argument(RecordComponent component, int place) {
    Type[] arguments = ((ParameterizedType) component.getGenericType()).getActualTypeArguments();
    return (Class<?>) arguments[place];
  }

  private static List<Field> columns(List<Field> one, List<Place> places, boolean single) {
    if (places.isEmpty()) {
      return one;
    }
    List<Field> all = new ArrayList<>();
    for (Place place : places) {
      for (Field f : one) {
        String name = single ? place.name : place.name + "_" + f.name();
        String meaning = f.meaning().replace("{}", place.word);
        all.add(new Field(name, f.kind(), meaning, f.values()));
      }
    }
    return all;
  }

  private static Field field(RecordComponent component, Class<?> type, Optional<Schema> owner) {
    Kind kind = type.isEnum() ? Kind.TEXT : KINDS.get(type);
    if (kind == null) {
      throw new IllegalArgumentException(component + ": a row has no cells of " + type);
    }
    Column column = component.getAnnotation(Column.class);
    boolean unnamed = column == null || column.name().isEmpty() || column.count() > 0;
    String name = unnamed ? snake(component) : column.name();
    if (owner.isPresent()) {
      return owner
          .get()
          .field(name)
          .filter(f -> f.kind() == kind)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "%s: %s has no such column of this type"
                      .formatted(component, owner.get().table())));
    }
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

  /** A constant as cells have it. */
  static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  List<Part> parts() {
    return parts;
  }

  Constructor<R> constructor() {
    return constructor;
  }

  List<Field> fields() {
    return fields;
  }

  /** Puts the cells of a row into their places, the first at {@code at}. */
  void write(Object row, Object[] cells, int at) {
    int place = at;
    for (Part part : parts) {
      Object value = part.of(row);
      if (!part.isPlaced()) {
        write(part, value, cells, place);
      } else if (value != null) {
        for (int i = 0; i < part.places.size(); i++) {
          write(part, part.at(value, i), cells, place + i * part.width());
        }
      }
      place += part.columns.size();
    }
  }

  private static void write(Part part, Object value, Object[] cells, int place) {
    if (part.inner == null) {
      cells[place] = value instanceof Enum<?> ? word(value) : value;
    } else if (value != null) {
      part.inner.write(value, cells, place);
    }
  }
}
