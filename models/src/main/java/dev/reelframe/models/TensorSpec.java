package dev.reelframe.models;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One input or output of a model.
 *
 * @param name as the file has it
 * @param type element type
 * @param shape dimensions; -1 where the file leaves one open
 */
public record TensorSpec(String name, ElementType type, List<Long> shape) {
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Whether a tensor of this type and shape fits here. */
  public boolean accepts(ElementType actualType, long[] actual) {
    if (actualType != type || actual.length != shape.size()) {
      return false;
    }
    for (int i = 0; i < actual.length; i++) {
      long wanted = shape.get(i);
      if (wanted >= 0 && wanted != actual[i]) {
        return false;
      }
    }
    return true;
  }

  /** For example {@code images float32 [1, 3, 416, 416]}, an open dimension as {@code ?}. */
  @Override
  public String toString() {
    return name + " " + type.name().toLowerCase(java.util.Locale.ROOT) + " " + dimensions(shape);
  }

  static String dimensions(List<Long> shape) {
    return shape.stream()
        .map(d -> d < 0 ? "?" : Long.toString(d))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
