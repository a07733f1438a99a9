package dev.reelframe.settings;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Parameters of a notebook: a cell names one with its default, and whoever runs the notebook
 * without hands sets it from outside.
 *
 * <pre>{@code
 * int frames = Params.from("frames", 16);     // REELFRAME_PARAM_FRAMES=32, or notebooks/run-all -p frames=32
 * }</pre>
 */
public final class Params {
  private static final String VARIABLE = "REELFRAME_PARAM_";
  private static final String PROPERTY = "reelframe.param.";
  private static final SortedMap<String, String> TAKEN =
      Collections.synchronizedSortedMap(new TreeMap<>());

  private Params() {}

  /**
   * A whole number.
   *
   * @param name snake_case
   * @throws IllegalArgumentException where the one that is set is none
   */
  public static int from(String name, int standard) {
    return taken(name, standard, Integer::valueOf, "a whole number");
  }

  /** A number, see {@link #from(String, int)}. */
  public static double from(String name, double standard) {
    return taken(name, standard, Double::valueOf, "a number");
  }

  /**
   * On ({@code 1}, {@code true}, {@code on}, {@code yes}) or off, see {@link #from(String, int)}.
   */
  public static boolean from(String name, boolean standard) {
    return taken(
        name,
        standard,
        text -> Setting.isOn(text).orElseThrow(NumberFormatException::new),
        "on or off");
  }

  /** A text, see {@link #from(String, int)}. */
  public static String from(String name, String standard) {
    return taken(name, standard, text -> text, "a text");
  }

  private static <T> T taken(String name, T standard, Function<String, T> reader, String wanted) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("parameter '" + name + "': use snake_case");
    }
    Optional<String> given = given(name);
    try {
      T value = given.isPresent() ? reader.apply(given.get()) : standard;
      TAKEN.put(name, value + (given.isPresent() ? " (set from outside)" : ""));
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          variable(name) + " is \"" + given.orElse("") + "\": give " + wanted, e);
    }
  }

  private static Optional<String> given(String name) {
    return Setting.value(System.getProperty(PROPERTY + name), System.getenv(variable(name)));
  }

  /** Name in the environment, for example {@code REELFRAME_PARAM_FRAMES}. */
  public static String variable(String name) {
    return VARIABLE + name.toUpperCase(Locale.ROOT);
  }

  /** Those that this process has asked for, by name, with their values. */
  public static SortedMap<String, String> taken() {
    synchronized (TAKEN) {
      return new TreeMap<>(TAKEN);
    }
  }
}
