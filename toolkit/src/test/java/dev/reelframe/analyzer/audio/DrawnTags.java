package dev.reelframe.analyzer.audio;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Rows;
import tech.tablesaw.api.Table;

/** Tags of sound as a test says, in the place of {@code audio_environment}. */
final class DrawnTags {
  private static final AnalyzerSpec CARD = AudioEnvironment.standard().spec();
  private final Rows rows = CARD.signal().orElseThrow().rows();

  /** A tagger that hears nothing. */
  static Analyzer none() {
    return new DrawnTags().analyzer();
  }

  /** A class in the window that begins there. */
  DrawnTags window(double startS, String label, String group, double score) {
    rows.add(startS, label, group, score);
    return this;
  }

  Table table() {
    return rows.table();
  }

  Analyzer analyzer() {
    return new Tagger(rows.table());
  }

  private record Tagger(Table tags) implements Analyzer {
    @Override
    public AnalyzerSpec spec() {
      return AnalyzerSpec.of("1", CARD.schema()).signal(CARD.signal().orElseThrow());
    }

    @Override
    public Fold open(MediaInfo media, RunContext run) {
      return new Fold() {
        @Override
        public Table signal(StreamEnd end) {
          return tags;
        }
      };
    }

    @Override
    public Outcome decide(Table signal, Inputs inputs) {
      return Outcome.of(CARD.schema().newTable());
    }
  }
}
