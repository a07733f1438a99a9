package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The picture as a whole: what its maker did to it ({@code content_quality, visual_effects}), the
 * camera ({@code camera_analysis}) and colours ({@code color_analysis}).
 */
final class PictureNarrator {
  private static final Set<String> STATES =
      Set.of("black", "frozen", "letterbox", "pillarbox", "windowbox");

  private static final String OVERLAY = "overlay_change";
  private static final double NEAR_S = 0.12;

  /** A colour with a smaller share is not worth a word. */
  private static final double SMALLEST_SHARE = 0.1;

  private static final int MAX_COLORS = 3;
  private static final int PALETTE = 5;

  private final ClipTables scene;
  private final SentencePatterns words;

  PictureNarrator(ClipTables scene, SentencePatterns words) {
    this.scene = scene;
    this.words = words;
  }

  List<Statement> state(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    for (RowRef fact : scene.in("content_quality", second)) {
      fact.text("kind")
          .filter(STATES::contains)
          .ifPresent(kind -> clauses.add(state(kind, fact, second)));
    }
    for (RowRef fact : scene.in("visual_effects", second)) {
      fact.text("kind")
          .filter(kind -> !(kind.equals(OVERLAY) && isCaption(fact)))
          .ifPresent(kind -> clauses.add(state(kind, fact, second)));
    }
    return clauses;
  }

  /** Whether a caption that comes or goes, and is told itself, is what changed. */
  private boolean isCaption(RowRef change) {
    return scene.all("text_overlay").stream()
        .anyMatch(c ->
            Math.abs(c.startS() - change.startS()) < NEAR_S
                || Math.abs(c.endS() - change.startS()) < NEAR_S);
  }

  private Statement state(String kind, RowRef fact, Interval second) {
    String text = words.say("picture." + kind, words.when(fact, second));
    return new Statement(Kind.PICTURE, text, kind, fact.evidence());
  }

  List<Statement> camera(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    for (RowRef fact : scene.in("camera_analysis", second)) {
      Optional<String> camera = fact.text("camera");
      if (camera.isPresent()) {
        String when = words.when(fact, second);
        String text = words.say("camera", words.term("camera", camera.get()), when);
        clauses.add(new Statement(Kind.CAMERA, text, camera.get(), fact.evidence()));
      }
    }
    // the same thing before and after a cut is one statement
    return sameThroughout(clauses) && clauses.size() > 1 ? List.of(merged(clauses)) : clauses;
  }

  private static boolean sameThroughout(List<Statement> clauses) {
    return clauses.stream().map(Statement::values).distinct().count() == 1;
  }

  private Statement merged(List<Statement> clauses) {
    String value = clauses.getFirst().values().getFirst();
    return new Statement(
        Kind.CAMERA,
        words.say("camera", words.term("camera", value), ""),
        List.of(value),
        clauses.stream().flatMap(c -> c.evidence().stream()).toList());
  }

  List<Statement> colors(Interval second) {
    Optional<RowRef> fact = scene.most("color_analysis", second);
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int i = 1; i <= PALETTE && fact.isPresent(); i++) {
      double share = fact.get().number("color_" + i + "_ratio").orElse(0);
      fact.get()
          .text("color_" + i + "_name")
          .ifPresent(name -> shares.merge(name, share, Double::sum));
    }
    List<String> names =
        shares.entrySet().stream()
            .filter(e -> e.getValue() >= SMALLEST_SHARE)
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(MAX_COLORS)
            .map(Map.Entry::getKey)
            .toList();
    if (names.isEmpty()) {
      return List.of();
    }
    List<String> told =
        names.stream()
            .map(name ->
                words.say(
                    "color.share",
                    words.term("color", name),
                    words.number(100 * shares.get(name), 0)))
            .toList();
    String text = words.say("colors", String.join(", ", told));
    return List.of(new Statement(Kind.COLORS, text, names, List.of(fact.get().evidence())));
  }
}
