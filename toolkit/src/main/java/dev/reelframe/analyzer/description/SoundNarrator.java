package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What there is to hear beside words ({@code audio_environment, sound_effects}), and how loud it is
 * ({@code audio_analysis}).
 */
final class SoundNarrator implements Narrator {
  /** Told elsewhere, or no sound. */
  private static final Set<String> UNTOLD = Set.of("speech", "silence");

  private final ClipTables scene;
  private final SentencePatterns words;

  SoundNarrator(ClipTables scene, SentencePatterns words) {
    this.scene = scene;
    this.words = words;
  }

  @Override
  public List<Statement> tell(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    for (RowRef heard : scene.in("audio_environment", second)) {
      Optional<String> label = heard.text("label");
      Optional<String> group = heard.text("group").filter(g -> !UNTOLD.contains(g));
      if (label.isPresent() && group.isPresent()) {
        clauses.add(heard(label.get(), group.get(), heard, second));
      }
    }
    for (RowRef effect : scene.in("sound_effects", second)) {
      effect.text("kind").ifPresent(kind -> clauses.add(effect(kind, effect)));
    }
    loudness(second).ifPresent(clauses::add);
    return clauses;
  }

  private Statement heard(String label, String group, RowRef fact, Interval second) {
    String kind = words.term("group", group);
    String name = label.equalsIgnoreCase(group) ? kind : words.say("heard.label", kind, label);
    return new Statement(
        Kind.SOUND, words.say("heard", name, words.when(fact, second)), label, fact.evidence());
  }

  private Statement effect(String kind, RowRef effect) {
    String name = effect.text("label").orElse(words.term("effect", kind));
    OptionalDouble pitch = effect.number("frequency_hz");
    String text =
        words.say(
            "effect",
            name,
            pitch.isPresent() ? words.say("pitch", words.number(pitch.getAsDouble(), 0)) : "",
            words.moment(effect.startS()));
    return new Statement(Kind.SOUND, words.sentence(text), kind, effect.evidence());
  }

  private Optional<Statement> loudness(Interval second) {
    List<RowRef> windows = scene.in("audio_analysis", second);
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    boolean silent = windows.stream().allMatch(w -> w.is("silent", "true"));
    double power =
        windows.stream()
            .mapToDouble(w -> Math.pow(10, w.number("loudness_lufs").orElse(-200) / 10))
            .average()
            .orElse(0);
    double lufs = 10 * Math.log10(power);
    if (!silent && lufs < -100) {
      return Optional.empty();
    }
    String text = silent ? words.say("silence") : words.say("loudness", words.number(lufs, 0));
    List<String> values = silent ? List.of("silence") : List.of();
    return Optional.of(
        new Statement(Kind.SOUND, text, values, windows.stream().map(RowRef::evidence).toList()));
  }
}
