package dev.reelframe.models;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the catalogue knows of one model.
 *
 * @param name unique, lower case, what {@code reelframe models fetch} takes
 * @param title for people
 * @param task what it does
 * @param version what its publisher calls this state, with the pinned commit
 * @param licence of the weights
 * @param format {@code onnx} or {@code tokenizer}
 * @param parts its files, at least one
 * @param inputs promised inputs
 * @param outputs promised outputs
 * @param preprocessing from picture or sound to the inputs
 * @param decoding from the outputs to results
 * @param trainedOn data it learnt from, where that is known
 * @param caveats limits seen or known
 */
public record ModelEntry(
    String name,
    String title,
    String task,
    String version,
    String licence,
    String format,
    List<ModelPart> parts,
    List<TensorContract> inputs,
    List<TensorContract> outputs,
    String preprocessing,
    String decoding,
    String trainedOn,
    List<String> caveats) {

  public ModelEntry {
    if (!name.matches("[a-z0-9][a-z0-9_.-]*")) {
      throw new ModelMismatch(
          "'" + name + "' cannot name a model: use lower case letters, digits and _.");
    }
    parts = List.copyOf(parts);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    caveats = List.copyOf(caveats);
    if (parts.isEmpty()) {
      throw new ModelMismatch("Model " + name + " has no files.");
    }
    Set<String> roles = new HashSet<>();
    for (ModelPart part : parts) {
      if (!roles.add(part.role())) {
        throw new ModelMismatch(
            "Model " + name + " has two parts with the role " + part.role() + ".");
      }
    }
  }

  /** The part of that role. */
  public Optional<ModelPart> part(String role) {
    return parts.stream().filter(part -> part.role().equals(role)).findFirst();
  }

  /** Whether it is the user's own, see {@link #local}. */
  public boolean registered() {
    return parts.stream().anyMatch(part -> part.source() instanceof Source.Local);
  }

  /** Whether it comes along on the class path. */
  public boolean embedded() {
    return parts.stream().anyMatch(part -> part.source() instanceof Source.Embedded);
  }

  /** Whether every part has a checksum, so that the model may come from outside. */
  public boolean pinned() {
    return parts.stream().allMatch(part -> part.sha256().isPresent());
  }

  /**
   * A model of the user's own, used where it lies: a file becomes the part {@code model}, a folder
   * one part per file with its relative path as the role. Give it the name of a catalogue entry to
   * replace that one.
   *
   * <pre>{@code
   * var mine = Catalogue.standard().with(ModelEntry.local("yolox_nano", Path.of("my.onnx")));
   * }</pre>
   *
   * @throws ModelMissing when there is nothing at the path
   */
  public static ModelEntry local(String name, Path path) {
    Path place = path.toAbsolutePath().normalize();
    List<ModelPart> parts = new ArrayList<>();
    if (Files.isRegularFile(place)) {
      parts.add(local("model", place.getFileName().toString(), place));
    } else if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        files
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(file -> {
              String relative = place.relativize(file).toString().replace('\\', '/');
              parts.add(local(relative, relative, file));
            });
      } catch (IOException e) {
        throw new ModelMissing(
            name, "The folder " + place + " of model " + name + " cannot be read.", e);
      }
    }
    if (parts.isEmpty()) {
      throw new ModelMissing(
          name,
          "There is no model file at " + place + ": give the path of a file or of a folder.",
          null);
    }
    String format = place.toString().endsWith(".onnx") ? "onnx" : "local";
    return new ModelEntry(
        name,
        name,
        "registered by the user",
        "local",
        "the user's own",
        format,
        parts,
        List.of(),
        List.of(),
        "",
        "",
        "",
        List.of());
  }

  private static ModelPart local(String role, String file, Path path) {
    return new ModelPart(
        role, file, OptionalLong.empty(), Optional.empty(), new Source.Local(path));
  }

  /**
   * This entry with one part given an address, size and checksum: for published models whose
   * checksums the catalogue does not know.
   */
  public ModelEntry pin(String role, URI uri, long bytes, String sha256) {
    ModelPart old =
        part(role)
            .orElseThrow(() -> new ModelMismatch("Model " + name + " has no part " + role + "."));
    ModelPart pinned =
        new ModelPart(
            role,
            old.file(),
            OptionalLong.of(bytes),
            Optional.of(sha256),
            new Source.Download(uri));
    return withParts(parts.stream().map(part -> part.equals(old) ? pinned : part).toList());
  }

  /** This entry with a labels file of the user's own, or any further part. */
  public ModelEntry part(String role, Path path) {
    List<ModelPart> more = new ArrayList<>(parts);
    more.removeIf(part -> part.role().equals(role));
    more.add(local(role, path.getFileName().toString(), path.toAbsolutePath().normalize()));
    return withParts(more);
  }

  private ModelEntry withParts(List<ModelPart> other) {
    return new ModelEntry(
        name,
        title,
        task,
        version,
        licence,
        format,
        other,
        inputs,
        outputs,
        preprocessing,
        decoding,
        trainedOn,
        caveats);
  }
}
