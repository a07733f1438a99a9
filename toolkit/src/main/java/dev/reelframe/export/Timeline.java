package dev.reelframe.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.export.NamedIntervals.Mark;
import dev.reelframe.markup.Xml;
import dev.reelframe.results.SavedResults;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Shots and marks for editors: OpenTimelineIO's JSON, Final Cut Pro's XML. */
final class Timeline {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What becomes a marker: analyzer, column, colour. */
  private static final List<List<String>> MARKED =
      List.of(
          List.of("text_overlay", "text", "YELLOW"),
          List.of("speech_transcription", "text", "CYAN"),
          List.of("visual_effects", "kind", "PURPLE"));

  private Timeline() {}

  static String otio(SavedResults results) throws IOException {
    double rate = results.frameRate();
    ObjectNode root = node("Timeline.1", results.clip());
    root.putNull("global_start_time");
    ObjectNode stack = node("Stack.1", "tracks");
    root.set("tracks", stack);
    ObjectNode track = node("Track.1", "shots");
    track.put("kind", "Video");
    stack.putArray("children").add(track);
    ArrayNode children = track.putArray("children");
    for (Mark shot : NamedIntervals.shots(results)) {
      children.add(clip(results, shot, rate));
    }
    ArrayNode markers = stack.putArray("markers");
    for (List<String> kind : MARKED) {
      for (Mark mark : NamedIntervals.of(results, kind.get(0), kind.get(1))) {
        ObjectNode marker = node("Marker.2", mark.text());
        marker.put("color", kind.get(2));
        marker.set("marked_range", range(mark.startS(), mark.endS(), rate));
        marker.putObject("metadata").putObject("reelframe").put("table", kind.get(0));
        markers.add(marker);
      }
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static ObjectNode clip(SavedResults results, Mark shot, double rate) {
    ObjectNode clip = node("Clip.1", shot.text());
    clip.set("source_range", range(shot.startS(), shot.endS(), rate));
    ObjectNode media = node("ExternalReference.1", results.clip());
    media.put("target_url", results.clip());
    media.set("available_range", range(0, results.durationS(), rate));
    clip.set("media_reference", media);
    return clip;
  }

  private static ObjectNode node(String schema, String name) {
    ObjectNode node = JSON.createObjectNode();
    node.put("OTIO_SCHEMA", schema);
    node.put("name", name);
    return node;
  }

  private static ObjectNode range(double startS, double endS, double rate) {
    ObjectNode range = JSON.createObjectNode();
    range.put("OTIO_SCHEMA", "TimeRange.1");
    range.set("start_time", time(startS, rate));
    range.set("duration", time(endS - startS, rate));
    return range;
  }

  /** Frames may be fractions: a time that lies between two frames is not moved. */
  private static ObjectNode time(double seconds, double rate) {
    ObjectNode time = JSON.createObjectNode();
    time.put("OTIO_SCHEMA", "RationalTime.1");
    time.put("rate", rate);
    time.put("value", seconds * rate);
    return time;
  }

  static String fcpxml(SavedResults results) {
    String length = fraction(results.durationS());
    String frame = fraction(1 / results.frameRate());
    Xml xml = new Xml("<!DOCTYPE fcpxml>\n");
    xml.open("fcpxml", Map.of("version", "1.9"));
    xml.open("resources", Map.of());
    xml.empty(
        "format",
        Xml.attributes(
            "id",
            "r1",
            "frameDuration",
            frame,
            "width",
            String.valueOf(results.widthPx()),
            "height",
            String.valueOf(results.heightPx())));
    xml.empty(
        "asset",
        Xml.attributes(
            "id",
            "r2",
            "name",
            results.clip(),
            "src",
            results.clip(),
            "start",
            "0s",
            "duration",
            length,
            "hasVideo",
            "1",
            "format",
            "r1"));
    xml.close("resources");
    xml.open("library", Map.of());
    xml.open("event", Map.of("name", "Reelframe"));
    xml.open("project", Map.of("name", results.clip()));
    xml.open("sequence", Xml.attributes("format", "r1", "duration", length));
    xml.open("spine", Map.of());
    xml.open(
        "asset-clip",
        Xml.attributes("ref", "r2", "name", results.clip(), "offset", "0s", "duration", length));
    for (Mark shot : NamedIntervals.shots(results)) {
      marker(xml, shot, frame);
    }
    for (List<String> kind : MARKED) {
      NamedIntervals.of(results, kind.get(0), kind.get(1))
          .forEach(mark -> marker(xml, mark, frame));
    }
    for (String name :
        List.of("asset-clip", "spine", "sequence", "project", "event", "library", "fcpxml")) {
      xml.close(name);
    }
    return xml.toString();
  }

  private static void marker(Xml xml, Mark mark, String frame) {
    xml.empty(
        "marker",
        Xml.attributes("start", fraction(mark.startS()), "duration", frame, "value", mark.text()));
  }

  /** Seconds as Final Cut writes them: a fraction, here of 90 kHz. */
  private static String fraction(double seconds) {
    return Math.round(seconds * 90_000) + "/90000s";
  }
}
