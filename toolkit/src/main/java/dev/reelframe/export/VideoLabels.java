package dev.reelframe.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.export.NamedIntervals.Mark;
import dev.reelframe.results.SavedResults;
import java.io.IOException;
import java.util.List;

/**
 * FiftyOne's labels of one video (ETA VideoLabels), as its {@code FiftyOneVideoLabelsDataset} reads
 * them: boxes of tracks per sampled frame, and stretches of time as events. Frames count from 1, at
 * the mean frame rate.
 */
final class VideoLabels {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SavedResults results;
  private final ObjectNode frames = JSON.createObjectNode();
  private final ArrayNode events = JSON.createArrayNode();

  private VideoLabels(SavedResults results) {
    this.results = results;
  }

  static String json(SavedResults results) throws IOException {
    VideoLabels labels = new VideoLabels(results);
    for (Observation seen : Observation.of(results, "object_detection")) {
      labels.box(seen, seen.label());
    }
    for (Observation seen : Observation.of(results, "face_detection")) {
      labels.box(seen, "face");
    }
    labels.events("shot", NamedIntervals.shots(results));
    labels.events("caption", NamedIntervals.of(results, "text_overlay", "text"));
    labels.events("speech", NamedIntervals.of(results, "speech_transcription", "text"));
    ObjectNode root = JSON.createObjectNode();
    root.set("frames", labels.frames);
    root.putObject("events").set("events", labels.events);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private void box(Observation seen, String label) {
    long number = frame(seen.timeS());
    ObjectNode frame = frames.withObjectProperty(String.valueOf(number));
    frame.put("frame_number", number);
    ObjectNode object =
        frame.withObjectProperty("objects").withArrayProperty("objects").addObject();
    object.put("type", "eta.core.objects.DetectedObject").put("label", label);
    ObjectNode box = object.putObject("bounding_box");
    double x = seen.box()[0] / results.widthPx();
    double y = seen.box()[1] / results.heightPx();
    box.putObject("top_left").put("x", x).put("y", y);
    box.putObject("bottom_right")
        .put("x", x + seen.box()[2] / results.widthPx())
        .put("y", y + seen.box()[3] / results.heightPx());
    object.put("confidence", seen.confidence());
    object.put("index", seen.track());
    object.put("frame_number", number);
  }

  /** Events are named after what they are; what was read or said is an attribute. */
  private void events(String label, List<Mark> marks) {
    for (Mark mark : marks) {
      ObjectNode event = events.addObject();
      event.put("type", "eta.core.events.VideoEvent").put("label", label);
      long first = frame(mark.startS());
      long last = Math.max(first, frame(mark.endS()) - 1);
      event.putObject("support").put("ranges", first + "-" + last);
      event
          .putObject("attrs")
          .withArrayProperty("attrs")
          .addObject()
          .put("type", "eta.core.data.CategoricalAttribute")
          .put("name", "text")
          .put("value", mark.text());
    }
  }

  private long frame(double timeS) {
    return 1 + Math.round(timeS * results.frameRate());
  }
}
