package dev.reelframe.media;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Makes the sample clip that ships in the jar, and its truth. Run by hand; the result is committed:
 *
 * <pre>{@code
 * mvn -q -pl toolkit -am test -Dtest=SampleClipGenerator -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * The name keeps it out of the ordinary test run. The encoder is deterministic for one version of
 * the presets; fonts differ between machines, and with them the boxes of the captions.
 */
class SampleClipGenerator {
  static final int WIDTH = 360;
  static final int HEIGHT = 640;
  static final int FPS = 30;
  static final Path CLIP = Path.of("src/main/resources/dev/reelframe/sample.mp4");
  static final Path TRUTH = Path.of("src/test/resources/dev/reelframe/sample.truth.json");

  /** First frames of the shots after the first that begin with a hard cut. */
  static final List<Integer> CUTS = List.of(60, 180, 210);

  static final int DISSOLVE = 120;
  static final int DISSOLVE_END = 135;
  static final int FRAMES = 240;

  private static final List<SampleScenes.Caption> CAPTIONS =
      List.of(
          new SampleScenes.Caption("HELLO REELFRAME", 12, 54, 120, 30, Color.WHITE),
          new SampleScenes.Caption("A quick tour", 66, 111, 540, 40, Color.WHITE),
          new SampleScenes.Caption("Three shapes", 141, 174, 560, 40, new Color(255, 220, 80)),
          new SampleScenes.Caption("LINK IN BIO", 213, 240, 335, 42, Color.WHITE));

  @Test
  void writeClipAndTruth() throws IOException {
    Files.createDirectories(CLIP.getParent());
    Files.createDirectories(TRUTH.getParent());
    SampleScenes scenes = new SampleScenes(WIDTH, HEIGHT, CAPTIONS);
    SyntheticClip.of(WIDTH, HEIGHT, FPS)
        .images(60, n -> scenes.captioned(n, scenes.ball(n)))
        .images(60, n -> scenes.captioned(60 + n, scenes.landscape(n)))
        .images(60, n -> scenes.captioned(DISSOLVE + n, dissolvingInto(scenes, n)))
        .images(30, n -> scenes.captioned(180 + n, scenes.tiles(n)))
        .images(30, n -> scenes.captioned(210 + n, scenes.endCard()))
        .sound(44_100, SampleSound::at)
        .options("-b:v", "205k", "-g", "120", "-b:a", "64k", "-movflags", "+faststart")
        .options("-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709")
        .options("-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")
        .write(CLIP);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(TRUTH, json.writeValueAsString(truth(scenes)) + "\n");
  }

  /** The landscape gives way to the shapes, linearly, within {@code DISSOLVE..DISSOLVE_END}. */
  private static BufferedImage dissolvingInto(SampleScenes scenes, int n) {
    int length = DISSOLVE_END - DISSOLVE;
    return n >= length
        ? scenes.shapes(n)
        : SampleScenes.mix(
            scenes.landscape(DISSOLVE - 60 + n), scenes.shapes(n), (n + 1.0) / (length + 1));
  }

  /** The truth in the layout that the project's evaluation tool reads. */
  private static Map<String, Object> truth(SampleScenes scenes) {
    Map<String, Object> truth = new LinkedHashMap<>();
    truth.put(
        "cuts", CUTS.stream().map(frame -> row("frame", frame, "time_s", seconds(frame))).toList());
    truth.put(
        "transitions",
        List.of(
            row("kind", "dissolve", "start_s", seconds(DISSOLVE), "end_s", seconds(DISSOLVE_END))));
    truth.put(
        "shots",
        List.of(
            shot(0, 60, "ball"),
            shot(60, DISSOLVE_END, "landscape"),
            shot(DISSOLVE, 180, "shapes"),
            shot(180, 210, "tiles"),
            shot(210, FRAMES, "card")));
    List<Map<String, Object>> text = new ArrayList<>();
    for (SampleScenes.Caption caption : CAPTIONS) {
      Rectangle box = scenes.box(caption);
      text.add(
          row(
              "start_s",
              seconds(caption.first()),
              "end_s",
              seconds(caption.end()),
              "text",
              caption.text(),
              "box_px",
              List.of(box.x, box.y, box.x + box.width, box.y + box.height)));
    }
    truth.put("text", text);
    truth.put("speech", List.of());
    truth.put("sounds", List.of(row("kind", "ding", "time_s", SampleSound.DING_S)));
    truth.put(
        "camera",
        List.of(
            camera(0, 60, "static"),
            camera(60, DISSOLVE_END, "pan_right"),
            camera(DISSOLVE, 180, "static"),
            camera(180, 210, "zoom_in"),
            camera(210, FRAMES, "static")));
    truth.put("objects", List.of());
    truth.put(
        "music", row("start", 0.0, "end", SampleSound.MUSIC_END_S, "bpm", SampleSound.TEMPO_BPM));
    truth.put("width", WIDTH);
    truth.put("height", HEIGHT);
    truth.put("fps", FPS);
    truth.put("frames", FRAMES);
    truth.put("duration_s", seconds(FRAMES));
    return truth;
  }

  private static double seconds(int frame) {
    return Math.round(1e6 * frame / FPS) / 1e6;
  }

  private static Map<String, Object> shot(int first, int end, String source) {
    return row("start_s", seconds(first), "end_s", seconds(end), "source", source);
  }

  private static Map<String, Object> camera(int first, int end, String camera) {
    return row("start_s", seconds(first), "end_s", seconds(end), "camera", camera);
  }

  private static Map<String, Object> row(Object... namesAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }
}
