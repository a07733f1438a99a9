package dev.reelframe.gpu.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootprintsTest {
  private static final Demand DETECTOR = SimulatedRun.model("detector", 100, 0, 64);

  @Test
  void whatWasMeasuredIsThereInTheNextRun(@TempDir Path folder) {
    Path file = folder.resolve("gpu/footprints");
    Footprints first = Footprints.in(file);
    first.measured("H200", DETECTOR, new Footprint(123, 7));
    first.mostItems("H200", DETECTOR, 8);

    Footprints next = Footprints.in(file);
    assertThat(next.of("H200", DETECTOR)).isEqualTo(new Footprint(123, 7));
    assertThat(next.mostItems("H200", DETECTOR)).isEqualTo(8);
    assertThat(next.of("T4", DETECTOR)).as("another card").isEqualTo(DETECTOR.expected());
    assertThat(next.mostItems("T4", DETECTOR)).isEqualTo(64);
  }

  @Test
  void aDamagedLineCostsThatLineOnly(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("footprints");
    Files.writeString(file, "T4\\ /\\ detector=1,2,0\nH200\\ /\\ detector=5,6,\nnonsense=x\n");
    Footprints read = Footprints.in(file);
    assertThat(read.of("H200", DETECTOR)).isEqualTo(new Footprint(5, 6));
    assertThat(read.of("T4", DETECTOR)).isEqualTo(DETECTOR.expected());
  }
}
