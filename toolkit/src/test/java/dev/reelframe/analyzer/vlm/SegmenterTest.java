package dev.reelframe.analyzer.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmenterTest {

  static Frame frame(long index, double timeS) {
    return new Frame(index, timeS, 2, 2, PixelFormat.BGR, new byte[12]);
  }

  /** Frames of a video of 30 Hz, the first at or after each quarter of a second. */
  private static List<Frame> sampled(double endS) {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i * 0.25 < endS - 1e-9; i++) {
      long index = (long) Math.ceil(i * 0.25 * 30 - 1e-9);
      if (index / 30.0 < endS - 1e-9) {
        frames.add(frame(index, index / 30.0));
      }
    }
    return frames;
  }

  private static List<Segment> segments(List<Frame> frames, double endS) {
    Segmenter segments = new Segmenter(1, 0.5);
    List<Segment> all = new ArrayList<>();
    frames.forEach(frame -> all.addAll(segments.accept(frame)));
    all.addAll(segments.end(endS));
    return all;
  }

  @Test
  void aSecondEveryHalfSecondAndTheLastEndsWithTheClip() {
    List<Segment> all = segments(sampled(49.0 + 1 / 30.0), 49.0 + 1 / 30.0);
    assertThat(all).hasSize(97);
    assertThat(all)
        .extracting(Segment::number)
        .containsExactlyElementsOf(IntStream.range(0, 97).boxed().toList());
    assertThat(all.get(40).startS()).isEqualTo(20);
    assertThat(all.get(40).endS()).isEqualTo(21);
    assertThat(all.getLast().startS()).isEqualTo(48);
    assertThat(all.getLast().endS()).isEqualTo(49.0 + 1 / 30.0);
    assertThat(all.get(40).frames())
        .extracting(Frame::timeS)
        .satisfiesExactly(
            a -> assertThat(a).isCloseTo(20, within(1e-9)),
            b -> assertThat(b).isCloseTo(20.267, within(1e-3)),
            c -> assertThat(c).isCloseTo(20.5, within(1e-9)),
            d -> assertThat(d).isCloseTo(20.767, within(1e-3)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 1",
    "1, 1",
    "1.2, 1",
    "1.25, 2",
    "1.5, 2",
    "1.74, 2",
    "1.76, 3",
    "10, 19",
    "49.4, 98"
  })
  void everyMomentLiesInASegmentAndNoneIsFarFromASecond(double endS, int count) {
    List<Segment> all = segments(sampled(endS), endS);
    assertThat(all).hasSize(count);
    List<Interval> times = all.stream().map(s -> new Interval(s.startS(), s.endS())).toList();
    assertThat(Interval.gaps(times, new Interval(0, endS))).isEmpty();
    assertThat(all.getLast().endS()).isEqualTo(endS);
    if (endS >= 1) {
      assertThat(times).allSatisfy(t -> assertThat(t.length()).isBetween(0.75 - 1e-9, 1.25 + 1e-9));
    }
    Set<Long> seen = new HashSet<>();
    all.forEach(s -> s.frames().forEach(f -> seen.add(f.index())));
    assertThat(seen).as("no sample is left out").hasSameSizeAs(sampled(endS));
  }

  @Test
  void aPairServesBothSegmentsThatHoldIt() {
    List<Segment> all = segments(sampled(20), 20);
    Set<List<Long>> pairs = new HashSet<>();
    int shown = 0;
    for (Segment segment : all) {
      List<Long> numbers = segment.frames().stream().map(Frame::index).toList();
      for (int i = 0; i < numbers.size(); i += 2, shown++) {
        pairs.add(numbers.subList(i, i + 2));
      }
    }
    assertThat(pairs).hasSize(40);
    assertThat(shown).isEqualTo(78);
  }

  @Test
  void aSegmentComesAsSoonAsItCannotBeTheLast() {
    Segmenter segments = new Segmenter(1, 0.5);
    List<Integer> waits = new ArrayList<>();
    for (Frame frame : sampled(6)) {
      for (Segment segment : segments.accept(frame)) {
        waits.add((int) Math.round((frame.timeS() - segment.endS()) * 1000));
      }
    }
    assertThat(waits).isNotEmpty().allMatch(ms -> ms <= 510);
  }

  @Test
  void aStepWithoutFramesShowsWhatStandsOnTheScreen() {
    List<Segment> all =
        segments(List.of(frame(0, 0), frame(1, 0.1), frame(2, 2.6), frame(3, 2.8)), 3);
    assertThat(all).hasSize(5);
    assertThat(all.get(1).frames()).extracting(Frame::index).containsExactly(1L, 1L, 1L, 1L);
    assertThat(all.get(1).distinctFrames()).isOne();
    assertThat(all.get(4).frames()).extracting(Frame::index).containsExactly(1L, 1L, 2L, 3L);
  }

  @Test
  void beforeTheFirstFrameThatOneStands() {
    List<Segment> all = segments(List.of(frame(7, 1.2), frame(8, 1.45)), 1.6);
    assertThat(all.getFirst().startS()).isZero();
    assertThat(all.getFirst().frames()).extracting(Frame::index).containsExactly(7L, 7L, 7L, 7L);
    assertThat(all.getLast().endS()).isEqualTo(1.6);
  }

  @Test
  void withoutAFrameThereIsNothingToDescribe() {
    assertThat(segments(List.of(), 5)).isEmpty();
  }

  @Test
  void oddFramesOfAStepArePairedInsideIt() {
    Segmenter segments = new Segmenter(1, 0.5);
    List<Segment> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.addAll(segments.accept(frame(i, i / 6.0)));
    }
    assertThat(all.getFirst().frames())
        .extracting(Frame::index)
        .containsExactly(0L, 1L, 2L, 2L, 3L, 4L, 5L, 5L);
  }
}
