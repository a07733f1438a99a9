package dev.reelframe.analyzer.vision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.Video;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Frames of real footage and what another runtime finds in them, see {@code
 * src/test/references/make-vision-references.js}.
 *
 * @param frame as decoded here
 * @param found as found there
 */
public record ReferenceFrames(Frame frame, JsonNode found) {

  private static Optional<List<ReferenceFrames>> known = Optional.empty();

  /** Decodes the clip once and reads the numbers; skips the test where the clip is not here. */
  public static synchronized List<ReferenceFrames> all() {
    if (known.isEmpty()) {
      known = Optional.of(read());
    }
    return known.get();
  }

  private static List<ReferenceFrames> read() {
    Map<Long, Frame> frames = new HashMap<>();
    Video video = Video.open(SharedFolder.media("bench49.mp4"));
    try (Decoding decoding = video.decode(List.of(Frames.every(0.5).width(416)))) {
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        Frame frame = (Frame) next.get().item();
        frames.put(frame.index(), frame);
      }
    }
    List<ReferenceFrames> out = new ArrayList<>();
    try (InputStream in = ReferenceFrames.class.getResourceAsStream("vision-references.json")) {
      for (JsonNode entry : new ObjectMapper().readTree(in)) {
        out.add(new ReferenceFrames(frames.get(entry.get("frame").asLong()), entry));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  public static BoundingBox box(JsonNode numbers) {
    return new BoundingBox(
        numbers.get(0).asDouble(),
        numbers.get(1).asDouble(),
        numbers.get(2).asDouble(),
        numbers.get(3).asDouble());
  }
}
