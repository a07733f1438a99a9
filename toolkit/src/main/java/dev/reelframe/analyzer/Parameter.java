package dev.reelframe.analyzer;

import dev.reelframe.table.Units;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A parameter of an analyzer, declared once: from here come the check of a value, the default, the
 * name in manifests, in {@code --set analyzer.name=value} and in experiments, and the
 * documentation.
 *
 * <pre>{@code
 * static final Parameter<Double> EVERY_S =
 *     Parameter.number("every_s", 0.25, "time between samples that are searched").above(0).upTo(1);
 * }</pre>
 *
 * @param <T> type of its values
 */
public final class Parameter<T> {
  private final String name;
  private final String meaning;
  private final T standard;
  private final Kind<T> kind;
  private final Range range;

  /**
   * How values are written and read.
   *
   * @param word for the documentation
   * @param read gives empty for what is no such value
   * @param number value of a number; empty for other kinds
   */
  private record Kind<T>(
      String word,
      Function<T, String> write,
      Function<String, Optional<T>> read,
      Function<T, Optional<Double>> number,
      List<String> words) {}

  /** Bounds of a number. */
  private record Range(double low, boolean lowInside, double high, boolean highInside) {
    static final Range ALL = new Range(-Double.MAX_VALUE, true, Double.MAX_VALUE, true);

    boolean holds(double value) {
      return (lowInside ? value >= low : value > low)
          && (highInside ? value <= high : value < high);
    }

    String words() {
      boolean below = low != -Double.MAX_VALUE;
      boolean above = high != Double.MAX_VALUE;
      if (below && above && lowInside && highInside) {
        return plain(low) + " to " + plain(high);
      }
      String least = lowInside ? plain(low) + " or more" : "above " + plain(low);
      String most = highInside ? "at most " + plain(high) : "below " + plain(high);
      return below && above ? least + ", " + most : below ? least : above ? most : "any";
    }

    private static String plain(double bound) {
      return bound == Math.rint(bound)
          ? String.format(Locale.ROOT, "%.0f", bound)
          : String.valueOf(bound);
    }
  }

  private Parameter(String name, T standard, String meaning, Kind<T> kind, Range range) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("parameter '" + name + "': use snake_case");
    }
    this.name = name;
    this.standard = standard;
    this.meaning = meaning;
    this.kind = kind;
    this.range = range;
  }

  /**
   * A finite number.
   *
   * @param name snake_case, with its unit as a suffix where it has one
   * @param standard the default
   * @param meaning half a sentence
   */
  public static Parameter<Double> number(String name, double standard, String meaning) {
    Kind<Double> kind =
        new Kind<>(
            "number",
            String::valueOf,
            text -> parsed(text, Double::valueOf),
            Optional::of,
            List.of());
    return new Parameter<>(name, standard, meaning, kind, Range.ALL);
  }

  /** A whole number. */
  public static Parameter<Integer> integer(String name, int standard, String meaning) {
    Kind<Integer> kind =
        new Kind<>(
            "integer",
            String::valueOf,
            text -> parsed(text, t -> Integer.valueOf(t.replaceFirst("\\.0$", ""))),
            value -> Optional.of(value.doubleValue()),
            List.of());
    return new Parameter<>(name, standard, meaning, kind, Range.ALL);
  }

  /** One of some words. */
  public static Parameter<String> choice(
      String name, String standard, String meaning, String... words) {
    List<String> all = List.of(words);
    Kind<String> kind =
        new Kind<>(
            "text",
            value -> value,
            text -> Optional.of(text).filter(all::contains),
            value -> Optional.empty(),
            all);
    return new Parameter<>(name, standard, meaning, kind, Range.ALL);
  }

  /**
   * A text that may be left open, which is the default.
   *
   * @param open the word for that
   * @param pattern regular expression of the texts
   */
  public static Parameter<Optional<String>> text(
      String name, String open, String pattern, String meaning) {
    Kind<Optional<String>> kind =
        new Kind<>(
            "text",
            value -> value.orElse(open),
            text -> {
              Optional<Optional<String>> none = Optional.of(Optional.empty());
              return text.equals(open)
                  ? none
                  : Optional.of(text).filter(t -> t.matches(pattern)).map(Optional::of);
            },
            value -> Optional.empty(),
            List.of());
    return new Parameter<>(name, Optional.empty(), meaning, kind, Range.ALL);
  }

  /**
   * A whole number that may be left open, which is the default.
   *
   * @param open the word for that
   */
  public static Parameter<OptionalLong> optionalInteger(String name, String open, String meaning) {
    Kind<OptionalLong> kind =
        new Kind<>(
            "integer",
            value -> value.isPresent() ? String.valueOf(value.getAsLong()) : open,
            text ->
                text.equals(open)
                    ? Optional.of(OptionalLong.empty())
                    : parsed(text, t -> OptionalLong.of(Long.parseLong(t))),
            value -> Optional.empty(),
            List.of());
    return new Parameter<>(name, OptionalLong.empty(), meaning, kind, Range.ALL);
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** More than this. */
  public Parameter<T> above(double low) {
    return in(new Range(low, false, range.high, range.highInside));
  }

  /** This or more. */
  public Parameter<T> from(double low) {
    return in(new Range(low, true, range.high, range.highInside));
  }

  /** Less than this. */
  public Parameter<T> below(double high) {
    return in(new Range(range.low, range.lowInside, high, false));
  }

  /** This or less. */
  public Parameter<T> upTo(double high) {
    return in(new Range(range.low, range.lowInside, high, true));
  }

  private Parameter<T> in(Range narrower) {
    return new Parameter<>(name, standard, meaning, kind, narrower);
  }

  /** Snake case, with its unit as a suffix where it has one. */
  public String name() {
    return name;
  }

  /** Half a sentence. */
  public String meaning() {
    return meaning;
  }

  /** The default. */
  public T standard() {
    return standard;
  }

  /** {@code number}, {@code integer} or {@code text}. */
  public String type() {
    return kind.word;
  }

  /** From the suffix of its name, as for columns; empty without one. */
  public String unit() {
    return Units.words(name);
  }

  /** What values it takes, for example {@code above 0, at most 1}. */
  public String range() {
    return kind.words.isEmpty() ? range.words() : String.join(", ", kind.words);
  }

  /**
   * The value, if it is one.
   *
   * @throws IllegalArgumentException where it is out of range; the message says what is in it
   */
  public T check(T value) {
    boolean known = kind.words.isEmpty() || kind.words.contains(kind.write.apply(value));
    if (!known || !kind.number.apply(value).map(range::holds).orElse(true)) {
      throw refused(kind.write.apply(value));
    }
    return value;
  }

  /** A value as manifests have it. */
  public String write(T value) {
    return kind.write.apply(value);
  }

  /**
   * Reads a value back.
   *
   * @throws IllegalArgumentException where it is none, or out of range
   */
  public T read(String text) {
    return check(kind.read.apply(text).orElseThrow(() -> refused(text)));
  }

  private IllegalArgumentException refused(String value) {
    String takes =
        kind.words.isEmpty() ? kind.word + ", " + range.words() : String.join(" or ", kind.words);
    return new IllegalArgumentException(
        name
            + " "
            + value
            + ": give "
            + (takes.endsWith(", any") ? "a " + kind.word : takes)
            + (unit().isEmpty() ? "" : " (" + unit() + ")"));
  }

  @Override
  public String toString() {
    return name + " (" + type() + ", " + range() + ", default " + write(standard) + ")";
  }
}
