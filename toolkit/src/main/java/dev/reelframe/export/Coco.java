package dev.reelframe.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.results.SavedResults;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** COCO: an image per sampled moment, an annotation per detection that belongs to a track. */
final class Coco {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** In the order of COCO's keypoints. */
  private static final List<String> KEYPOINTS =
      List.of(
          "nose",
          "left_eye",
          "right_eye",
          "left_ear",
          "right_ear",
          "left_shoulder",
          "right_shoulder",
          "left_elbow",
          "right_elbow",
          "left_wrist",
          "right_wrist",
          "left_hip",
          "right_hip",
          "left_knee",
          "right_knee",
          "left_ankle",
          "right_ankle");

  private static final double SEEN_SCORE = 0.3;

  private final SavedResults results;
  private final ArrayNode images = JSON.createArrayNode();
  private final ArrayNode annotations = JSON.createArrayNode();
  private final Map<String, Integer> imageIds = new TreeMap<>();
  private final Map<String, Integer> categories = new TreeMap<>();

  private Coco(SavedResults results) {
    this.results = results;
  }

  static String json(SavedResults results) throws IOException {
    Coco coco = new Coco(results);
    coco.boxes();
    coco.keypoints();
    ObjectNode root = JSON.createObjectNode();
    root.putObject("info").put("description", results.clip()).put("contributor", "Reelframe");
    root.set("images", coco.images);
    root.set("annotations", coco.annotations);
    ArrayNode names = root.putArray("categories");
    coco.categories.forEach((name, id) -> {
      ObjectNode category = names.addObject().put("id", id).put("name", name);
      if (name.equals("person")) {
        KEYPOINTS.forEach(category.putArray("keypoints")::add);
        category.putArray("skeleton");
      }
    });
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private void boxes() throws IOException {
    for (Observation seen : Observation.of(results, "object_detection")) {
      annotation(seen.timeS(), seen.label(), seen.box())
          .put("score", seen.confidence())
          .putObject("attributes")
          .put("track_id", seen.track());
    }
    for (Observation seen : Observation.of(results, "face_detection")) {
      annotation(seen.timeS(), "face", seen.box())
          .put("score", seen.confidence())
          .putObject("attributes")
          .put("track_id", seen.track());
    }
  }

  private void keypoints() throws IOException {
    Optional<MeasuredTable> poses = results.signal("body_pose");
    if (poses.isEmpty() || !poses.get().containsColumn("nose_x_px")) {
      return;
    }
    MeasuredTable rows = poses.get();
    for (int row = 0; row < rows.rowCount(); row++) {
      if (rows.column("x_px").isMissing(row)) {
        continue;
      }
      ObjectNode person =
          annotation(
              NamedIntervals.number(rows, row, "time_s"), "person", Observation.box(rows, row));
      List<Double> points = new ArrayList<>();
      int seen = 0;
      for (String name : KEYPOINTS) {
        boolean missing = rows.column(name + "_x_px").isMissing(row);
        boolean sure = !missing && NamedIntervals.number(rows, row, name + "_score") >= SEEN_SCORE;
        points.add(sure ? NamedIntervals.number(rows, row, name + "_x_px") : 0);
        points.add(sure ? NamedIntervals.number(rows, row, name + "_y_px") : 0);
        points.add(sure ? 2.0 : 0.0);
        seen += sure ? 1 : 0;
      }
      points.forEach(person.putArray("keypoints")::add);
      person.put("num_keypoints", seen);
    }
  }

  private ObjectNode annotation(double timeS, String label, double[] box) {
    ObjectNode one = annotations.addObject();
    one.put("id", annotations.size());
    one.put("image_id", image(timeS));
    one.put("category_id", categories.computeIfAbsent(label, name -> categories.size() + 1));
    for (double value : box) {
      one.withArray("bbox").add(value);
    }
    one.put("area", box[2] * box[3]);
    one.put("iscrowd", 0);
    return one;
  }

  private int image(double timeS) {
    String name = String.format(Locale.ROOT, "%s@%.3f", results.clip(), timeS);
    return imageIds.computeIfAbsent(
        name,
        key -> {
          int id = imageIds.size() + 1;
          images
              .addObject()
              .put("id", id)
              .put("file_name", key)
              .put("width", results.widthPx())
              .put("height", results.heightPx())
              .put("time_s", timeS);
          return id;
        });
  }
}
