package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shots and their changes ({@code cut_analysis}). */
final class ShotNarrator implements Narrator {
  private static final String CUTS = "cut_analysis";

  /** A fade this close to the start or the end of the clip comes from black or goes there. */
  private static final double AT_END_S = 0.1;

  private final ClipTables scene;
  private final SentencePatterns words;
  private final Shots shots;
  private final List<RowRef> changes;

  /** The first and the last shot that show something: others are the black before and after. */
  private final int first;

  private final int last;

  ShotNarrator(ClipTables scene, SentencePatterns words) {
    this.scene = scene;
    this.words = words;
    this.shots = Shots.of(scene.inputs());
    this.changes = scene.table(CUTS).map(RowRef::of).orElse(List.of());
    int all = shots.spans().size();
    first =
        all > 1 && change(1).filter(c -> !c.isMoment() && c.startS() < AT_END_S).isPresent()
            ? 1
            : 0;
    double endS = scene.inputs().end().pictureS() - AT_END_S;
    boolean fadesOut = all > first + 1 && change(all - 1).filter(c -> isAtEnd(c, endS)).isPresent();
    last = fadesOut ? all - 2 : all - 1;
  }

  /** A cut just before the end still shows a frame of another shot. */
  private static boolean isAtEnd(RowRef change, double endS) {
    return !change.isMoment() && change.endS() > endS;
  }

  private int count() {
    return last - first + 1;
  }

  /** From 1. */
  private int number(int shot) {
    return Math.clamp(shot, first, last) - first + 1;
  }

  /** Number of the shot that fills most of a second, from 1; empty without {@code cut_analysis}. */
  Optional<Integer> number(Interval second) {
    if (!scene.has(CUTS) || shots.spans().isEmpty()) {
      return Optional.empty();
    }
    int best = shots.at(second.startS());
    double most = 0;
    for (int shot = best; shot < shots.spans().size(); shot++) {
      double from = Math.max(second.startS(), shots.borderBefore(shot));
      double to =
          shot + 1 < shots.spans().size()
              ? Math.min(second.endS(), shots.borderBefore(shot + 1))
              : second.endS();
      if (to - from > most + 1e-9) {
        most = to - from;
        best = shot;
      }
    }
    return Optional.of(number(best));
  }

  @Override
  public List<Statement> tell(Interval second) {
    Optional<Integer> number = number(second);
    if (number.isEmpty()) {
      return List.of();
    }
    List<Statement> clauses = new ArrayList<>();
    int all = shots.spans().size();
    if (second.startS() == 0) {
      String text = count() == 1 ? words.say("shot.only") : words.say("shot.first", count());
      clauses.add(new Statement(Kind.SHOT, "shot/1", "", text, witness(0)));
    }
    for (int shot = 1; shot < all; shot++) {
      Optional<RowRef> change = change(shot);
      if (change.isPresent() && change.get().isIn(second)) {
        clauses.add(changed(change.get(), shot));
      }
    }
    return clauses;
  }

  /** Of a second with no news at all. */
  Optional<Statement> goesOn(Interval second) {
    return number(second)
        .map(shot -> {
          String subject = "shot goes on/" + second.startS();
          String key = count() == 1 ? "shot.only.goes_on" : "shot.goes_on";
          String text = words.say(key, shot);
          return new Statement(Kind.SHOT, subject, "", text, witness(shot - 1 + first));
        });
  }

  private Statement changed(RowRef change, int shot) {
    String kind = words.term("change", change.text("kind").orElse("cut"));
    String text;
    if (change.isMoment()) {
      text = words.say("change.at", kind, words.moment(change.startS()), number(shot));
    } else {
      String key = shot > last ? "change.out" : shot <= first ? "change.in" : "change.within";
      String from = words.moment(change.startS());
      text = words.say(key, kind, from, words.moment(change.endS()), number(shot));
    }
    String subject = "shot change/" + shot;
    return new Statement(Kind.SHOT, subject, "", words.sentence(text), change.evidence());
  }

  /**
   * What says that a shot is where it is: the change that opens it, or for the first that ends it.
   */
  private Evidence witness(int shot) {
    return change(Math.max(1, shot)).map(RowRef::evidence).orElse(Evidence.noRowOf(CUTS));
  }

  /** The row that opens a shot; there is none for a clip of one shot. */
  private Optional<RowRef> change(int shot) {
    if (shot >= shots.spans().size()) {
      return Optional.empty();
    }
    double border = shots.borderBefore(shot);
    return changes.stream()
        .min(Comparator.comparingDouble(c -> Math.abs((c.startS() + c.endS()) / 2 - border)));
  }
}
