package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.evidence.ClipRows;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.util.List;

/** The tables of a clip, and what of them is compared. */
final class Tables extends ClipRows {

  Tables(Inputs inputs) {
    super(inputs);
  }

  List<RowRef> cuts() {
    return rows("cut_analysis").stream().filter(f -> f.is("kind", "cut")).toList();
  }

  /** Text laid over the picture; what is part of the picture comes and goes with it anyway. */
  List<RowRef> captions() {
    return rows("text_overlay").stream().filter(f -> f.is("kind", "caption")).toList();
  }

  /** What is said, with words. */
  List<RowRef> phrases() {
    return rows("speech_transcription").stream().filter(f -> f.text("text").isPresent()).toList();
  }

  /** Seconds that both hold. */
  static double shared(RowRef one, RowRef other) {
    return one.isMoment() || other.isMoment()
        ? 0
        : Math.max(0, one.sharedS(new Interval(other.startS(), other.endS())));
  }
}
