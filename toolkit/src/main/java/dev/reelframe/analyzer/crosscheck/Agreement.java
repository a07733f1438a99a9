package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Two rows of different tables that speak of one happening.
 *
 * @param kind of agreement
 * @param startS seconds
 * @param endS the same as {@code startS} for a moment
 * @param text what it is about, as the tables say it
 * @param offsetS of a moment: by how much the second row comes after the first, seconds
 * @param evidence both rows
 */
record Agreement(
    Kind kind,
    double startS,
    double endS,
    String text,
    OptionalDouble offsetS,
    List<Evidence> evidence) {

  /** What agrees. */
  enum Kind {
    CAPTION_AT_CUT,
    SOUND_AT_CUT,
    SOUND_AT_CAPTION,
    SOUND_WITH_EFFECT,
    SPEECH_INTO_CAMERA,
    CAPTION_SPOKEN,
    CALL_SPOKEN_AND_SHOWN,
    PRODUCT_NAMED,
    PRODUCT_CAPTIONED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static String[] words() {
      return Arrays.stream(values()).map(Kind::word).toArray(String[]::new);
    }
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
        List.of(first.evidence(), second.evidence()));
  }

  boolean isMoment() {
    return startS == endS;
  }

  /** {@code cut_analysis#2 text_overlay#0}. */
  String sources() {
    return evidence.stream().map(Evidence::toString).collect(Collectors.joining(" "));
  }
}
