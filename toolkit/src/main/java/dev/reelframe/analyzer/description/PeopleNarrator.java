package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What persons do ({@code body_pose}) and where they look ({@code eye_tracking}), and faces where
 * no person was found ({@code face_detection}).
 */
final class PeopleNarrator {
  private static final String FACES = "face_detection";
  private static final String POSE = "body_pose";
  private static final String EYES = "eye_tracking";
  private static final String FACING = "facing";
  private static final String GESTURE = "gesture";
  private static final List<String> POSES = List.of("framing", FACING, GESTURE);
  private static final Set<String> UNTOLD = Set.of("other", "arms_down");

  /** Of smaller persons the head is hardly 20 pixels high, and wrist and elbow are one. */
  private static final double NEAR_PX = 150;

  /** Share of the looks that a look into the camera must have. */
  private static final double LOOKS = 0.5;

  /** A shorter stretch rests on one sample: it may be a slip. */
  private static final double LASTS_S = 0.75;

  /** Share of a second for which a row must hold to be told of it. */
  private static final double MOST = 0.8;

  private final ClipTables scene;
  private final SentencePatterns words;
  private final ObjectNarrator things;
  private final Boxes boxes;
  private final Facings facings;

  PeopleNarrator(ClipTables scene, SentencePatterns words, ObjectNarrator things) {
    this.scene = scene;
    this.words = words;
    this.things = things;
    this.boxes = new Boxes(scene);
    this.facings = new Facings(scene);
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
              held(pose, column, second)
                  .filter(value -> isTold(column, value, person, second))
                  .ifPresent(v -> clauses.add(pose(column, v, person, pose, persons, second))));
        }
      }
    }
    return clauses;
  }

  /** Arms that hang, or do something that has no name, are no news. */
  private boolean isTold(String column, String value, RowRef person, Interval second) {
    return switch (column) {
      case FACING -> isNear(person) && facings.agrees(value, person, second);
      case GESTURE -> isNear(person) && !UNTOLD.contains(value);
      default -> true;
    };
  }

  private static boolean isNear(RowRef person) {
    return person.number("h_px").orElse(NEAR_PX) >= NEAR_PX;
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
      held(eyes, "gaze", second)
          .filter(g -> !g.equals("camera") || eyes.number("camera_ratio").orElse(1) >= LOOKS)
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
    boolean alone =
        persons.stream()
                .filter(p -> p.startS() < person.endS() && person.startS() < p.endS())
                .map(things::subject)
                .distinct()
                .count()
            == 1;
    return alone
        ? words.say("person")
        : things
            .place(person, second)
            .map(p -> words.say("person.at", words.say("place." + p.word())))
            .orElse(words.say("person.one"));
  }

  /**
   * What a row says in a second: where it holds for most of the time in which its track has rows
   * there, and long enough to be no slip.
   */
  private Optional<String> held(RowRef row, String column, Interval second) {
    double seen =
        scene.in(row.name(), second).stream()
            .filter(other -> other.integer("track_id").equals(row.integer("track_id")))
            .mapToDouble(other -> other.sharedS(second))
            .sum();
    boolean lasts = row.endS() - row.startS() >= LASTS_S;
    return lasts && row.sharedS(second) >= MOST * seen ? row.text(column) : Optional.empty();
  }
}
