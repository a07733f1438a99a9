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

  /** The same to the eye: one of them is told. */
  private static final Map<String, String> SAME = Map.of("freeze", "frozen");

  private static final String OVERLAY = "overlay_change";
  private static final double NEAR_S = 0.12;

  /** A colour with a smaller share is not worth a word. */
  private static final double SMALLEST_SHARE = 0.1;

  /** By so much of the picture another colour must be the larger one to be told of. */
  private static final double CLEARLY = 0.1;

  private static final int MAX_COLORS = 3;
  private static final int PALETTE = 5;

  /** What camera_analysis says where it saw too little of the ground. */
  private static final String UNSEEN = "unknown";

  private final ClipTables scene;
  private final SentencePatterns words;

  /** The colour that was told as the largest; empty before. */
  private String largest = "";

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
    return scene.rows("text_overlay").stream()
        .anyMatch(c ->
            Math.abs(c.startS() - change.startS()) < NEAR_S
                || Math.abs(c.endS() - change.startS()) < NEAR_S);
  }

  /** A row of its own each, but a stretch that two tables tell is one. */
  private Statement state(String kind, RowRef fact, Interval second) {
    String same = SAME.getOrDefault(kind, kind);
    String subject = "picture/" + same + "/" + Math.round(fact.endS());
    String text = words.say("picture." + kind, words.when(fact, second));
    return new Statement(Kind.PICTURE, subject, "", text, List.of(kind), List.of(fact.evidence()));
  }

  /** The same before and after a cut is told once. */
  List<Statement> camera(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    for (RowRef fact : scene.in("camera_analysis", second)) {
      Optional<String> camera = fact.text("camera").filter(c -> !c.equals(UNSEEN));
      if (camera.isPresent()) {
        String when = SentencePatterns.fromStart(fact, second) ? "" : words.when(fact, second);
        String text = words.say("camera", words.term("camera", camera.get()), when);
        clauses.add(
            new Statement(
                Kind.CAMERA,
                "camera",
                camera.get(),
                text,
                List.of(camera.get()),
                List.of(fact.evidence())));
      }
    }
    return clauses;
  }

  /** Told where another colour becomes clearly the largest one. */
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
    double before = shares.getOrDefault(largest, 0.0);
    if (largest.isEmpty() || before < shares.get(names.getFirst()) - CLEARLY) {
      largest = names.getFirst();
    }
    String text = words.say(told.size() == 1 ? "color.one" : "colors", words.listed(told));
    return List.of(
        new Statement(Kind.COLORS, "colors", largest, text, names, List.of(fact.get().evidence())));
  }
}
