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
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Makes the sample clip that ships in the jar, and its truth; called by {@code
 * toolkit/make-sample}, which fetches the two photographs and the speech (NOTICE names them). The
 * name keeps it out of the ordinary test run. The encoder is deterministic for one version of the
 * presets; fonts differ between machines, and with them the boxes of the captions.
 */
class SampleClipGenerator {
  static final int WIDTH = 360;
  static final int HEIGHT = 640;
  static final int FPS = 30;
  static final Path CLIP = Path.of("src/main/resources/dev/reelframe/sample.mp4");
  static final Path TRUTH = Path.of("src/test/resources/dev/reelframe/sample.truth.json");

  /** First frames of the shots after the first that begin with a hard cut. */
  static final List<Integer> CUTS = List.of(120, 285, 345);

  static final int DISSOLVE = 195;
  static final int DISSOLVE_END = 210;
  static final int FRAMES = 390;

  private static final List<SampleScenes.Caption> CAPTIONS =
      List.of(
          new SampleScenes.Caption("HELLO REELFRAME", 12, 60, 570, 28, Color.WHITE),
          new SampleScenes.Caption("Meet the astronaut", 66, 114, 570, 29, Color.WHITE),
          new SampleScenes.Caption("Jetzt einen Kaffee!", 126, 189, 560, 29, Color.WHITE),
          new SampleScenes.Caption("Three balls", 297, 336, 560, 34, new Color(255, 220, 80)),
          new SampleScenes.Caption("LINK IN BIO", 348, 390, 335, 42, Color.WHITE));

  @Test
  void writeClipAndTruth() throws IOException {
    Path media = Path.of(System.getenv("SAMPLE_MEDIA"));
    Files.createDirectories(CLIP.getParent());
    Files.createDirectories(TRUTH.getParent());
    SampleScenes scenes =
        new SampleScenes(
            WIDTH,
            HEIGHT,
            CAPTIONS,
            ImageIO.read(media.resolve("astronaut.png").toFile()),
            ImageIO.read(media.resolve("coffee.png").toFile()));
    SampleSound sound = SampleSound.of(media);
    SyntheticClip.of(WIDTH, HEIGHT, FPS)
        .images(120, n -> scenes.captioned(n, scenes.pushIn(n)))
        .images(75, n -> scenes.captioned(120 + n, scenes.table(n)))
        .images(90, n -> scenes.captioned(DISSOLVE + n, dissolvingInto(scenes, n)))
        .images(60, n -> scenes.captioned(285 + n, scenes.balls(n)))
        .images(45, n -> scenes.captioned(345 + n, scenes.endCard()))
        .sound(44_100, sound::at)
        .options("-b:v", "600k", "-g", "120", "-b:a", "80k", "-movflags", "+faststart")
        .options("-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709")
        .options("-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")
        .write(CLIP);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(TRUTH, json.writeValueAsString(truth(scenes, sound)) + "\n");
  }

  /** The table gives way to the person, linearly, within {@code DISSOLVE..DISSOLVE_END}. */
  private static BufferedImage dissolvingInto(SampleScenes scenes, int n) {
    int length = DISSOLVE_END - DISSOLVE;
    return n >= length
        ? scenes.tiltUp(n)
        : SampleScenes.mix(
            scenes.table(DISSOLVE - 120 + n), scenes.tiltUp(n), (n + 1.0) / (length + 1));
  }

  /** The truth in the layout that the project's evaluation tool reads. */
  private static Map<String, Object> truth(SampleScenes scenes, SampleSound sound) {
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
            shot(0, 120, "portrait"),
            shot(120, DISSOLVE_END, "table"),
            shot(DISSOLVE, 285, "portrait"),
            shot(285, 345, "balls"),
            shot(345, FRAMES, "card")));
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
    truth.put(
        "speech",
        sound.lines().stream()
            .map(line -> row("start_s", line.startS(), "end_s", line.endS(), "text", line.words()))
            .toList());
    truth.put("sounds", List.of(row("kind", "ding", "time_s", SampleSound.DING_S)));
    truth.put(
        "camera",
        List.of(
            camera(0, 120, "zoom_in"),
            camera(120, DISSOLVE_END, "pan_right"),
            camera(DISSOLVE, 285, "tilt_up"),
            camera(285, 345, "static"),
            camera(345, FRAMES, "static")));
    truth.put(
        "objects",
        List.of(
            objects(0, 120, "person"),
            objects(120, DISSOLVE, "cup"),
            objects(DISSOLVE, DISSOLVE_END, "cup", "person"),
            objects(DISSOLVE_END, 285, "person"),
            objects(285, FRAMES)));
    truth.put(
        "music", row("start", 0.0, "end", SampleSound.MUSIC_END_S, "bpm", SampleSound.TEMPO_BPM));
    truth.put("width", WIDTH);
    truth.put("height", HEIGHT);
    truth.put("fps", FPS);
    truth.put("frames", FRAMES);
    truth.put("duration_s", seconds(FRAMES));
    return truth;
  }

  private static Map<String, Object> objects(int first, int end, String... labels) {
    return row("start_s", seconds(first), "end_s", seconds(end), "objects", List.of(labels));
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
