package dev.reelframe.analyzer.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.sight.ReferenceFrames;
import dev.reelframe.analyzer.sight.SharedFolder;
import dev.reelframe.analyzer.track.Box;
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

  /** Decodes the clip and reads the numbers; skips the test where the clip is not here. */
  public static List<ReferenceFaces> all() {
    Map<Long, Frame> frames = new HashMap<>();
    Video video = Video.open(SharedFolder.media("bench49.mp4"));
    List<ReferenceFaces> out = new ArrayList<>();
    try (InputStream in = ReferenceFaces.class.getResourceAsStream("face-references.json")) {
      JsonNode entries = new ObjectMapper().readTree(in);
      List<Long> wanted = new ArrayList<>();
      entries.forEach(entry -> wanted.add(entry.get("frame").asLong()));
      try (Decoding decoding = video.decode(List.of(FaceDetection.standard().view()))) {
        for (var next = decoding.next();
            next.isPresent() && frames.size() < wanted.size();
            next = decoding.next()) {
          Frame frame = (Frame) next.get().item();
          if (wanted.contains(frame.index())) {
            frames.put(frame.index(), frame);
          }
        }
      }
      entries.forEach(
          entry -> out.add(new ReferenceFaces(frames.get(entry.get("frame").asLong()), entry)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
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
    Box box = ReferenceFrames.box(node.get("box"));
    return new Face(box, points, node.get("score").asDouble());
  }
}
