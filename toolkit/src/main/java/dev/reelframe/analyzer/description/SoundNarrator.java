package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
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

  private static final String MUSIC = "music";

  /** What a room sounds like is no sound of its own. */
  private static final String PLACE = "place";

  /** Ten decibels more are heard as twice as loud (Stevens 1955): less is no news. */
  private static final double TWICE_LU = 10;

  private final ClipTables scene;
  private final SentencePatterns words;

  /** The loudness that was told last; NaN before, and in silence. */
  private double toldLufs = Double.NaN;

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
    boolean music = group.equals(MUSIC);
    String key =
        music
            ? "heard.music"
            : group.equals(PLACE) ? "heard.place" : words.isUnsure(fact) ? "heard.unsure" : "heard";
    String told = words.say(key, label, words.term("group", group), words.when(fact, second));
    return new Statement(
        Kind.SOUND,
        "sound/" + (music ? MUSIC : label) + "/" + standing(fact, label),
        "",
        words.sentence(told),
        List.of(label),
        List.of(fact.evidence()));
  }

  /** When the run of rows began that say the same without a second in between. */
  private long standing(RowRef fact, String label) {
    double start = fact.startS();
    List<RowRef> rows = scene.rows("audio_environment");
    for (int i = rows.size() - 1; i >= 0; i--) {
      RowRef row = rows.get(i);
      boolean same = row.is("label", label) || bothMusic(row, fact);
      if (same && row.startS() < start && row.endS() >= start - 1) {
        start = row.startS();
      }
    }
    return Math.round(1000 * start);
  }

  private static boolean bothMusic(RowRef one, RowRef other) {
    return one.is("group", MUSIC) && other.is("group", MUSIC);
  }

  private Statement effect(String kind, RowRef effect) {
    String name = effect.text("label").map(l -> words.say("effect.label", l)).orElse("");
    OptionalDouble pitch = effect.number("frequency_hz");
    String text =
        words.say(
            "effect",
            name.isEmpty() ? words.term("effect", kind) : name,
            pitch.isPresent() ? words.say("pitch", words.number(pitch.getAsDouble(), 0)) : "",
            words.moment(effect.startS()));
    return new Statement(
        Kind.SOUND,
        "effect/" + effect.row(),
        "",
        words.sentence(text),
        List.of(kind),
        List.of(effect.evidence()));
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
    List<Evidence> evidence = windows.stream().map(RowRef::evidence).toList();
    return Optional.of(silent ? silence(evidence) : loudness(lufs, evidence));
  }

  private Statement silence(List<Evidence> evidence) {
    toldLufs = Double.NaN;
    return new Statement(
        Kind.SOUND, "loudness", "silence", words.say("silence"), List.of("silence"), evidence);
  }

  private Statement loudness(double lufs, List<Evidence> evidence) {
    boolean first = Double.isNaN(toldLufs);
    String key = first ? "loudness" : lufs > toldLufs ? "loudness.up" : "loudness.down";
    if (first || Math.abs(lufs - toldLufs) >= TWICE_LU) {
      toldLufs = lufs;
    }
    String text = words.say(key, words.number(lufs, 0));
    return new Statement(Kind.SOUND, "loudness", "" + toldLufs, text, List.of(), evidence);
  }
}
