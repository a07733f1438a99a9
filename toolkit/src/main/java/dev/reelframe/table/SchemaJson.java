package dev.reelframe.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.table.Provenance.ModelUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Schema, provenance and state of a table as JSON. */
public final class SchemaJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What stands beside a table. */
  record Beside(Schema schema, Provenance provenance, State state) {}

  private SchemaJson() {}

  static String write(MeasuredTable table) {
    ObjectNode root = schema(table.schema());
    root.set("provenance", provenance(table.provenance()));
    root.set("state", state(table.state()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  static Beside read(String text) throws IOException {
    JsonNode root = JSON.readTree(text);
    List<Field> fields = new ArrayList<>();
    for (JsonNode f : root.path("columns")) {
      List<String> values = new ArrayList<>();
      f.path("values").forEach(v -> values.add(v.asText()));
      fields.add(
          new Field(
              f.path("name").asText(),
              Field.Kind.valueOf(f.path("type").asText().toUpperCase(Locale.ROOT)),
              f.path("meaning").asText(),
              values));
    }
    List<String> labels = new ArrayList<>();
    root.path("labels").forEach(label -> labels.add(label.asText()));
    Schema schema =
        new Schema(
            root.path("table").asText(),
            root.path("version").asInt(),
            root.path("meaning").asText(),
            fields,
            labels);
    return new Beside(schema, provenance(root.path("provenance")), readState(root.path("state")));
  }

  /** The columns of a schema. */
  public static ObjectNode schema(Schema schema) {
    ObjectNode root = JSON.createObjectNode();
    root.put("table", schema.table());
    root.put("version", schema.version());
    root.put("meaning", schema.meaning());
    if (!schema.labels().isEmpty()) {
      schema.labels().forEach(root.putArray("labels")::add);
    }
    ArrayNode columns = root.putArray("columns");
    for (Field field : schema.fields()) {
      ObjectNode f = columns.addObject();
      f.put("name", field.name());
      f.put("type", field.kind().name().toLowerCase(Locale.ROOT));
      if (!field.unit().isEmpty()) {
        f.put("unit", field.unit());
      }
      f.put("meaning", field.meaning());
      if (!field.values().isEmpty()) {
        field.values().forEach(f.putArray("values")::add);
      }
    }
    return root;
  }

  /** Where a table comes from. */
  public static ObjectNode provenance(Provenance provenance) {
    ObjectNode root = JSON.createObjectNode();
    root.put("analyzer", provenance.analyzer());
    root.put("version", provenance.version());
    ObjectNode parameters = root.putObject("parameters");
    provenance.parameters().forEach(parameters::put);
    ArrayNode models = root.putArray("models");
    provenance
        .models()
        .forEach(m -> models.addObject().put("name", m.name()).put("sha256", m.sha256()));
    ObjectNode inputs = root.putObject("inputs");
    provenance.inputs().forEach((name, input) -> inputs.set(name, provenance(input)));
    root.put("media_sha256", provenance.mediaSha256());
    return root;
  }

  private static Provenance provenance(JsonNode root) {
    TreeMap<String, String> parameters = new TreeMap<>();
    root.path("parameters")
        .properties()
        .forEach(e -> parameters.put(e.getKey(), e.getValue().asText()));
    List<ModelUse> models = new ArrayList<>();
    root.path("models")
        .forEach(m -> models.add(new ModelUse(m.path("name").asText(), m.path("sha256").asText())));
    TreeMap<String, Provenance> inputs = new TreeMap<>();
    root.path("inputs").properties().forEach(e -> inputs.put(e.getKey(), provenance(e.getValue())));
    return new Provenance(
        root.path("analyzer").asText(),
        root.path("version").asText(),
        parameters,
        models,
        inputs,
        root.path("media_sha256").asText());
  }

  /** How an analyzer ended. */
  public static ObjectNode state(State state) {
    ObjectNode root = JSON.createObjectNode();
    root.put("state", state.word());
    switch (state) {
      case State.Ok ok -> {}
      case State.Empty empty -> {}
      case State.Degraded d -> root.put("reason", d.reason());
      case State.Skipped s -> root.put("reason", s.cause()).put("remedy", s.remedy());
      case State.Failed f -> root.put("error", f.error()).put("message", f.message());
    }
    return root;
  }

  /** How an analyzer ended, as {@link #state(State)} wrote it. */
  public static State readState(JsonNode root) throws IOException {
    return switch (root.path("state").asText()) {
      case "ok" -> State.OK;
      case "empty" -> State.EMPTY;
      case "degraded" -> new State.Degraded(root.path("reason").asText());
      case "skipped" ->
          new State.Skipped(root.path("reason").asText(), root.path("remedy").asText());
      case "failed" -> new State.Failed(root.path("error").asText(), root.path("message").asText());
      default -> throw new IOException("no such state: " + root.path("state").asText());
    };
  }
}
