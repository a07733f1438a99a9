package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.Scenery;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Decoding.Delivery;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.media.View;
import dev.reelframe.models.Device;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which two views arrive makes no difference. */
class TextFoldTest {
  @TempDir Path dir;

  private static boolean isSmall(Delivery delivery) {
    return ((Frames) delivery.view()).everyFrame();
  }

  private static String signal(TextOverlay text, Video video, List<Delivery> items, Decoding end) {
    try (Fold fold = text.open(video.info(), RunContext.on(Device.cpu(), 1))) {
      items.forEach(d -> fold.accept(d.view(), d.item()));
      return fold.signal(end.end()).printAll();
    }
  }

  @Test
  void viewsMayArriveInAnyOrder() {
    Scenery scenery = Scenery.of(7, 320, 240);
    Video video =
        Video.open(
            SyntheticClip.of(320, 240, 20)
                .draw(
                    40,
                    (n, g) -> {
                      scenery.draw(g, 2 * n, 0);
                      if (n >= 8 && n < 31) {
                        Drawn.outlined(g, n < 20 ? "Schritt 1" : "Schritt 2", 60, 120, 30);
                      }
                    })
                .write(dir.resolve("clip.mkv")));
    try (ResidentModels models = SharedFolder.models(dir.resolve("home"))) {
      TextOverlay text = TextOverlay.standard().models(models);
      List<Delivery> items = new ArrayList<>();
      List<View> views = text.spec().views();
      try (Decoding decoding = video.decode(new HashSet<>(views))) {
        for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
          items.add(next.get());
        }
        String asItCame = signal(text, video, items, decoding);
        assertThat(asItCame).contains("Schritt 1", "Schritt 2");
        items.sort(Comparator.comparing(TextFoldTest::isSmall));
        assertThat(signal(text, video, items, decoding)).isEqualTo(asItCame);
        items.sort(Comparator.comparing(TextFoldTest::isSmall).reversed());
        assertThat(signal(text, video, items, decoding)).isEqualTo(asItCame);
      }
    }
  }
}
