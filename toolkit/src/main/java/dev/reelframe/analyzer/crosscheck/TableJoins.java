package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.language.Nouns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pairs of rows that come together. */
final class TableJoins {
  /**
   * Sound and picture this close are taken for one moment (ITU-R BT.1359: 45 to 125 ms are seen).
   */
  static final double TOGETHER_S = 0.12;

  /** A call may be said this long before or after it is shown; so may the words of a caption. */
  static final double NEAR_S = 2.0;

  private final Tables tables;
  private final List<Agreement> found = new ArrayList<>();

  private TableJoins(Tables tables) {
    this.tables = tables;
  }

  static List<Agreement> of(Tables tables) {
    TableJoins joins = new TableJoins(tables);
    joins.atCuts();
    joins.sounds();
    joins.calls();
    joins.products();
    return joins.found;
  }

  private static String text(RowRef fact, String column) {
    return fact.text(column).orElse("");
  }

  private void atCuts() {
    for (RowRef cut : tables.cuts()) {
      for (RowRef caption : tables.captions()) {
        for (double edge : new double[] {caption.startS(), caption.endS()}) {
          if (Math.abs(edge - cut.startS()) <= TOGETHER_S) {
            found.add(
                Agreement.moment(Kind.CAPTION_AT_CUT, cut, edge, caption, text(caption, "text")));
          }
        }
      }
      for (RowRef sound : tables.rows("sound_effects")) {
        meet(Kind.SOUND_AT_CUT, cut, sound, text(sound, "kind"));
      }
    }
  }

  private void sounds() {
    for (RowRef sound : tables.rows("sound_effects")) {
      tables.captions().forEach(c -> meet(Kind.SOUND_AT_CAPTION, c, sound, text(c, "text")));
      for (RowRef effect : tables.rows("visual_effects")) {
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

  static boolean near(RowRef one, RowRef other) {
    return Math.max(one.startS(), other.startS()) - Math.min(one.endS(), other.endS()) <= NEAR_S;
  }

  private void calls() {
    List<RowRef> calls = tables.rows("comment_cta_detection");
    for (RowRef shown : calls) {
      for (RowRef said : calls) {
        Optional<String> cta = shown.text("cta");
        if (shown.is("source", "overlay")
            && said.is("source", "speech")
            && cta.equals(said.text("cta"))
            && near(shown, said)) {
          found.add(Agreement.hull(Kind.CALL_SPOKEN_AND_SHOWN, shown, said, cta.orElse("")));
        }
      }
    }
  }

  private void products() {
    for (RowRef product : tables.rows("product_detection")) {
      String label = text(product, "label");
      named(Kind.PRODUCT_NAMED, product, label, tables.phrases());
      named(Kind.PRODUCT_CAPTIONED, product, label, tables.captions());
    }
  }

  private void named(Kind kind, RowRef product, String label, List<RowRef> texts) {
    for (RowRef text : texts) {
      if (Tables.shared(product, text) > 0 && Nouns.standard().names(text(text, "text"), label)) {
        found.add(Agreement.together(kind, product, text, label));
      }
    }
  }
}
