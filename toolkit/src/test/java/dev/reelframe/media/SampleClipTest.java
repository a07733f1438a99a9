package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clip in the jar is what its truth says. */
class SampleClipTest {
  @TempDir static Path dir;
  private static Path file;
  private static JsonNode truth;

  @BeforeAll
  static void fromTheClassPath() throws IOException {
    file = dir.resolve("sample.mp4");
    try (InputStream clip = Video.class.getResourceAsStream("/dev/reelframe/sample.mp4");
        InputStream json = Video.class.getResourceAsStream("/dev/reelframe/sample.truth.json")) {
      Files.copy(clip, file);
      truth = new ObjectMapper().readTree(json);
    }
  }

  @Test
  void isSmallPortraitAndHasPictureAndSound() throws IOException {
    MediaInfo info = Video.open(file).info();
    assertThat(Files.size(file)).isLessThan(1_500_000);
    assertThat(info.picture().orElseThrow().codec()).isEqualTo("h264");
    assertThat(info.picture().orElseThrow().width()).isEqualTo(truth.get("width").asInt());
    assertThat(info.picture().orElseThrow().height()).isEqualTo(truth.get("height").asInt());
    assertThat(info.sound().orElseThrow().codec()).isEqualTo("aac");
  }

  @Test
  void thePictureJumpsAtTheCutsAndNowhereElse() {
    List<Double> steps = new ArrayList<>();
    StreamEnd end;
    try (Decoding decoding = Video.open(file).decode(List.of(Frames.all().width(90).grey()))) {
      byte[] before = null;
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        byte[] now = ((Frame) next.get().item()).data();
        steps.add(before == null ? 0 : difference(before, now));
        before = now;
      }
      end = decoding.end();
    }
    assertThat(end.frames()).isEqualTo(truth.get("frames").asLong());
    assertThat(end.pictureS()).isEqualTo(truth.get("duration_s").asDouble());
    List<Integer> jumps =
        IntStream.range(0, steps.size()).filter(n -> steps.get(n) > 25).boxed().toList();
    assertThat(jumps).isEqualTo(SampleClipGenerator.CUTS);
    assertThat(truth.get("cuts").findValues("frame").stream().map(JsonNode::asInt).toList())
        .isEqualTo(jumps);
  }

  @Test
  void theEndCardHasItsColour() {
    byte[] last = {};
    try (Decoding decoding = Video.open(file).decode(List.of(Frames.every(0.5)))) {
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        last = ((Frame) next.get().item()).data();
      }
    }
    int[] bgr = {last[0] & 0xFF, last[1] & 0xFF, last[2] & 0xFF};
    int[] drawn = {90, 40, 170};
    for (int c = 0; c < 3; c++) {
      assertThat(bgr[c]).as("channel " + c).isBetween(drawn[c] - 4, drawn[c] + 4);
    }
  }

  @Test
  void theBellSoundsAfterTheMusic() {
    List<Double> levels = new ArrayList<>();
    try (Decoding decoding = Video.open(file).decode(List.of(Audio.mono(16_000)))) {
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        levels.add(rms(((AudioBlock) next.get().item()).samples()));
      }
    }
    int bell = (int) (truth.get("sounds").get(0).get("time_s").asDouble() * 10);
    assertThat(levels.get(bell - 2)).isLessThan(0.01);
    assertThat(levels.get(bell + 1)).isGreaterThan(0.05);
    assertThat(levels.get(0)).isGreaterThan(0.05);
  }

  private static double difference(byte[] a, byte[] b) {
    return IntStream.range(0, a.length)
        .map(i -> Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)))
        .average()
        .orElseThrow();
  }

  private static double rms(float[] samples) {
    double sum = 0;
    for (float s : samples) {
      sum += s * s;
    }
    return Math.sqrt(sum / samples.length);
  }
}
