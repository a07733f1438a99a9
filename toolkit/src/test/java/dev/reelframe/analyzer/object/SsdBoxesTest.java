package dev.reelframe.analyzer.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SsdBoxesTest {
  private static final List<String> NAMES =
      List.of("???", "Person", "Cattle", "Mug", "Coffee cup", "Vehicle", "Car", "Footwear", "Boot");
  private static final int ANCHORS = 6;
  private final float[] scores = new float[ANCHORS * NAMES.size()];
  private final float[] boxes = new float[ANCHORS * 4];
  private final SsdBoxes ssd = new SsdBoxes(NAMES);

  private void anchor(int anchor, String name, double score, double... sides) {
    scores[anchor * NAMES.size() + NAMES.indexOf(name)] = (float) score;
    for (int i = 0; i < 4; i++) {
      boxes[4 * anchor + i] = (float) sides[i];
    }
  }

  private List<Detection> decode() {
    return ssd.decode(FloatBuffer.wrap(scores), FloatBuffer.wrap(boxes), 200, 100);
  }

  @Test
  void aBoxStandsInPixelsAndEndsAtThePicture() {
    anchor(2, "Person", 0.4, 0.25, -0.1, 0.75, 0.5);
    Detection only = decode().getFirst();
    assertThat(only.label()).isEqualTo("person");
    assertThat(only.box()).isEqualTo(new BoundingBox(50, 0, 100, 50));
    assertThat(only.score()).as("as often right as wrong").isCloseTo(0.5, within(1e-6));
  }

  @Test
  void scoresKeepTheirOrderAndTheirEnds() {
    for (String label : List.of("person", "footwear", "box")) {
      assertThat(SsdBoxes.evened(label, 0)).isZero();
      assertThat(SsdBoxes.evened(label, 1)).isEqualTo(1);
      assertThat(SsdBoxes.evened(label, 0.5)).isLessThan(SsdBoxes.evened(label, 0.7));
    }
    assertThat(SsdBoxes.evened("footwear", 0.5)).isLessThan(SsdBoxes.evened("person", 0.5));
  }

  @Test
  void theSameThingHasCocosNameAndItsOtherNamesItsOwn() {
    assertThat(ssd.vocabulary())
        .containsExactly("person", "cow", "cup", "vehicle", "car", "footwear", "boot");
  }

  @Test
  void twoNamesOfOneThingAreOneBox() {
    anchor(0, "Mug", 0.7, 0.1, 0.1, 0.5, 0.9);
    anchor(1, "Coffee cup", 0.6, 0.12, 0.1, 0.5, 0.9);
    anchor(2, "Vehicle", 0.8, 0.5, 0.1, 0.9, 0.9);
    anchor(3, "Car", 0.6, 0.52, 0.1, 0.9, 0.9);
    anchor(4, "Footwear", 0.7, 0, 0, 0.1, 0.1);
    assertThat(decode()).extracting(Detection::label).containsExactly("cup", "car", "footwear");
  }

  @Test
  void noiseAndBackgroundAreNothing() {
    anchor(0, "???", 0.9, 0, 0, 1, 1);
    anchor(1, "Person", 0.14, 0, 0, 1, 1);
    assertThat(decode()).isEmpty();
  }
}
