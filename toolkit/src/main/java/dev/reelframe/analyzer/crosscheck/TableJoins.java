package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.language.Nouns;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The joins of the tables of one clip; a table that is not there joins nothing. */
final class TableJoins {
  /**
   * Sound and picture this close are taken for one moment (ITU-R BT.1359: 45 to 125 ms are seen).
   */
  static final double TOGETHER_S = 0.12;

  /** Speech and look must share this much to be called speaking into the camera. */
  static final double LOOK_S = 0.5;

  /** A call may be said this long before or after it is shown; so may the words of a caption. */
  static final double NEAR_S = 2.0;

  /** Share of a caption's words that must be said. */
  static final double SAID = 0.6;

  private final Inputs inputs;
  private final List<Agreement> found = new ArrayList<>();

  private TableJoins(Inputs inputs) {
    this.inputs = inputs;
  }

  /** All agreements, in the order of time. */
  static List<Agreement> of(Inputs inputs) {
    TableJoins joins = new TableJoins(inputs);
    joins.atCuts();
    joins.sounds();
    joins.looks();
    joins.captionsSaid();
    joins.calls();
    joins.products();
    return joins.found.stream().sorted(Agreement.BY_TIME).toList();
  }

  private List<RowRef> rows(String table) {
    return inputs.table(table).map(RowRef::of).orElse(List.of());
  }

  private List<RowRef> cuts() {
    return rows("cut_analysis").stream().filter(f -> f.is("kind", "cut")).toList();
  }

  /** Text laid over the picture; what is part of the picture comes and goes with it anyway. */
  private List<RowRef> captions() {
    return rows("text_overlay").stream().filter(f -> f.is("kind", "caption")).toList();
  }

  private static String text(RowRef fact, String column) {
    return fact.text(column).orElse("");
  }

  private void atCuts() {
    for (RowRef cut : cuts()) {
      for (RowRef caption : captions()) {
        for (double edge : new double[] {caption.startS(), caption.endS()}) {
          if (Math.abs(edge - cut.startS()) <= TOGETHER_S) {
            found.add(
                Agreement.moment(Kind.CAPTION_AT_CUT, cut, edge, caption, text(caption, "text")));
          }
        }
      }
      for (RowRef sound : rows("sound_effects")) {
        meet(Kind.SOUND_AT_CUT, cut, sound, text(sound, "kind"));
      }
    }
  }

  private void sounds() {
    for (RowRef sound : rows("sound_effects")) {
      captions().forEach(c -> meet(Kind.SOUND_AT_CAPTION, c, sound, text(c, "text")));
      for (RowRef effect : rows("visual_effects")) {
        if (!effect.is("kind", "overlay_change")) { // that is a caption
          meet(Kind.SOUND_WITH_EFFECT, effect, sound, text(effect, "kind"));
        }
      }
    }
  }

  /** Where both begin at one moment. */
  private void meet(Kind kind, RowRef first, RowRef second, String text) {
    if (Math.abs(first.startS() - second.startS()) <= TOGETHER_S) {
      found.add(Agreement.moment(kind, first, second.startS(), second, text));
    }
  }

  private void looks() {
    for (RowRef speech : rows("speech_activity")) {
      for (RowRef eyes : rows("eye_tracking")) {
        if (eyes.is("gaze", "camera") && shared(speech, eyes) >= LOOK_S) {
          found.add(Agreement.together(Kind.SPEECH_INTO_CAMERA, speech, eyes, "camera"));
        }
      }
    }
  }

  private static double shared(RowRef one, RowRef other) {
    return one.isMoment() || other.isMoment()
        ? 0
        : Math.max(0, one.sharedS(new Interval(other.startS(), other.endS())));
  }

  private void captionsSaid() {
    for (RowRef caption : captions()) {
      Set<String> shown = words(text(caption, "text"));
      for (RowRef phrase : rows("speech_transcription")) {
        Set<String> said = words(text(phrase, "text"));
        long both = shown.stream().filter(said::contains).count();
        if (near(caption, phrase) && shown.size() > 1 && both >= SAID * shown.size()) {
          found.add(hull(Kind.CAPTION_SPOKEN, caption, phrase, text(caption, "text")));
        }
      }
    }
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  private static boolean near(RowRef one, RowRef other) {
    return Math.max(one.startS(), other.startS()) - Math.min(one.endS(), other.endS()) <= NEAR_S;
  }

  /** From the beginning of the first to the end of the last. */
  private static Agreement hull(Kind kind, RowRef one, RowRef other, String text) {
    return new Agreement(
        kind,
        Math.min(one.startS(), other.startS()),
        Math.max(one.endS(), other.endS()),
        text,
        OptionalDouble.empty(),
        List.of(one.evidence(), other.evidence()));
  }

  private void calls() {
    List<RowRef> calls = rows("comment_cta_detection");
    for (RowRef shown : calls) {
      for (RowRef said : calls) {
        Optional<String> cta = shown.text("cta");
        if (shown.is("source", "overlay")
            && said.is("source", "speech")
            && cta.equals(said.text("cta"))
            && near(shown, said)) {
          found.add(hull(Kind.CALL_SPOKEN_AND_SHOWN, shown, said, cta.orElse("")));
        }
      }
    }
  }

  private void products() {
    for (RowRef product : rows("product_detection")) {
      String label = text(product, "label");
      named(Kind.PRODUCT_NAMED, product, label, rows("speech_transcription"));
      named(Kind.PRODUCT_CAPTIONED, product, label, captions());
    }
  }

  private void named(Kind kind, RowRef product, String label, List<RowRef> texts) {
    for (RowRef text : texts) {
      if (shared(product, text) > 0 && Nouns.standard().names(text(text, "text"), label)) {
        found.add(Agreement.together(kind, product, text, label));
      }
    }
  }
}
