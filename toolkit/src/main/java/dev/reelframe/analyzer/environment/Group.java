package dev.reelframe.analyzer.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Kinds of sound that AudioSet's classes fall into (Gemmeke et al., ICASSP 2017). The classes are
 * listed in the ontology's own order, so a group is one or more stretches of the list; each is
 * named here by the class it begins with.
 */
public enum Group {
  SPEECH,
  SINGING,
  HUMAN,
  CROWD,
  ANIMAL,
  MUSIC,
  NATURE,
  VEHICLE,
  OBJECT,
  SIGNAL,
  SILENCE,
  PLACE,
  NOISE,
  MEDIA;

  private static final Map<String, Group> FROM =
      Map.ofEntries(
          Map.entry("Speech", SPEECH),
          Map.entry("Shout", HUMAN),
          Map.entry("Whispering", SPEECH),
          Map.entry("Laughter", HUMAN),
          Map.entry("Singing", SINGING),
          Map.entry("Groan", HUMAN),
          Map.entry("Cheering", CROWD),
          Map.entry("Animal", ANIMAL),
          Map.entry("Music", MUSIC),
          Map.entry("Wind", NATURE),
          Map.entry("Vehicle", VEHICLE),
          Map.entry("Door", OBJECT),
          Map.entry("Doorbell", SIGNAL),
          Map.entry("Sliding door", OBJECT),
          Map.entry("Alarm", SIGNAL),
          Map.entry("Mechanisms", OBJECT),
          Map.entry("Beep, bleep", SIGNAL),
          Map.entry("Clang", OBJECT),
          Map.entry("Silence", SILENCE),
          Map.entry("Sine wave", SIGNAL),
          Map.entry("Sound effect", OBJECT),
          Map.entry("Inside, small room", PLACE),
          Map.entry("Noise", NOISE),
          Map.entry("Television", MEDIA));

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The group of each class.
   *
   * @param labels display names in the ontology's order, "Speech" first
   */
  static List<Group> of(List<String> labels) {
    List<Group> groups = new ArrayList<>();
    Group current = NOISE;
    for (String label : labels) {
      current = FROM.getOrDefault(label, current);
      groups.add(current);
    }
    return groups;
  }
}
