package dev.reelframe.analyzer.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.table.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteTrackTest {
  private static final Shots ONE = new Shots(List.of(new Interval(0, 10)));
  private final List<TrackDetection> seen = new ArrayList<>();

  private void see(double timeS, double x, double score, String label) {
    seen.add(TrackDetection.of(seen.size(), timeS, new BoundingBox(x, 100, 60, 160), score, label));
  }

  private static List<Integer> rows(Track track) {
    return track.sightings().stream().map(TrackDetection::row).toList();
  }

  @Test
  void twoPeopleWhoPassEachOtherKeepTheirNumbers() {
    for (int i = 0; i < 12; i++) {
      see(i * 0.5, 20 + 30 * i, 0.9, "person");
      see(i * 0.5, 380 - 30 * i, 0.8, "person");
    }
    List<Track> tracks = ByteTrack.standard().follow(seen, ONE);
    assertThat(tracks).hasSize(2);
    assertThat(rows(tracks.get(0))).allMatch(row -> row % 2 == 0).hasSize(12);
    assertThat(rows(tracks.get(1))).allMatch(row -> row % 2 == 1).hasSize(12);
  }

  @Test
  void theOrderOfTheSightingsDoesNotMatter() {
    for (int i = 0; i < 8; i++) {
      see(i * 0.5, 10 + 12 * i, 0.9, "dog");
      see(i * 0.5, 300, 0.7, "car");
    }
    List<Track> inOrder = ByteTrack.standard().follow(seen, ONE);
    Collections.shuffle(seen, new Random(5));
    assertThat(ByteTrack.standard().follow(seen, ONE)).isEqualTo(inOrder);
  }

  @Test
  void aWalkerWhoseBoxesNoLongerOverlapIsFollowedByGrownBoxes() {
    for (int i = 0; i < 6; i++) {
      see(i * 0.5, 70 * i, 0.9, "person");
    }
    assertThat(ByteTrack.standard().follow(seen, ONE)).hasSize(1);
    assertThat(ByteTrack.standard().buffer(0).follow(seen, ONE)).hasSizeGreaterThan(1);
  }

  @Test
  void lowScoresContinueATrackAndAloneMakeNone() {
    see(0, 50, 0.2, "person");
    see(0.5, 50, 0.9, "person");
    see(1, 50, 0.15, "person");
    see(0, 300, 0.3, "cat");
    see(0.5, 300, 0.4, "cat");
    see(1.5, 50, 0.05, "person");
    List<Track> tracks = ByteTrack.standard().follow(seen, ONE);
    assertThat(tracks).hasSize(1);
    assertThat(rows(tracks.getFirst())).containsExactly(0, 1, 2);
    assertThat(tracks.getFirst().best().row()).isEqualTo(1);
    assertThat(tracks.getFirst().meanScore()).isCloseTo(1.25 / 3, within(1e-9));
  }

  @Test
  void weakDetectionsBeforeTheFirstSureOneContinueItsTrackBack() {
    see(0, 50, 0.3, "person");
    see(0.5, 54, 0.3, "person");
    see(1, 58, 0.9, "person");
    see(0, 300, 0.3, "person");
    see(0.5, 300, 0.3, "person");
    List<Track> tracks = ByteTrack.standard().follow(seen, ONE);
    assertThat(tracks).hasSize(1);
    assertThat(rows(tracks.getFirst())).containsExactly(0, 1, 2);
  }

  @Test
  void detectionsOfAnotherClassNeverJoinATrack() {
    for (int i = 0; i < 4; i++) {
      see(i * 0.5, 50, i < 2 ? 0.9 : 0.8, i < 2 ? "person" : "bench");
    }
    List<Track> tracks = ByteTrack.standard().follow(seen, ONE);
    assertThat(tracks).extracting(Track::label).containsExactly("person", "bench");
  }

  @Test
  void withinAClassBoxesOfOtherLabelsHaveToOverlapMore() {
    BoundingBox car = new BoundingBox(0, 0, 100, 100);
    seen.add(new TrackDetection(0, 0, car, 0.9, "thing", Map.of("car", 0.9)));
    seen.add(
        new TrackDetection(
            1, 0.5, new BoundingBox(10, 0, 100, 100), 0.9, "thing", Map.of("truck", 0.9)));
    seen.add(
        new TrackDetection(
            2, 1, new BoundingBox(60, 0, 100, 100), 0.9, "thing", Map.of("dog", 0.9)));
    List<Track> tracks = ByteTrack.standard().buffer(0).follow(seen, ONE);
    assertThat(tracks).hasSize(2);
    assertThat(rows(tracks.getFirst())).containsExactly(0, 1);
  }

  @Test
  void aBedSeenWeaklyBehindAPersonBecomesNoPerson() throws IOException {
    List<String> lines =
        Files.readAllLines(
            SharedFolder.file("cases/sightings-of-other-labels/object_detection.signal.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] c = line.split(",");
      BoundingBox box =
          new BoundingBox(
              Double.parseDouble(c[2]),
              Double.parseDouble(c[3]),
              Double.parseDouble(c[4]),
              Double.parseDouble(c[5]));
      seen.add(
          TrackDetection.of(
              seen.size(), Double.parseDouble(c[0]), box, Double.parseDouble(c[6]), c[1]));
    }
    List<Track> tracks = ByteTrack.standard().follow(seen, new Shots(List.of(new Interval(0, 6))));
    assertThat(tracks).extracting(Track::label).containsExactly("person");
    assertThat(tracks.getFirst().sightings()).hasSize(12);
  }

  @Test
  void aTrackOutlivesAGapWithinItsPatienceOnly() {
    see(0, 50, 0.9, "person");
    see(2, 55, 0.9, "person");
    assertThat(ByteTrack.standard().follow(seen, ONE)).hasSize(1);
    assertThat(ByteTrack.standard().patience(1.5).follow(seen, ONE)).hasSize(2);
  }

  @Test
  void aTrackEndsAtACut() {
    for (int i = 0; i < 8; i++) {
      see(i * 0.5, 50, 0.9, "person");
    }
    Shots cut = new Shots(List.of(new Interval(0, 2), new Interval(2, 4)));
    List<Track> tracks = ByteTrack.standard().follow(seen, cut);
    assertThat(tracks).extracting(Track::shot).containsExactly(0, 1);
    assertThat(tracks).extracting(Track::id).containsExactly(1, 2);
    assertThat(rows(tracks.getFirst())).containsExactly(0, 1, 2, 3);
  }

  @Test
  void labelsAreVotedOverTheTrack() {
    BoundingBox box = new BoundingBox(10, 10, 50, 50);
    seen.add(new TrackDetection(0, 0, box, 0.6, "thing", Map.of("truck", 0.6, "car", 0.5)));
    seen.add(new TrackDetection(1, 0.5, box, 0.7, "thing", Map.of("truck", 0.3, "car", 0.7)));
    seen.add(new TrackDetection(2, 1, box, 0.5, "thing", Map.of("truck", 0.5)));
    Track track = ByteTrack.standard().follow(seen, ONE).getFirst();
    assertThat(track.label()).isEqualTo("truck");
    assertThat(track.votes().get("car")).isCloseTo(1.2, within(1e-9));
  }

  @Test
  void aTrackReachesToTheEdgesOfItsShotWhereItIsSeenNextToThem() {
    List<Double> times = List.of(0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5);
    Shots shots = new Shots(List.of(new Interval(0, 1.8), new Interval(1.8, 3.9)));
    SampleTimes samples = SampleTimes.at(times, shots);
    assertThat(samples.interval(0, 0, 1.5)).isEqualTo(new Interval(0, 1.8));
    assertThat(samples.interval(0, 0.5, 1.0)).isEqualTo(new Interval(0.25, 1.25));
    assertThat(samples.interval(1, 2.0, 2.0)).isEqualTo(new Interval(1.8, 2.25));
    assertThat(samples.interval(1, 3.5, 3.5)).isEqualTo(new Interval(3.25, 3.9));
    assertThat(samples.count(0)).isEqualTo(4);
    assertThat(samples.count(1, 2.5, 3.0)).isEqualTo(2);
    assertThatThrownBy(() -> samples.interval(0, 0.3, 0.5)).hasMessageContaining("0.3");
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> ByteTrack.standard().scores(0.2, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5");
    assertThatThrownBy(() -> ByteTrack.standard().overlap(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
