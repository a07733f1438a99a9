package dev.reelframe.analyzer.account;

import dev.reelframe.analyzer.account.Clause.Kind;
import dev.reelframe.analyzer.evidence.Fact;
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
final class SoundTeller implements Teller {
  /** Told elsewhere, or no sound. */
  private static final Set<String> UNTOLD = Set.of("speech", "silence");

  private final Scene scene;
  private final Wording words;

  SoundTeller(Scene scene, Wording words) {
    this.scene = scene;
    this.words = words;
  }

  @Override
  public List<Clause> tell(Interval second) {
    List<Clause> clauses = new ArrayList<>();
    for (Fact heard : scene.in("audio_environment", second)) {
      Optional<String> label = heard.text("label");
      Optional<String> group = heard.text("group").filter(g -> !UNTOLD.contains(g));
      if (label.isPresent() && group.isPresent()) {
        clauses.add(heard(label.get(), group.get(), heard, second));
      }
    }
    for (Fact effect : scene.in("sound_effects", second)) {
      effect.text("kind").ifPresent(kind -> clauses.add(effect(kind, effect)));
    }
    loudness(second).ifPresent(clauses::add);
    return clauses;
  }

  private Clause heard(String label, String group, Fact fact, Interval second) {
    String kind = words.term("group", group);
    String name = label.equalsIgnoreCase(group) ? kind : words.say("heard.label", kind, label);
    return new Clause(
        Kind.SOUND, words.say("heard", name, words.when(fact, second)), label, fact.evidence());
  }

  private Clause effect(String kind, Fact effect) {
    String name = effect.text("label").orElse(words.term("effect", kind));
    OptionalDouble pitch = effect.number("frequency_hz");
    String text =
        words.say(
            "effect",
            name,
            pitch.isPresent() ? words.say("pitch", words.number(pitch.getAsDouble(), 0)) : "",
            words.moment(effect.startS()));
    return new Clause(Kind.SOUND, words.sentence(text), kind, effect.evidence());
  }

  private Optional<Clause> loudness(Interval second) {
    List<Fact> windows = scene.in("audio_analysis", second);
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
        new Clause(Kind.SOUND, text, values, windows.stream().map(Fact::evidence).toList()));
  }
}
