package dev.reelframe.analyzer.audio;

import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.analyzer.environment.AudioEnvironment.WindowTag;
import dev.reelframe.analyzer.environment.Group;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tech.tablesaw.api.Table;

/**
 * Names effects after the tags of {@code audio_environment}. A class names an effect where its
 * score rises with the effect and falls after it; what sounds before or goes on afterwards belongs
 * to the scene. Where nothing rises the effect has no name.
 */
final class EffectNames {
  /** No tags: nothing is named. */
  static final EffectNames NONE = new EffectNames(new TreeMap<>());

  /** So much more than around it a class must score. */
  private static final double RISE = 0.1;

  /** A lower score is a guess, and names nothing. */
  private static final double EVIDENCE = 0.3;

  /** Within the effect a class must also score this many times as much as around it. */
  private static final double TIMES = 3;

  /** A window hears an effect when it holds this share of it, or is filled by it to this share. */
  private static final double HELD = 0.5;

  /** Windows count as surroundings up to this far from an effect, seconds. */
  private static final double NEAR_S = 2;

  /** What a tag may touch of an effect without having heard it, seconds. */
  private static final double TOUCH_S = 0.02;

  /** Kinds of sound that are the scene of an effect, never the effect. */
  private static final Set<Group> SCENE =
      EnumSet.of(Group.SPEECH, Group.SINGING, Group.SILENCE, Group.PLACE, Group.MEDIA, Group.NOISE);

  /** Classes that say no more than that there is an effect, or music. */
  private static final Set<String> GENERAL =
      Set.of("Sound effect", "Music", "Musical instrument", "Background music");

  /**
   * A name.
   *
   * @param label of the class in the AudioSet ontology
   * @param score highest score while the effect sounds, 0..1
   */
  record Name(String label, double score) {}

  /** Scores of candidate classes by the window's start; a window without candidates is empty. */
  private final TreeMap<Double, Map<String, Double>> windows;

  private EffectNames(TreeMap<Double, Map<String, Double>> windows) {
    this.windows = windows;
  }

  /** From the signal of {@code audio_environment}. */
  static EffectNames of(Table tags) {
    TreeMap<Double, Map<String, Double>> windows = new TreeMap<>();
    for (WindowTag window : WindowTag.SCHEMA.read(tags)) {
      Map<String, Double> scores = windows.computeIfAbsent(window.timeS(), t -> new HashMap<>());
      AudioEnvironment.Tag tag = window.tag();
      if (!SCENE.contains(tag.group()) && !GENERAL.contains(tag.label())) {
        scores.put(tag.label(), tag.confidence());
      }
    }
    return new EffectNames(windows);
  }

  /** The class that rises most with the effect, where one does. */
  Optional<Name> of(SoundEffect effect) {
    double from = effect.timeS();
    double to = from + effect.durationS();
    List<Map<String, Double>> during =
        windows.entrySet().stream().filter(w -> hears(w, from, to)).map(Entry::getValue).toList();
    List<Map<String, Double>> around =
        windows
            .subMap(from - NEAR_S - AudioEnvironment.WINDOW_S, true, to + NEAR_S, true)
            .entrySet()
            .stream()
            .filter(w -> overlap(w.getKey(), from, to) <= TOUCH_S && !hears(w, from, to))
            .map(Entry::getValue)
            .toList();
    if (during.isEmpty() || around.isEmpty()) {
      return Optional.empty();
    }
    return during.stream()
        .flatMap(w -> w.keySet().stream())
        .distinct()
        .map(label -> new Name(label, most(during, label)))
        .filter(name -> rises(name, most(around, name.label())))
        .max(Comparator.comparingDouble(Name::score).thenComparing(Name::label));
  }

  private static boolean rises(Name name, double around) {
    return name.score() >= EVIDENCE
        && name.score() - around >= RISE
        && name.score() >= TIMES * around;
  }

  private static double most(List<Map<String, Double>> windows, String label) {
    return windows.stream().mapToDouble(w -> w.getOrDefault(label, 0.0)).max().orElse(0);
  }

  private static boolean hears(Entry<Double, Map<String, Double>> window, double from, double to) {
    double shorter = Math.min(to - from, AudioEnvironment.WINDOW_S);
    return overlap(window.getKey(), from, to) >= HELD * shorter;
  }

  private static double overlap(double windowS, double from, double to) {
    return Math.min(windowS + AudioEnvironment.WINDOW_S, to) - Math.max(windowS, from);
  }
}
