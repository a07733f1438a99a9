package dev.reelframe.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class TimeJoinTest {
  private static final Schema SHOTS =
      Schema.intervals("shots", "").text("kind", "").number("speed_ratio", "");
  private static final Schema HITS = Schema.events("hits", "").text("label", "");

  private final Table shots =
      SHOTS.rows().add(0.0, 1.5, "a", 1.0).add(1.5, 3.0, "b", 3.0).add(3.0, 3.4, "c", null).table();
  private final Table hits = HITS.rows().add(0.2, "x").add(1.5, "y").add(3.3, "z").table();

  @Test
  void asOfTakesTheLatestRowThatIsNotLater() {
    Table joined = TimeJoin.asOf(hits, shots, 1.0);
    assertThat(joined.stringColumn("shots_kind").asList()).containsExactly("a", "b", "c");
    assertThat(TimeJoin.asOf(hits, shots, 0.1).stringColumn("shots_kind").asList())
        .containsExactly("", "b", "");
  }

  @Test
  void overlapPairsRowsThatShareTime() {
    Table joined =
        TimeJoin.overlap(shots, SHOTS.rows().add(1.0, 2.0, "q", 0.0).table().setName("other"));
    assertThat(joined.stringColumn("kind").asList()).containsExactly("a", "b");
    assertThat(joined.doubleColumn("overlap_s").asList()).containsExactly(0.5, 0.5);
    assertThat(TimeJoin.overlap(hits, shots).stringColumn("shots_kind").asList())
        .containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void joinsFindWhatComparingEachPairFinds(long seed) {
    Random random = new Random(seed);
    Table lefts = anyOrder(random, "lefts", 60);
    Table rights = anyOrder(random, "rights", 80);
    List<String> asOf = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    for (int l = 0; l < lefts.rowCount(); l++) {
      int latest = -1;
      for (int r = 0; r < rights.rowCount(); r++) {
        double ahead = start(lefts, l) - start(rights, r);
        if (ahead >= 0
            && ahead <= 0.5
            && (latest < 0 || start(rights, r) >= start(rights, latest))) {
          latest = r;
        }
        if (shareTime(lefts, l, rights, r)) {
          pairs.add(name(lefts, l) + "-" + name(rights, r));
        }
      }
      asOf.add(latest < 0 ? "" : name(rights, latest));
    }
    assertThat(TimeJoin.asOf(lefts, rights, 0.5).stringColumn("rights_name").asList())
        .isEqualTo(asOf);
    Table joined = TimeJoin.overlap(lefts, rights);
    List<String> found = new ArrayList<>();
    for (int row = 0; row < joined.rowCount(); row++) {
      found.add(name(joined, row) + "-" + joined.stringColumn("rights_name").get(row));
    }
    assertThat(found).isEqualTo(pairs);
  }

  /** Moments and intervals, some at the same time, one far longer than the others. */
  private static Table anyOrder(Random random, String name, int count) {
    Schema schema =
        Schema.events(name, "").number("start_s", "").number("end_s", "").text("name", "");
    Rows rows = schema.rows();
    for (int i = 0; i < count; i++) {
      double at = random.nextInt(200) / 20.0;
      double length = i == 7 ? 5 : (1 + random.nextInt(20)) / 20.0;
      boolean moment = random.nextInt(3) == 0;
      rows.add(moment ? at : null, moment ? null : at, moment ? null : at + length, name + i);
    }
    return rows.table();
  }

  private static String name(Table table, int row) {
    return table.stringColumn("name").get(row);
  }

  private static double start(Table table, int row) {
    return table
        .doubleColumn(table.column("time_s").isMissing(row) ? "start_s" : "time_s")
        .get(row);
  }

  private static boolean shareTime(Table left, int l, Table right, int r) {
    boolean leftMoment = left.column("end_s").isMissing(l);
    boolean rightMoment = right.column("end_s").isMissing(r);
    double from = Math.max(start(left, l), start(right, r));
    double leftEnd = leftMoment ? start(left, l) : left.doubleColumn("end_s").get(l);
    double rightEnd = rightMoment ? start(right, r) : right.doubleColumn("end_s").get(r);
    if (leftMoment && rightMoment) {
      return leftEnd == rightEnd;
    }
    if (leftMoment) {
      return start(right, r) <= leftEnd && leftEnd < rightEnd;
    }
    if (rightMoment) {
      return start(left, l) <= rightEnd && rightEnd < leftEnd;
    }
    return from < Math.min(leftEnd, rightEnd);
  }

  @Test
  void aSignalBecomesIntervals() {
    Table signal =
        Schema.events("s", "")
            .number("v", "")
            .rows()
            .add(0.0, 1)
            .add(0.5, 1)
            .add(1.0, 0)
            .add(1.5, 1)
            .add(1.6, 0)
            .table();
    assertThat(TimeJoin.where(signal, "v", v -> v > 0.5, 2, 0))
        .containsExactly(new Interval(0, 1), new Interval(1.5, 1.6));
    assertThat(TimeJoin.where(signal, "v", v -> v > 0.5, 2, 0.2))
        .containsExactly(new Interval(0, 1));
    assertThat(TimeJoin.where(signal, "v", v -> v < 0.5, 2, 0.2))
        .containsExactly(new Interval(1, 1.5), new Interval(1.6, 2));
  }

  @Test
  void unionCoverageAndGapsCountTimeOnce() {
    List<Interval> some = List.of(new Interval(2, 3), new Interval(0, 1), new Interval(0.5, 1.5));
    Interval whole = new Interval(0, 4);
    assertThat(Interval.union(some)).containsExactly(new Interval(0, 1.5), new Interval(2, 3));
    assertThat(Interval.coverage(some, whole)).isEqualTo(0.625);
    assertThat(Interval.gaps(some, whole))
        .containsExactly(new Interval(1.5, 2), new Interval(3, 4));
  }

  @Test
  void oneRowPerSecondAcrossTables() {
    MeasuredTable measured =
        MeasuredTable.of(
            shots, SHOTS, Provenance.of("shots", "1", new TreeMap<>()), State.OK, Optional.empty());
    Table wide = PerSecond.of(List.of(measured), 3.4);
    assertThat(wide.rowCount()).isEqualTo(4);
    assertThat(wide.doubleColumn("end_s").get(3)).isEqualTo(3.4);
    assertThat(wide.intColumn("shots_rows").asObjectArray()).containsExactly(1, 2, 1, 1);
    assertThat(wide.doubleColumn("shots_speed_ratio").get(1)).isEqualTo(2.0);
    assertThat(wide.doubleColumn("shots_speed_ratio").isMissing(3)).isTrue();
    assertThat(wide.stringColumn("shots_kind").asList()).containsExactly("a", "a", "b", "c");
    Table without = PerSecond.of(List.of(measured), 3.05);
    assertThat(without.doubleColumn("end_s").asList()).containsExactly(1.0, 2.0, 3.05);
  }

  @Test
  void someFramesAtTheEndAreNoSecondOfTheirOwn() {
    assertThat(Interval.seconds(2.4)).last().isEqualTo(new Interval(2, 2.4));
    assertThat(Interval.seconds(2)).last().isEqualTo(new Interval(1, 2));
    assertThat(Interval.seconds(2.003)).hasSize(2).last().isEqualTo(new Interval(1, 2.003));
    assertThat(Interval.seconds(0.04)).containsExactly(new Interval(0, 0.04));
    assertThat(Interval.seconds(0)).isEmpty();
  }
}
