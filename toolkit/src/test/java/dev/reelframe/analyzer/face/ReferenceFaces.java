package dev.reelframe.analyzer.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ReferenceFrames;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Video;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Frames of real footage and what another runtime finds in their faces, see {@code
 * src/test/references/make-face-references.js}.
 *
 * @param frame as decoded here
 * @param found as found there
 */
public record ReferenceFaces(Frame frame, JsonNode found) {

  private static List<ReferenceFaces> decoded = List.of();

  /** Decodes the clip once and reads the numbers; skips the test where the clip is not here. */
  public static synchronized List<ReferenceFaces> all() {
    if (decoded.isEmpty()) {
      decoded = decode(Video.open(SharedFolder.media("bench49.mp4")), numbers());
    }
    return decoded;
  }

  private static JsonNode numbers() {
    try (InputStream in = ReferenceFaces.class.getResourceAsStream("face-references.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ReferenceFaces> decode(Video video, JsonNode entries) {
    Map<Long, JsonNode> wanted = new HashMap<>();
    entries.forEach(entry -> wanted.put(entry.get("frame").asLong(), entry));
    List<ReferenceFaces> found = new ArrayList<>();
    try (Decoding decoding = video.decode(List.of(FaceDetection.standard().view()))) {
      for (var next = decoding.next();
          next.isPresent() && found.size() < wanted.size();
          next = decoding.next()) {
        Frame frame = (Frame) next.get().item();
        if (wanted.containsKey(frame.index())) {
          found.add(new ReferenceFaces(frame, wanted.get(frame.index())));
        }
      }
    }
    return found;
  }

  /** Those with a sure face. */
  public static List<ReferenceFaces> withFace() {
    return all().stream().filter(r -> r.found.has("mesh")).toList();
  }

  /** The surest face. */
  public Face face() {
    return face(found.get("faces").get(0));
  }

  static Face face(JsonNode node) {
    JsonNode marks = node.get("marks");
    List<Face.Mark> points = new ArrayList<>();
    for (int i = 0; i < marks.size(); i += 2) {
      points.add(new Face.Mark(marks.get(i).asDouble(), marks.get(i + 1).asDouble()));
    }
    BoundingBox box = ReferenceFrames.box(node.get("box"));
    return new Face(box, points, node.get("score").asDouble());
  }
}
