package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.language.Nouns;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Persons and things, where they come and where they move ({@code object_detection}). */
final class ObjectNarrator {
  static final String PERSON = "person";
  private static final String OBJECTS = "object_detection";
  private static final String QUALITY = "content_quality";

  /** Of more of a kind only the number is told. */
  static final int MOST_SINGLE = 2;

  /** Of so many some are hidden by others: their number is the least there can be. */
  private static final int CROWD = 5;

  private final ClipTables scene;
  private final SentencePatterns words;
  private final Shots shots;
  private final Boxes boxes;
  private final Appearances appearances;
  private final Entrances entrances;

  /** Kinds of a shot of which a number was told, and the number. */
  private final Map<String, Integer> counted = new HashMap<>();

  ObjectNarrator(ClipTables scene, SentencePatterns words) {
    this.scene = scene;
    this.words = words;
    this.shots = Shots.of(scene.inputs());
    this.boxes = new Boxes(scene);
    this.appearances = new Appearances(scene.rows(OBJECTS), shots, boxes);
    this.entrances = new Entrances(scene, shots);
  }

  /** Persons in a second. */
  List<RowRef> persons(Interval second) {
    return lit(second).stream().filter(f -> f.is("label", PERSON)).toList();
  }

  /** Tracks of a second in which the picture is not black as long as they last. */
  private List<RowRef> lit(Interval second) {
    List<RowRef> black =
        scene.in(QUALITY, second).stream().filter(f -> f.is("kind", "black")).toList();
    return scene.in(OBJECTS, second).stream()
        .filter(track ->
            black.stream()
                .noneMatch(b ->
                    b.startS() <= Math.max(track.startS(), second.startS()) + 1e-6
                        && b.endS() >= Math.min(track.endS(), second.endS()) - 1e-6))
        .toList();
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
    for (RowRef fact : lit(second)) {
      String label = appearances.of(fact).label();
      if (!label.equals(PERSON)) {
        byLabel.computeIfAbsent(label, k -> new ArrayList<>()).add(fact);
      }
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
    boolean crowd = persons.stream().anyMatch(p -> counted.containsKey(crowd(PERSON, shot(p))));
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
      if (count > MOST_SINGLE || counted.containsKey(crowd)) {
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

  /**
   * The number of things. Those that may be none do not count where others are sure, and in a crowd
   * some are not seen; then it is the least there can be, and fewer are no news until half are
   * gone.
   */
  private Statement many(Kind kind, String label, String crowd, List<RowRef> facts, int count) {
    int sure = (int) facts.stream().filter(f -> !words.isUnsure(f)).count();
    boolean some = sure < facts.size() && sure >= MOST_SINGLE;
    int number = some ? Math.min(sure, count) : count;
    int before = counted.getOrDefault(crowd, 0);
    boolean least = some || Math.max(number, before) >= CROWD;
    if (least && number < before && 2 * number > before) {
      number = before;
    }
    counted.put(crowd, number);
    String name = Nouns.standard().name(label, number, words.german());
    String key = number == 1 ? "things.one" : least ? "things.least" : "things";
    String maybe = sure < facts.size() && !some ? words.say("unsure") : "";
    List<Evidence> evidence = facts.stream().map(RowRef::evidence).toList();
    String text = words.sentence(words.say(key, name, maybe));
    return new Statement(kind, crowd, "" + number, text, List.of(label), evidence);
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
        words.when(entrances.known(fact, second), second),
        small);
  }

  private String moved(String label, String where) {
    return words.say("thing.moved", name(label), words.say("place." + where));
  }

  private String name(String label) {
    return Nouns.standard().name(label, 1, words.german());
  }
}
