package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What persons do ({@code body_pose}) and where they look ({@code eye_tracking}), and faces where
 * no person was found ({@code face_detection}). All from the samples of the second itself, and only
 * where these agree: what a track does most of the time may be untrue of a second.
 */
final class PeopleNarrator {
  private static final String FACES = "face_detection";
  private static final String POSE = "body_pose";
  private static final String EYES = "eye_tracking";
  private static final List<String> POSES = List.of("framing", "facing", "gesture");

  /** Looks flit: so many samples of a second must say where to, or all that there are. */
  private static final int LOOKS = 3;

  /** Share of them that must agree. */
  private static final double AGREE = 0.8;

  private final ClipTables scene;
  private final SentencePatterns words;
  private final ObjectNarrator things;
  private final Boxes boxes;

  PeopleNarrator(ClipTables scene, SentencePatterns words, ObjectNarrator things) {
    this.scene = scene;
    this.words = words;
    this.things = things;
    this.boxes = new Boxes(scene);
  }

  List<Statement> faces(Interval second) {
    if (!things.persons(second).isEmpty()) {
      return List.of();
    }
    List<Statement> clauses = new ArrayList<>();
    for (RowRef face : scene.in(FACES, second)) {
      String where = boxes.place(face, second).map(p -> "place." + p.word()).orElse("place");
      String maybe = words.isUnsure(face) ? words.say("unsure") : "";
      String text =
          words.say(
              "thing", words.say("face"), words.say(where), maybe, words.when(face, second), "");
      String subject = "face/" + face.integer("track_id").orElse(face.row());
      clauses.add(
          new Statement(
              Kind.PEOPLE,
              subject,
              "",
              words.sentence(text),
              List.of("face"),
              List.of(face.evidence())));
    }
    return clauses;
  }

  List<Statement> poses(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    List<RowRef> persons = things.singlePersons(second);
    for (RowRef person : persons) {
      for (RowRef pose : scene.in(POSE, second)) {
        if (pose.integer("track_id").equals(person.integer("track_id"))) {
          POSES.forEach(column ->
              agreed(pose, column, second, 1)
                  .filter(value -> !value.equals("other"))
                  .ifPresent(v -> clauses.add(pose(column, v, person, pose, persons, second))));
        }
      }
    }
    return clauses;
  }

  private Statement pose(
      String column,
      String value,
      RowRef person,
      RowRef pose,
      List<RowRef> persons,
      Interval second) {
    String who = who(person, persons, second);
    return new Statement(
        Kind.PEOPLE,
        things.subject(person) + "/" + column,
        value,
        words.sentence(words.say("pose", who, words.say(column + "." + value))),
        List.of(),
        List.of(person.evidence(), pose.evidence()));
  }

  List<Statement> gaze(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    List<RowRef> persons = things.singlePersons(second);
    for (RowRef eyes : scene.in(EYES, second)) {
      Optional<RowRef> person = person(eyes, persons, second);
      agreed(eyes, "gaze", second, LOOKS)
          .ifPresent(gaze -> {
            String who = person.map(p -> who(p, persons, second)).orElse(words.say("somebody"));
            String subject = person.map(things::subject).orElse("eyes/" + eyes.row()) + "/gaze";
            List<Evidence> evidence = new ArrayList<>(List.of(eyes.evidence()));
            person.ifPresent(p -> evidence.add(p.evidence()));
            String text = words.say("gaze", who, words.say("gaze." + gaze));
            clauses.add(
                new Statement(
                    Kind.GAZE, subject, gaze, words.sentence(text), List.of(gaze), evidence));
          });
    }
    return clauses;
  }

  /** The person whose face that is, as {@code object_detection} has matched them. */
  private Optional<RowRef> person(RowRef eyes, List<RowRef> persons, Interval second) {
    OptionalInt face = eyes.integer("track_id");
    return persons.stream()
        .filter(p ->
            scene.samples(p.name(), p.integer("track_id").orElse(-1), second).stream()
                .anyMatch(s -> face.isPresent() && s.integer("face_track_id").equals(face)))
        .findFirst();
  }

  /** {@code the person}, or with another one in the picture where the meant one is. */
  private String who(RowRef person, List<RowRef> persons, Interval second) {
    boolean alone = persons.stream().map(things::subject).distinct().count() == 1;
    return alone
        ? words.say("person")
        : things
            .place(person, second)
            .map(p -> words.say("person.at", words.say("place." + p.word())))
            .orElse(words.say("person.one"));
  }

  /** What the samples of a second agree on; the row's own where the table keeps no samples. */
  private Optional<String> agreed(RowRef row, String column, Interval second, int least) {
    if (scene.table(row.name()).flatMap(MeasuredTable::signal).isEmpty()) {
      return row.text(column);
    }
    List<RowRef> samples = scene.samples(row.name(), row.integer("track_id").orElse(-1), second);
    Map<String, Integer> counts = new LinkedHashMap<>();
    samples.forEach(s -> s.text(column).ifPresent(v -> counts.merge(v, 1, Integer::sum)));
    return counts.entrySet().stream()
        .filter(e -> e.getValue() >= Math.min(least, samples.size()))
        .filter(e -> e.getValue() >= AGREE * samples.size())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
