package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What rows of different tables say together.
 *
 * @param kind of agreement
 * @param startS seconds
 * @param endS the same as {@code startS} for a moment
 * @param text what it is about, as the tables say it
 * @param offsetS by how much the second row comes after the first, seconds
 * @param measure figures of it
 * @param evidence the rows
 */
record Agreement(
    Kind kind,
    double startS,
    double endS,
    String text,
    OptionalDouble offsetS,
    Measure measure,
    List<Evidence> evidence) {

  /** What agrees. */
  enum Kind {
    CAPTION_AT_CUT,
    SOUND_AT_CUT,
    SOUND_AT_CAPTION,
    SOUND_WITH_EFFECT,
    SPEECH_INTO_CAMERA,
    CAPTION_SPOKEN,
    CAPTION_NOT_SPOKEN,
    CAPTIONS_WITH_SPEECH,
    CALL_SPOKEN_AND_SHOWN,
    PRODUCT_NAMED,
    PRODUCT_CAPTIONED,
    FACE_WHILE_SPEECH,
    SPEECH_UNSEEN,
    FACES_WITH_SPEECH,
    KEY_MOMENT,
    CUTS_ON_BEATS,
    SERIES_FOLLOW,
    HOOK,
    HOOK_FIRST
  }

  static final Comparator<Agreement> BY_TIME =
      Comparator.comparingDouble(Agreement::startS)
          .thenComparing(Agreement::kind)
          .thenComparing(Agreement::sources);

  /** At the moment of the first row. */
  static Agreement moment(Kind kind, RowRef first, double otherS, RowRef second, String text) {
    return new Agreement(
        kind,
        first.startS(),
        first.startS(),
        text,
        OptionalDouble.of(otherS - first.startS()),
        Measure.NONE,
        List.of(first.evidence(), second.evidence()));
  }

  /** For as long as both rows hold. */
  static Agreement together(Kind kind, RowRef first, RowRef second, String text) {
    return new Agreement(
        kind,
        Math.max(first.startS(), second.startS()),
        Math.min(first.endS(), second.endS()),
        text,
        OptionalDouble.empty(),
        Measure.NONE,
        List.of(first.evidence(), second.evidence()));
  }

  /** From the beginning of the first row to the end of the last. */
  static Agreement hull(Kind kind, RowRef one, RowRef other, String text) {
    return new Agreement(
        kind,
        Math.min(one.startS(), other.startS()),
        Math.max(one.endS(), other.endS()),
        text,
        OptionalDouble.empty(),
        Measure.NONE,
        List.of(one.evidence(), other.evidence()));
  }

  Agreement offset(double seconds) {
    return new Agreement(kind, startS, endS, text, OptionalDouble.of(seconds), measure, evidence);
  }

  Agreement measured(Measure figures) {
    return new Agreement(kind, startS, endS, text, offsetS, figures, evidence);
  }

  boolean isMoment() {
    return startS == endS;
  }

  /** {@code cut_analysis#2 text_overlay#0-4}: three rows or more that follow each other in one. */
  String sources() {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < evidence.size(); ) {
      int last = i;
      while (last + 1 < evidence.size() && follows(evidence.get(last), evidence.get(last + 1))) {
        last++;
      }
      last = last > i + 1 ? last : i;
      String end = last > i ? "-" + evidence.get(last).row().getAsInt() : "";
      out.add(evidence.get(i) + end);
      i = last + 1;
    }
    return String.join(" ", out);
  }

  private static boolean follows(Evidence one, Evidence next) {
    return one.table().equals(next.table())
        && one.row().isPresent()
        && next.row().isPresent()
        && next.row().getAsInt() == one.row().getAsInt() + 1;
  }
}
