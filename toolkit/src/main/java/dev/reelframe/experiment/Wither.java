package dev.reelframe.experiment;

import dev.reelframe.analyzer.Analyzer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * A parameter of an analyzer by the name that a user types: {@code sensitivity} stands for {@code
 * cuts().sensitivity(0.6)}.
 */
record Wither(String name) {

  static Wither named(String name) {
    return new Wither(name);
  }

  /**
   * The analyzer with that parameter.
   *
   * @throws IllegalArgumentException where there is no such parameter, or it refuses the value
   */
  Analyzer apply(Analyzer analyzer, Object value) {
    for (Method method : withers(analyzer)) {
      if (method.getName().equals(name) && accepts(method.getParameterTypes()[0], value)) {
        return invoke(method, analyzer, value);
      }
    }
    TreeSet<String> known = new TreeSet<>();
    withers(analyzer).stream()
        .filter(m -> kind(m.getParameterTypes()[0]) != null)
        .forEach(m -> known.add(m.getName() + "(" + kind(m.getParameterTypes()[0]) + ")"));
    throw new IllegalArgumentException(
        "%s has no parameter %s that takes %s: there are %s"
            .formatted(analyzer.card().name(), name, value, known));
  }

  private static List<Method> withers(Analyzer analyzer) {
    return Arrays.stream(analyzer.getClass().getMethods())
        .filter(m -> m.getParameterCount() == 1 && !Modifier.isStatic(m.getModifiers()))
        .filter(m -> Analyzer.class.isAssignableFrom(m.getReturnType()))
        .toList();
  }

  private static String kind(Class<?> type) {
    if (type == double.class || type == int.class) {
      return "number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    return type == String.class ? "text" : type == String[].class ? "texts" : null;
  }

  private static boolean accepts(Class<?> type, Object value) {
    return switch (value) {
      case Number n -> type == double.class || type == int.class && n.doubleValue() == n.intValue();
      case Boolean b -> type == boolean.class;
      case String s -> type == String.class || type == String[].class;
      case List<?> list ->
          type == String[].class && list.stream().allMatch(String.class::isInstance);
      default -> false;
    };
  }

  private static Object converted(Class<?> type, Object value) {
    return switch (value) {
      case Number n when type == int.class -> n.intValue();
      case Number n -> n.doubleValue();
      case String s when type == String[].class -> new String[] {s};
      case List<?> list -> list.toArray(String[]::new);
      default -> value;
    };
  }

  private static Analyzer invoke(Method method, Analyzer analyzer, Object value) {
    try {
      return (Analyzer) method.invoke(analyzer, converted(method.getParameterTypes()[0], value));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          analyzer.card().name() + "." + method.getName() + ": " + e.getCause().getMessage(),
          e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          analyzer.card().name() + "." + method.getName() + " is not public", e);
    }
  }
}
