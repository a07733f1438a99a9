package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** Phrases and words that were said, where there is a transcript. */
record Transcript(List<Interval> phrases, List<Word> words) {

  /**
   * One word.
   *
   * @param language ISO 639 code, empty where unknown
   */
  record Word(Interval time, String text, String language) {
    double middleS() {
      return (time.startS() + time.endS()) / 2;
    }

    /** Without punctuation, lower case. */
    String bare() {
      return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}']", "");
    }
  }

  static Optional<Transcript> of(Inputs inputs) {
    return inputs
        .table(SpeechTranscription.NAME)
        .flatMap(MeasuredTable::signal)
        .map(Transcript::of);
  }

  static Transcript of(Table signal) {
    List<Interval> phrases = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    for (TranscriptRow row : TranscriptRow.SCHEMA.read(signal)) {
      double end = Math.max(row.endS(), row.startS() + 1e-3);
      Interval time = new Interval(row.startS(), end);
      switch (row.kind()) {
        case PHRASE -> phrases.add(time);
        case WORD -> words.add(new Word(time, row.text(), row.language()));
        case VOICE -> {}
      }
    }
    return new Transcript(phrases, words);
  }

  /** Words whose middle lies in a stretch. */
  List<Word> within(Interval stretch) {
    return words.stream()
        .filter(w -> stretch.startS() <= w.middleS() && w.middleS() < stretch.endS())
        .toList();
  }
}
