package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.language.Nouns;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Persons and things, where they come and where they move ({@code object_detection}). */
final class ObjectNarrator {
  static final String PERSON = "person";
  private static final String OBJECTS = "object_detection";

  /** Of more of a kind only the number is told. */
  static final int MOST_SINGLE = 2;

  private final ClipTables scene;
  private final SentencePatterns words;
  private final Shots shots;
  private final Boxes boxes;
  private final Appearances appearances;

  /** Kinds of a shot of which a number was told. */
  private final Set<String> counted = new HashSet<>();

  ObjectNarrator(ClipTables scene, SentencePatterns words) {
    this.scene = scene;
    this.words = words;
    this.shots = Shots.of(scene.inputs());
    this.boxes = new Boxes(scene);
    this.appearances = new Appearances(scene.all(OBJECTS), shots, boxes);
  }

  /** Persons in a second. */
  List<RowRef> persons(Interval second) {
    return scene.in(OBJECTS, second).stream().filter(f -> f.is("label", PERSON)).toList();
  }

  /** The most persons that are in the picture at the same time. */
  int count(Interval second) {
    return atOnce(persons(second), second);
  }

  List<Statement> people(Interval second) {
    return ofShots(Kind.PEOPLE, PERSON, persons(second), second);
  }

  List<Statement> objects(Interval second) {
    Map<String, List<RowRef>> byLabel = new LinkedHashMap<>();
    for (RowRef fact : scene.in(OBJECTS, second)) {
      fact.text("label")
          .filter(label -> !label.equals(PERSON))
          .ifPresent(l -> byLabel.computeIfAbsent(l, k -> new ArrayList<>()).add(fact));
    }
    List<Statement> clauses = new ArrayList<>();
    byLabel.forEach((label, facts) -> clauses.addAll(ofShots(Kind.OBJECTS, label, facts, second)));
    return clauses;
  }

  /** A name for what a row shows that no other thing has. */
  String subject(RowRef track) {
    return appearances.of(track).subject();
  }

  /** Persons of whom one by one is told in a second; none where their number is. */
  List<RowRef> singlePersons(Interval second) {
    List<RowRef> persons = persons(second);
    boolean crowd = persons.stream().anyMatch(p -> counted.contains(crowd(PERSON, shot(p))));
    return crowd || atOnce(persons, second) > MOST_SINGLE ? List.of() : persons;
  }

  private int shot(RowRef track) {
    return shots.at(track.startS() + 1e-3);
  }

  private static String crowd(String label, int shot) {
    return label + "/" + shot;
  }

  /** Where a thing is said to be in a second. */
  Optional<Boxes.Place> place(RowRef track, Interval second) {
    return boxes.place(track, second).map(appearances.of(track)::place);
  }

  /** Things of one kind; a cut within the second parts them. */
  private List<Statement> ofShots(Kind kind, String label, List<RowRef> facts, Interval second) {
    Map<Integer, List<RowRef>> byShot = new LinkedHashMap<>();
    for (RowRef fact : facts) {
      byShot.computeIfAbsent(shot(fact), k -> new ArrayList<>()).add(fact);
    }
    List<Statement> clauses = new ArrayList<>();
    byShot.forEach((shot, there) -> {
      int count = atOnce(there, second);
      String crowd = crowd(label, shot);
      if (count > MOST_SINGLE || counted.contains(crowd)) {
        counted.add(crowd);
        clauses.add(many(kind, label, crowd, there, count));
      } else {
        there.forEach(fact -> clauses.add(one(kind, label, fact, second)));
      }
    });
    return clauses;
  }

  private static int atOnce(List<RowRef> facts, Interval second) {
    int most = 0;
    for (RowRef one : facts) {
      double at = Math.max(one.startS(), second.startS());
      long there = facts.stream().filter(f -> f.startS() <= at && at < f.endS()).count();
      most = Math.max(most, (int) there);
    }
    return most;
  }

  private Statement many(Kind kind, String label, String crowd, List<RowRef> facts, int count) {
    String name = Nouns.standard().name(label, count, words.german());
    String key = count == 1 ? "things.one" : "things";
    String maybe = facts.stream().anyMatch(words::isUnsure) ? words.say("unsure") : "";
    List<Evidence> evidence = facts.stream().map(RowRef::evidence).toList();
    String text = words.sentence(words.say(key, name, maybe));
    return new Statement(kind, crowd, "" + count, text, List.of(label), evidence);
  }

  private Statement one(Kind kind, String label, RowRef fact, Interval second) {
    Appearances.Appearance thing = appearances.of(fact);
    Optional<Boxes.Place> before = thing.told();
    boolean goes = before.isPresent() && !SentencePatterns.toEnd(fact, second);
    Optional<Boxes.Place> now = goes ? before : place(fact, second);
    String where = now.map(Boxes.Place::word).orElse("");
    String text =
        before.isPresent() && !before.equals(now)
            ? moved(label, where)
            : comes(label, fact, now, second);
    return new Statement(
        kind,
        thing.subject(),
        where,
        words.sentence(text),
        List.of(label),
        List.of(fact.evidence()));
  }

  private String comes(String label, RowRef fact, Optional<Boxes.Place> at, Interval second) {
    String size = at.filter(Boxes.Place::isLarge).isPresent() ? ".large" : "";
    String small = at.filter(Boxes.Place::isSmall).isPresent() ? words.say("small") : "";
    return words.say(
        "thing" + size,
        name(label),
        at.map(p -> words.say("place." + p.word())).orElse(words.say("place")),
        words.isUnsure(fact) ? words.say("unsure") : "",
        words.when(fact, second),
        small);
  }

  private String moved(String label, String where) {
    return words.say("thing.moved", name(label), words.say("place." + where));
  }

  private String name(String label) {
    return Nouns.standard().name(label, 1, words.german());
  }
}
