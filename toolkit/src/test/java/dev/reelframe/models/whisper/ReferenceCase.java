package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One folder of reference outputs: what the reference implementation gave for one clip.
 *
 * @param folder holds case.json and the files that it names
 * @param json case.json
 * @param model folder of the export that the case was made with
 */
record ReferenceCase(Path folder, JsonNode json, Path model) {

  /** All Whisper cases at or below a folder, in the order of their paths. */
  static List<ReferenceCase> below(Path root, Path sharedModels) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root, 8)) {
      files = walk.filter(p -> p.endsWith("case.json")).sorted().toList();
    }
    List<ReferenceCase> cases = new ArrayList<>();
    for (Path file : files) {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      if (json.has("audio") || json.path("model").asText().contains("whisper")) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        cases.add(new ReferenceCase(folder, json, model(folder, json, sharedModels)));
      }
    }
    return cases;
  }

  /** The folder above a case that holds an export, else the shared one of the case's name. */
  private static Path model(Path folder, JsonNode json, Path sharedModels) {
    // a hub's name has its owner before it
    String name = json.path("model").asText("whisper-tiny-random").replaceAll(".*/", "");
    for (Path above = folder; above != null; above = above.getParent()) {
      for (Path candidate : List.of(above, above.resolve(name))) {
        if (Files.isRegularFile(candidate.resolve("onnx/encoder_model.onnx"))) {
          return candidate;
        }
      }
    }
    return sharedModels.resolve(name);
  }

  String name() {
    return json.path("name").asText(folder.getFileName().toString());
  }

  Optional<String> language() {
    return Optional.ofNullable(json.path("language").textValue())
        .filter(code -> !code.isEmpty() && !code.equals("auto"));
  }

  TranscriptionRequest request(boolean timestamps) {
    boolean translate = json.path("task").asText().equals("translate");
    return TranscriptionRequest.greedy()
        .language(language())
        .task(
            translate ? TranscriptionRequest.Task.TRANSLATE : TranscriptionRequest.Task.TRANSCRIBE)
        .timestamps(timestamps);
  }

  WavFile audio() throws IOException {
    return WavFile.read(folder.resolve(json.path("audio").asText("audio.wav")));
  }

  boolean hasAudio() {
    return Files.isRegularFile(folder.resolve(json.path("audio").asText("audio.wav")));
  }

  private boolean hasSamples() {
    return json.path("mono_16k").has("file");
  }

  /** The clip as the reference saw it: the stored 16 kHz samples where given, else the audio. */
  float[] mono16k() throws IOException {
    return hasSamples() ? stored(json.path("mono_16k")) : audio().mono16k();
  }

  /** The same clip by each way that the case offers: stored samples, and the audio. */
  List<float[]> inputs() throws IOException {
    return hasSamples() && hasAudio() ? List.of(mono16k(), audio().mono16k()) : List.of(mono16k());
  }

  /** A stored array, checked against its shape and checksum. */
  float[] stored(JsonNode entry) throws IOException {
    return stored(folder, entry);
  }

  static float[] stored(Path folder, JsonNode entry) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(entry.path("file").asText()));
    assertThat(entry.path("dtype").asText("float32")).isEqualTo("float32");
    if (entry.has("sha256")) {
      assertThat(sha256(bytes))
          .as(entry.path("file").asText())
          .isEqualTo(entry.get("sha256").asText());
    }
    boolean big = entry.path("byte_order").asText("little").equals("big");
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes)
        .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    int count = 1;
    for (int side : integers(entry.path("shape"))) {
      count *= side;
    }
    assertThat(values).hasSize(count);
    return values;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static int[] integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  @Override
  public String toString() {
    return name();
  }
}
