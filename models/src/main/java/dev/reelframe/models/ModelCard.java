package dev.reelframe.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What there is to know of one model, with the inputs and outputs of the file that is really
 * loaded.
 *
 * @param entry what the catalogue says
 * @param files its verified files, empty when they are not on this machine
 * @param inputs inputs of the loaded file, empty when it is no ONNX file or not here
 * @param outputs outputs of the loaded file
 * @param device where it was loaded
 * @param note why there is no file, or where file and contract differ
 */
public record ModelCard(
    ModelEntry entry,
    Optional<ModelFiles> files,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    Optional<DeviceUse> device,
    String note) {

  public ModelCard {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * The card of one model: loads its main file if that is an ONNX file on this machine; fetches
   * nothing.
   */
  static ModelCard of(ModelEntry entry, ResidentModels models) {
    ModelStatus status = models.store().status(entry.name());
    if (status.state() != ModelStatus.State.PRESENT) {
      return new ModelCard(
          entry, Optional.empty(), List.of(), List.of(), Optional.empty(), status.note());
    }
    ModelFiles files;
    try {
      files = models.files(entry.name());
    } catch (ModelException e) {
      return new ModelCard(
          entry, Optional.empty(), List.of(), List.of(), Optional.empty(), e.getMessage());
    }
    if (!entry.format().equals("onnx") || !files.paths().containsKey("model")) {
      return new ModelCard(entry, Optional.of(files), List.of(), List.of(), Optional.empty(), "");
    }
    OnnxModel model = models.get(entry.name());
    String note = String.join("; ", breaches(entry, model));
    return new ModelCard(
        entry,
        Optional.of(files),
        model.inputs(),
        model.outputs(),
        Optional.of(model.device()),
        note);
  }

  /** Where a loaded file does not keep the catalogue's contract; empty when it does. */
  static List<String> breaches(ModelEntry entry, OnnxModel model) {
    List<String> found = new ArrayList<>();
    compare("input", entry.inputs(), model.inputs(), found);
    compare("output", entry.outputs(), model.outputs(), found);
    return found;
  }

  private static void compare(
      String kind, List<TensorContract> promised, List<TensorSpec> real, List<String> found) {
    for (TensorContract contract : promised) {
      if (!real.contains(contract.spec())) {
        found.add("the file has no " + kind + " " + contract.spec() + " but " + real);
      }
    }
  }

  /** The card as text of at most 80 columns. */
  public String text() {
    Lines lines = new Lines();
    lines.title(entry.name() + ": " + entry.title());
    lines.field("Task", entry.task());
    lines.field("Version", entry.version());
    lines.field("Licence", entry.licence());
    for (ModelPart part : entry.parts()) {
      lines.field("Part " + part.role(), describe(part));
    }
    tensors(lines, "Input", inputs, entry.inputs());
    tensors(lines, "Output", outputs, entry.outputs());
    lines.field("Before", entry.preprocessing());
    lines.field("After", entry.decoding());
    lines.field("Trained on", entry.trainedOn());
    entry.caveats().forEach(caveat -> lines.field("Caveat", caveat));
    device.ifPresent(use ->
        lines.field(
            "Loaded on", use.used() + (use.reason().isEmpty() ? "" : " (" + use.reason() + ")")));
    lines.field("Note", note);
    return lines.toString();
  }

  private String describe(ModelPart part) {
    Optional<Path> path = files.map(found -> found.paths().get(part.role()));
    String size = part.bytes().isPresent() ? part.bytes().getAsLong() + " bytes, " : "";
    String digest =
        files
            .map(found -> found.sha256().get(part.role()))
            .or(part::sha256)
            .map(d -> "SHA-256 " + d)
            .orElse("no checksum known");
    return part.file()
        + ", "
        + size
        + digest
        + ", "
        + origin(part.source())
        + path.map(p -> "; verified at " + p).orElse("");
  }

  private static String origin(Source source) {
    return switch (source) {
      case Source.Download download -> "from " + download.uri();
      case Source.Embedded embedded -> "comes along on the class path";
      case Source.Inline inline -> "part of the catalogue";
      case Source.Local local -> "the user's own";
    };
  }

  /**
   * The loaded file's tensors with the catalogue's meaning; the catalogue's alone when nothing is
   * loaded.
   */
  private static void tensors(
      Lines lines, String label, List<TensorSpec> real, List<TensorContract> promised) {
    if (real.isEmpty()) {
      promised.forEach(contract ->
          lines.field(label, contract.spec() + " (as catalogued): " + contract.meaning()));
    }
    for (TensorSpec spec : real) {
      String meaning =
          promised.stream()
              .filter(c -> c.spec().name().equals(spec.name()))
              .map(c -> ": " + c.meaning())
              .findFirst()
              .orElse("");
      lines.field(label, spec + meaning);
    }
  }

  @Override
  public String toString() {
    return text();
  }

  /** Text with a column of labels, wrapped. */
  private static final class Lines {
    private static final int LABEL = 14;
    private static final int WIDTH = 80;
    private static final Pattern WORD = Pattern.compile("`[^`]*`\\S*|\\S+");
    private final StringBuilder out = new StringBuilder();

    void title(String title) {
      out.append(title)
          .append('\n')
          .append("-".repeat(Math.min(WIDTH, title.length())))
          .append('\n');
    }

    void field(String label, String value) {
      if (value.isBlank()) {
        return;
      }
      String start = (label + " ".repeat(LABEL)).substring(0, Math.max(LABEL, label.length() + 1));
      out.append(start);
      int column = start.length();
      boolean first = true;
      // A command in backticks stays on one line, to be copied.
      for (String word : WORD.matcher(value).results().map(MatchResult::group).toList()) {
        if (!first && column + 1 + word.length() > WIDTH) {
          out.append('\n').append(" ".repeat(LABEL));
          column = LABEL;
        } else if (!first) {
          out.append(' ');
          column++;
        }
        out.append(word);
        column += word.length();
        first = false;
      }
      out.append('\n');
    }

    @Override
    public String toString() {
      return out.toString();
    }
  }
}
