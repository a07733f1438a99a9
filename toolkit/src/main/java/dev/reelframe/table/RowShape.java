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
   * @param optional whether there is an {@code Optional} around it
   * @param places of the {@code Map} or {@code List} around it; empty where there is none
   * @param inner the record that it is; null where it is one cell
   */
  record Part(
      RecordComponent component,
      Class<?> type,
      boolean optional,
      List<Place> places,
      RowShape<?> inner) {

    /** Columns that one value takes. */
    int width() {
      return inner == null ? 1 : inner.fields.size();
    }

    /** Columns that all of it takes. */
    int span() {
      return places.isEmpty() ? width() : places.size() * width();
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
    Class<?> content = type;
    List<Place> places = List.of();
    if (type == Map.class) {
      content = argument(component, 1);
      places = constants(argument(component, 0));
    } else if (type == List.class) {
      content = argument(component, 0);
      places = numbers(component, content.isRecord());
    } else if (optional) {
      content = argument(component, 0);
    }
    RowShape<?> inner = content.isRecord() ? of(content) : null;
    return new Part(component, content, optional, places, inner);
  }

  private static List<Place> constants(Class<?> keys) {
    return Arrays.stream(keys.getEnumConstants())
        .map(key -> new Place(key, word(key), word(key)))
        .toList();
  }

  private static List<Place> numbers(RecordComponent component, boolean ofRecords) {
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

  private static List<Field> fields(Part part) {
    List<Field> one =
        part.inner == null ? List.of(field(part.component, part.type)) : part.inner.fields;
    if (part.places.isEmpty()) {
      return one;
    }
    List<Field> all = new ArrayList<>();
    for (Place place : part.places) {
      for (Field f : one) {
        String name = part.inner == null ? place.name : place.name + "_" + f.name();
        String meaning = f.meaning().replace("{}", place.word);
        all.add(new Field(name, f.kind(), meaning, f.values()));
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
    boolean unnamed = column == null || column.name().isEmpty() || column.count() > 0;
    String name = unnamed ? snake(component) : column.name();
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
      if (part.places.isEmpty()) {
        write(part, value, cells, place);
      } else if (value != null) {
        for (int i = 0; i < part.places.size(); i++) {
          write(part, part.at(value, i), cells, place + i * part.width());
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
}
