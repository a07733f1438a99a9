package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Whose face is in the picture while a voice is heard. That somebody is seen does not make them the
 * one who speaks.
 */
final class OnScreen {
  /** Speech and face must share this much. */
  static final double SEEN_S = 0.5;

  /** Speech without a face counts from here on. */
  static final double UNSEEN_S = 1.0;

  private final List<RowRef> speech;
  private final List<RowRef> faces;
  private final double endS;
  private final List<Agreement> found = new ArrayList<>();

  private OnScreen(Tables tables) {
    this.speech = tables.rows("speech_activity");
    this.faces = tables.rows("face_detection");
    this.endS = tables.inputs().end().pictureS();
  }

  static List<Agreement> of(Tables tables) {
    OnScreen joins = new OnScreen(tables);
    looks(tables, joins.found);
    if (tables.has("face_detection") && !joins.speech.isEmpty() && joins.endS > 0) {
      joins.speech.forEach(joins::seen);
      joins.speech.forEach(joins::unseen);
      joins.summary();
    }
    return joins.found;
  }

  private static void looks(Tables tables, List<Agreement> found) {
    for (RowRef voice : tables.rows("speech_activity")) {
      for (RowRef eyes : tables.rows("eye_tracking")) {
        if (eyes.is("gaze", "camera") && Tables.shared(voice, eyes) >= SEEN_S) {
          found.add(Agreement.together(Kind.SPEECH_INTO_CAMERA, voice, eyes, "camera"));
        }
      }
    }
  }

  private void seen(RowRef voice) {
    for (RowRef face : faces) {
      double shared = Tables.shared(voice, face);
      if (shared >= SEEN_S) {
        found.add(
            Agreement.together(Kind.FACE_WHILE_SPEECH, voice, face, name(face))
                .measured(Measure.of(1, shared / (voice.endS() - voice.startS()), ofClip(face))));
      }
    }
  }

  /** Share of the clip for which the person of a face is in the picture. */
  private double ofClip(RowRef face) {
    OptionalInt identity = face.integer("identity_id");
    List<Interval> shown =
        faces.stream()
            .filter(f ->
                f.row() == face.row()
                    || identity.isPresent() && f.integer("identity_id").equals(identity))
            .map(OnScreen::span)
            .toList();
    return Interval.coverage(shown, new Interval(0, endS));
  }

  private static String name(RowRef face) {
    OptionalInt identity = face.integer("identity_id");
    return identity.isPresent()
        ? "identity " + identity.getAsInt()
        : "track " + face.integer("track_id").orElse(face.row());
  }

  private static Interval span(RowRef fact) {
    return new Interval(fact.startS(), fact.endS());
  }

  private void unseen(RowRef voice) {
    if (voice.startS() >= endS || voice.isMoment()) {
      return;
    }
    Interval heard = new Interval(voice.startS(), Math.min(voice.endS(), endS));
    for (Interval gap : Interval.gaps(faces.stream().map(OnScreen::span).toList(), heard)) {
      if (gap.length() >= UNSEEN_S) {
        found.add(
            new Agreement(
                Kind.SPEECH_UNSEEN,
                gap.startS(),
                gap.endS(),
                "no face",
                OptionalDouble.empty(),
                Measure.NONE,
                List.of(voice.evidence(), Evidence.noRowOf("face_detection"))));
      }
    }
  }

  /** Share of the speech with a face in the picture, beside that of the whole clip. */
  private void summary() {
    List<Interval> shown = faces.stream().map(OnScreen::span).toList();
    List<Interval> heard =
        Interval.union(speech.stream().filter(f -> !f.isMoment()).map(OnScreen::span).toList());
    double length = heard.stream().mapToDouble(Interval::length).sum();
    double both = heard.stream().mapToDouble(h -> h.length() * Interval.coverage(shown, h)).sum();
    List<Evidence> evidence = new ArrayList<>();
    speech.forEach(s -> evidence.add(s.evidence()));
    faces.forEach(f -> evidence.add(f.evidence()));
    found.add(
        new Agreement(
            Kind.FACES_WITH_SPEECH,
            heard.getFirst().startS(),
            heard.getLast().endS(),
            "a face",
            OptionalDouble.empty(),
            Measure.of(
                speech.size(), both / length, Interval.coverage(shown, new Interval(0, endS))),
            evidence));
  }
}
