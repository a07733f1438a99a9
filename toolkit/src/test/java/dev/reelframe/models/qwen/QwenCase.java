package dev.reelframe.models.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** One folder with a case.json: a batch of samples with everything the reference computed. */
record QwenCase(Path folder, JsonNode json) {

  static QwenCase read(Path folder) {
    return new QwenCase(folder, QwenReferences.read(folder.resolve("case.json")));
  }

  List<Sample> samples() {
    return list(json.path("samples")).stream().map(sample -> new Sample(folder, sample)).toList();
  }

  int maxNewTokens() {
    return json.path("max_new_tokens").asInt(48);
  }

  /** One row of the batch. */
  record Sample(Path folder, JsonNode json) {

    List<Medium> media() {
      return list(json.path("media")).stream().map(medium -> new Medium(folder, medium)).toList();
    }

    /** The conversation; pictures and clips are taken from {@code seen} in order. */
    Prompt prompt(List<VisionFeatures> seen) {
      Iterator<VisionFeatures> next = seen.iterator();
      return new Prompt(
          list(json.path("messages")).stream()
              .map(message ->
                  new Message(
                      message.path("role").asText(), content(message.path("content"), next)))
              .toList());
    }

    private static List<MessageContent> content(JsonNode parts, Iterator<VisionFeatures> next) {
      if (parts.isTextual()) {
        return List.of(MessageContent.text(parts.asText()));
      }
      List<MessageContent> content = new ArrayList<>();
      for (JsonNode part : list(parts)) {
        content.add(
            switch (part.path("type").asText("text")) {
              case "image" -> MessageContent.picture(next.next());
              case "video" -> MessageContent.clip(next.next());
              default -> MessageContent.text(part.path("text").asText());
            });
      }
      return content;
    }
  }

  /** One picture or clip. */
  record Medium(Path folder, JsonNode json) {

    boolean isClip() {
      return json.path("type").asText().equals("video");
    }

    List<RgbImage> frames() {
      return list(json.path("files")).stream()
          .map(file -> {
            try {
              return RgbImage.read(folder.resolve(file.asText()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .toList();
    }
  }

  /** The values of a described tensor, where its file is there. */
  static Optional<float[]> tensor(Path folder, JsonNode description) {
    Path file = folder.resolve(description.path("file").asText("absent"));
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      boolean big = description.path("byte_order").asText("little").equals("big");
      ByteBuffer bytes =
          ByteBuffer.wrap(Files.readAllBytes(file))
              .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return Optional.of(values);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static long[] longs(JsonNode array) {
    return list(array).stream().mapToLong(JsonNode::asLong).toArray();
  }

  static Grid grid(JsonNode array) {
    return new Grid(array.get(0).asInt(), array.get(1).asInt(), array.get(2).asInt());
  }
}
