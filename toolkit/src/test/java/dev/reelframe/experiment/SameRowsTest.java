package dev.reelframe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SameRowsTest {
  private static final Schema THINGS = Schema.intervals("things", "").text("label", "");
  private static final Schema MOMENTS = Schema.events("moments", "").text("kind", "");

  private static Analysis run(Consumer<Rows> things, Consumer<Rows> moments) {
    return Pipeline.of(giving(THINGS, things), giving(MOMENTS, moments)).run(SampleClip.video());
  }

  private static Analyzer giving(Schema schema, Consumer<Rows> rows) {
    return Analyzer.named(schema.table())
        .reads(Frames.every(100).width(16))
        .returns(schema)
        .perFrame((frame, out) -> rows.accept(out));
  }

  @Test
  void aRowHasOnePartnerOfItsNameAtItsTime() {
    Analysis reference =
        run(
            rows -> rows.add(0.0, 1.0, "dog").add(1.0, 2.0, "dog").add(1.0, 2.0, "cat"),
            rows -> rows.add(0.5, "cut").add(2.0, "cut"));
    Analysis found =
        run(
            rows -> rows.add(0.2, 1.1, "dog").add(0.3, 1.0, "dog").add(1.0, 2.0, "car"),
            rows -> rows.add(0.58, "cut").add(2.0, "fade"));
    assertThat(SameRows.of(reference.tables(), found).get("things_same_rows_ratio"))
        .isEqualTo(2 * 1 / 6.0, within(1e-12));
    assertThat(SameRows.of(reference.tables(), found).get("moments_same_rows_ratio"))
        .isEqualTo(2 * 1 / 4.0, within(1e-12));
    assertThat(SameRows.of(reference.tables(), reference).values()).containsOnly(1.0);
  }

  @Test
  void noRowsAreTheSameAsNoRows() {
    Analysis none = run(rows -> {}, rows -> {});
    Analysis some = run(rows -> rows.add(0.0, 1.0, "dog"), rows -> {});
    assertThat(SameRows.of(none.tables(), none).values()).containsOnly(1.0);
    assertThat(SameRows.of(some.tables(), none)).containsEntry("things_same_rows_ratio", 0.0);
  }
}
