package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.language.Nouns;
import dev.reelframe.media.MediaInfo.Picture;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Persons and things, and where they are ({@code object_detection}), what persons do ({@code
 * body_pose}), faces where no person was looked for ({@code face_detection}), and looks ({@code
 * eye_tracking}).
 */
final class ObjectNarrator {
  private static final String OBJECTS = "object_detection";
  private static final String FACES = "face_detection";
  private static final String PERSON = "person";

  /** Of more of a kind only the number is told. */
  private static final int MAX_SINGLE = 2;

  /** Share of the picture from which a thing is large, and up to which it is small. */
  private static final double LARGE = 0.4;

  private static final double SMALL = 0.03;

  private final ClipTables scene;
  private final SentencePatterns words;

  ObjectNarrator(ClipTables scene, SentencePatterns words) {
    this.scene = scene;
    this.words = words;
  }

  List<Statement> people(Interval second) {
    List<RowRef> persons =
        scene.in(OBJECTS, second).stream().filter(f -> f.is("label", PERSON)).toList();
    if (persons.isEmpty()) {
      return faces(second);
    }
    return atOnce(persons, second) > MAX_SINGLE
        ? List.of(many(Kind.PEOPLE, PERSON, persons, atOnce(persons, second)))
        : persons.stream().map(person -> person(person, second)).toList();
  }

  /** The most persons that are in the picture at the same time. */
  int count(Interval second) {
    List<RowRef> persons =
        scene.in(OBJECTS, second).stream().filter(f -> f.is("label", PERSON)).toList();
    return atOnce(persons, second);
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

  private Statement person(RowRef person, Interval second) {
    List<String> about = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>(List.of(person.evidence()));
    size(person, second).ifPresent(about::add);
    for (RowRef pose : scene.in("body_pose", second)) {
      if (pose.integer("track_id").equals(person.integer("track_id"))) {
        evidence.add(pose.evidence());
        pose.text("framing").ifPresent(v -> about.add(words.term("framing", v)));
        pose.text("facing").ifPresent(v -> about.add(words.term("facing", v)));
        pose.text("gesture")
            .filter(v -> !v.equals("other"))
            .ifPresent(v -> about.add(words.term("gesture", v)));
      }
    }
    return thing(Kind.PEOPLE, PERSON, person, second, about, evidence);
  }

  private Statement thing(
      Kind kind,
      String label,
      RowRef fact,
      Interval second,
      List<String> about,
      List<Evidence> evidence) {
    String more = about.isEmpty() ? "" : " (" + String.join("; ", about) + ")";
    String name = Nouns.standard().name(label, 1, words.german());
    String text = words.say("thing", name, place(fact, second), more, words.when(fact, second));
    return new Statement(kind, words.sentence(text), List.of(label), evidence);
  }

  private Statement many(Kind kind, String label, List<RowRef> facts, int count) {
    String name = Nouns.standard().name(label, count, words.german());
    return new Statement(
        kind,
        words.say("things", name),
        List.of(label),
        facts.stream().map(RowRef::evidence).toList());
  }

  private List<Statement> faces(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    for (RowRef face : scene.in(FACES, second)) {
      String text =
          words.say("thing", words.say("face"), place(face, second), "", words.when(face, second));
      clauses.add(new Statement(Kind.PEOPLE, words.sentence(text), "face", face.evidence()));
    }
    return clauses;
  }

  List<Statement> objects(Interval second) {
    Map<String, List<RowRef>> byLabel = new LinkedHashMap<>();
    for (RowRef fact : scene.in(OBJECTS, second)) {
      fact.text("label")
          .filter(label -> !label.equals(PERSON))
          .ifPresent(l -> byLabel.computeIfAbsent(l, k -> new ArrayList<>()).add(fact));
    }
    List<Statement> clauses = new ArrayList<>();
    byLabel.forEach((label, facts) -> {
      int count = atOnce(facts, second);
      if (count > MAX_SINGLE) {
        clauses.add(many(Kind.OBJECTS, label, facts, count));
      } else {
        for (RowRef fact : facts) {
          List<String> about = size(fact, second).stream().toList();
          clauses.add(thing(Kind.OBJECTS, label, fact, second, about, List.of(fact.evidence())));
        }
      }
    });
    return clauses;
  }

  List<Statement> gaze(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    List<RowRef> looks = scene.in("eye_tracking", second);
    List<String> gazes = looks.stream().flatMap(f -> mostly(f, second).stream()).toList();
    boolean goesOn = gazes.size() == looks.size() && gazes.stream().distinct().count() == 1;
    if (looks.size() > 1 && goesOn && adjoin(looks) && fill(looks, second)) {
      String text = words.say("gaze", words.term("gaze", gazes.getFirst()), "");
      List<Evidence> evidence = looks.stream().map(RowRef::evidence).toList();
      return List.of(new Statement(Kind.GAZE, text, gazes.subList(0, 1), evidence));
    }
    for (RowRef eyes : looks) {
      mostly(eyes, second)
          .ifPresent(gaze -> {
            String text = words.say("gaze", words.term("gaze", gaze), words.when(eyes, second));
            clauses.add(new Statement(Kind.GAZE, text, gaze, eyes.evidence()));
          });
    }
    return clauses;
  }

  /** Whether each begins where the one before ends, as the same face does at a cut. */
  private static boolean adjoin(List<RowRef> facts) {
    for (int i = 1; i < facts.size(); i++) {
      if (Math.abs(facts.get(i).startS() - facts.get(i - 1).endS()) > 0.1) {
        return false;
      }
    }
    return true;
  }

  private static boolean fill(List<RowRef> facts, Interval second) {
    return SentencePatterns.fromStart(facts.getFirst(), second)
        && SentencePatterns.toEnd(facts.getLast(), second);
  }

  /** Where a look goes in most samples of the second; the track's own where none was taken. */
  private Optional<String> mostly(RowRef eyes, Interval second) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<RowRef> samples =
        scene.samples("eye_tracking", eyes.integer("track_id").orElse(-1), second);
    samples.forEach(s -> s.text("gaze").ifPresent(gaze -> counts.merge(gaze, 1, Integer::sum)));
    return samples.isEmpty()
        ? eyes.text("gaze")
        : counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** Where in the picture the middle of a box is; empty where the picture's size is unknown. */
  private String place(RowRef fact, Interval second) {
    Optional<Picture> picture = scene.inputs().media().picture();
    Optional<double[]> box = box(fact, second);
    if (picture.isEmpty() || box.isEmpty()) {
      return "";
    }
    double x = (box.get()[0] + box.get()[2] / 2) / picture.get().width();
    double y = (box.get()[1] + box.get()[3] / 2) / picture.get().height();
    String across = x < 1.0 / 3 ? "left" : x > 2.0 / 3 ? "right" : "middle";
    String down = y < 1.0 / 3 ? "top" : y > 2.0 / 3 ? "bottom" : "middle";
    return " " + words.say("place." + down + "." + across);
  }

  private Optional<String> size(RowRef fact, Interval second) {
    Optional<Picture> picture = scene.inputs().media().picture();
    return box(fact, second)
        .filter(box -> picture.isPresent())
        .map(box -> box[2] * box[3] / picture.get().width() / picture.get().height())
        .filter(share -> share >= LARGE || share <= SMALL)
        .map(share -> words.say(share >= LARGE ? "size.large" : "size.small"));
  }

  /** x, y, width, height: mean of the samples of the second, else that of the row. */
  private Optional<double[]> box(RowRef fact, Interval second) {
    List<RowRef> samples =
        scene.samples(fact.name(), fact.integer("track_id").orElse(-1), second).stream()
            .filter(s -> s.number("x_px").isPresent())
            .toList();
    List<RowRef> boxes = samples.isEmpty() ? List.of(fact) : samples;
    double[] mean = new double[4];
    String[] columns = {"x_px", "y_px", "w_px", "h_px"};
    for (int i = 0; i < mean.length; i++) {
      String column = columns[i];
      mean[i] =
          boxes.stream()
              .mapToDouble(b -> b.number(column).orElse(Double.NaN))
              .average()
              .orElse(Double.NaN);
    }
    return Double.isNaN(mean[0] + mean[1] + mean[2] + mean[3])
        ? Optional.empty()
        : Optional.of(mean);
  }
}
