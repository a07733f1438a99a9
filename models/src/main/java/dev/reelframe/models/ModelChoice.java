package dev.reelframe.models;

import java.util.List;
import java.util.stream.Stream;

/**
 * One job that an analyzer has a model for, and the models of the catalogue that can do it. {@link
 * ModelStore#choose} takes the first that is there.
 *
 * <pre>{@code
 * ModelChoice.anyOf("yolox_nano", "ssd_mobilenet_v2")
 * ModelChoice.anyOf("whisper_base").preferring("whisper_large_v3_turbo", "whisper_small")
 * }</pre>
 *
 * @param preferred better ones, the best first, that are used where somebody has brought them, and
 *     fetched by their own names only, as they are large
 * @param names the best first; at least one
 * @param optional whether the analyzer does with less where none is there
 */
public record ModelChoice(List<String> preferred, List<String> names, boolean optional) {
  public ModelChoice {
    preferred = List.copyOf(preferred);
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a choice of models has at least one name");
    }
  }

  /** One of these, the best first. */
  public static ModelChoice anyOf(String... names) {
    return new ModelChoice(List.of(), List.of(names), false);
  }

  /** The same choice with better models in front that nobody fetches without naming them. */
  public ModelChoice preferring(String... better) {
    return new ModelChoice(List.of(better), names, optional);
  }

  /** The same choice for an analyzer that does with less where none is there. */
  public ModelChoice ifThere() {
    return new ModelChoice(preferred, names, true);
  }

  /** Every name, the best first. */
  public List<String> all() {
    return Stream.concat(preferred.stream(), names.stream()).toList();
  }
}
