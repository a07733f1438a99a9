package dev.reelframe.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** A slowdown that is really there, found in real runs; and none where there is none. */
@Tag("timing")
class PlantedSlowdownTest {
  private static final int ROUNDS = 12;

  /** Reads the clip's frames and does the same arithmetic over and over for each. */
  private static Analyzer working(int steps) {
    return Analyzer.named("work")
        .reads(Frames.every(0.1).width(64).grey())
        .returns(Schema.frames("work", "Arithmetic").number("word", "of no meaning"))
        .perFrame((frame, rows) -> {
          long word = frame.index();
          for (int i = 0; i < steps; i++) {
            word = word * 6364136223846793005L + 1442695040888963407L;
          }
          rows.add(frame.timeS(), frame.index(), (double) word);
        });
  }

  @Test
  void aPlantedSlowdownIsFoundAndAnEqualSettingIsNot() {
    int steps = 4_000_000;
    MeasuredTable verdict =
        Experiment.of(working(steps))
            .clip(SampleClip.video().file().toString())
            .level("build", "before", p -> p)
            .level("build", "the same", p -> p)
            .level(
                "build",
                "slower",
                p -> Pipeline.of(working(steps + steps / 4)).progress(p.progress()))
            .warmups(2)
            .repeats(ROUNDS)
            .run()
            .verdict("work_fold_cpu_s");
    Table slower = verdict.where(verdict.stringColumn("build").isEqualTo("slower"));
    assertThat(slower.getString(0, "verdict")).as(verdict.printAll()).isEqualTo("slower");
    assertThat(slower.row(0).getDouble("ratio_low")).isLessThan(1.25);
    assertThat(slower.row(0).getDouble("ratio_high")).isGreaterThan(1.25 - 0.1);
    Table same = verdict.where(verdict.stringColumn("build").isEqualTo("the same"));
    assertThat(same.getString(0, "verdict")).as(verdict.printAll()).isEqualTo(Verdicts.NOT_SHOWN);
  }
}
