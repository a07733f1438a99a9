package dev.reelframe.export;

import dev.reelframe.markup.Xml;
import dev.reelframe.results.SavedResults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** CVAT for video 1.1: a track per object and face, a box per sampled frame. */
final class Cvat {
  private Cvat() {}

  static String xml(SavedResults results) throws IOException {
    Map<String, List<Observation>> tracks = new LinkedHashMap<>();
    for (String analyzer : List.of("object_detection", "face_detection")) {
      for (Observation seen : Observation.of(results, analyzer)) {
        tracks.computeIfAbsent(analyzer + " " + seen.track(), key -> new ArrayList<>()).add(seen);
      }
    }
    Xml xml = new Xml("");
    xml.open("annotations", Map.of());
    xml.text("version", Map.of(), "1.1");
    int id = 0;
    for (List<Observation> track : tracks.values()) {
      String label =
          track.getFirst().label().equals("face_detection") ? "face" : track.getFirst().label();
      xml.open("track", Xml.attributes("id", String.valueOf(id++), "label", label));
      for (int i = 0; i < track.size(); i++) {
        box(xml, track.get(i), results.frameRate(), false);
      }
      box(xml, track.getLast(), results.frameRate(), true);
      xml.close("track");
    }
    xml.close("annotations");
    return xml.toString();
  }

  /** The frame after a track's last box says that it has left the picture. */
  private static void box(Xml xml, Observation seen, double rate, boolean outside) {
    double[] b = seen.box();
    long frame = Math.round(seen.timeS() * rate) + (outside ? 1 : 0);
    xml.empty(
        "box",
        Xml.attributes(
            "frame", String.valueOf(frame),
            "outside", outside ? "1" : "0",
            "occluded", "0",
            "keyframe", "1",
            "xtl", pixels(b[0]),
            "ytl", pixels(b[1]),
            "xbr", pixels(b[0] + b[2]),
            "ybr", pixels(b[1] + b[3])));
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
