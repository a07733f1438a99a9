package dev.reelframe.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads the catalogue's JSON. Every part names its source by the field it has: {@code url}, {@code
 * embedded}, {@code text} or {@code path}.
 */
final class CatalogueJson {
  private static final int SCHEMA = 1;
  private final String origin;

  private CatalogueJson(String origin) {
    this.origin = origin;
  }

  static List<ModelEntry> read(byte[] json, String origin) {
    CatalogueJson reader = new CatalogueJson(origin);
    try {
      JsonNode root = new ObjectMapper().readTree(json);
      if (root == null || root.path("schema").asInt() != SCHEMA) {
        throw reader.wrong("it is not a catalogue of schema " + SCHEMA);
      }
      return reader.list(root.path("models"), reader::entry);
    } catch (IllegalArgumentException e) { // an address, a path, a type of number
      throw reader.wrong(e.getMessage());
    } catch (IOException e) {
      throw new ModelMismatch("The catalogue " + origin + " is not JSON: " + e.getMessage(), e);
    }
  }

  private ModelEntry entry(JsonNode node) {
    return new ModelEntry(
        required(node, "name"),
        node.path("title").asText(required(node, "name")),
        node.path("task").asText(),
        node.path("version").asText(),
        required(node, "licence"),
        node.path("format").asText("onnx"),
        list(node.path("parts"), this::part),
        list(node.path("inputs"), this::tensor),
        list(node.path("outputs"), this::tensor),
        node.path("preprocessing").asText(),
        node.path("decoding").asText(),
        node.path("trainedOn").asText(),
        list(node.path("caveats"), JsonNode::asText));
  }

  private ModelPart part(JsonNode node) {
    OptionalLong bytes =
        node.has("bytes") ? OptionalLong.of(node.get("bytes").asLong()) : OptionalLong.empty();
    Optional<String> sha256 = Optional.ofNullable(node.get("sha256")).map(JsonNode::asText);
    return new ModelPart(
        required(node, "role"), required(node, "file"), bytes, sha256, source(node.path("source")));
  }

  private Source source(JsonNode node) {
    if (node.has("url")) {
      return new Source.Download(URI.create(required(node, "url")));
    }
    if (node.path("embedded").asBoolean()) {
      return new Source.Embedded();
    }
    if (node.has("text")) {
      return new Source.Inline(required(node, "text"));
    }
    if (node.has("path")) {
      return new Source.Local(Path.of(required(node, "path")));
    }
    throw wrong("a part has no source");
  }

  private TensorContract tensor(JsonNode node) {
    ElementType type =
        ElementType.valueOf(node.path("type").asText("float32").toUpperCase(Locale.ROOT));
    TensorSpec spec =
        new TensorSpec(required(node, "name"), type, list(node.path("shape"), JsonNode::asLong));
    return new TensorContract(spec, node.path("meaning").asText());
  }

  private <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    List<T> values = new ArrayList<>();
    array.forEach(node -> values.add(read.apply(node)));
    return values;
  }

  private String required(JsonNode node, String field) {
    if (!node.hasNonNull(field)) {
      throw wrong(
          "'"
              + field
              + "' is missing in "
              + node.toString().substring(0, Math.min(80, node.toString().length())));
    }
    return node.get(field).asText();
  }

  private ModelMismatch wrong(String what) {
    return new ModelMismatch("The catalogue " + origin + " cannot be used: " + what + ".");
  }
}
