package dev.reelframe.analyzer;

import java.util.function.Function;

/**
 * The value that an analyzer has for one of its parameters, and the way to the same analyzer with
 * another.
 *
 * @param parameter its declaration
 * @param value of this analyzer
 * @param with the analyzer's wither
 */
public record ParameterValue<T>(
    Parameter<T> parameter, T value, Function<? super T, ? extends Analyzer> with) {

  /** The value as manifests have it. */
  public String text() {
    return parameter.write(value);
  }

  /**
   * The analyzer with another value.
   *
   * @throws IllegalArgumentException where the text is no value of the parameter
   */
  public Analyzer set(String text) {
    return with.apply(parameter.read(text));
  }
}
