package dev.reelframe.models;

import java.util.List;

/** What a user is told when a file cannot be had: what happened, and what to do. */
final class Remedy {
  private Remedy() {}

  /**
   * The error after every source failed: the last that says more than "not there", else missing.
   */
  static ModelException after(ModelEntry entry, ModelPart part, List<Exception> failures) {
    StringBuilder reasons = new StringBuilder();
    ModelException telling = null;
    for (Exception failure : failures) {
      reasons.append(reasons.isEmpty() ? " (" : "; ").append(failure.getMessage());
      telling = failure instanceof ModelException known ? known : telling;
    }
    reasons.append(reasons.isEmpty() ? "" : ")");
    ModelException result =
        telling != null
            ? telling
            : new ModelMissing(
                entry.name(),
                howToGet(entry, part.file()) + reasons,
                failures.isEmpty() ? null : failures.getLast());
    failures.stream()
        .filter(f -> f != result && f != result.getCause())
        .forEach(result::addSuppressed);
    return result;
  }

  /** What the user can do to get a file that is not here. */
  static String howToGet(ModelEntry entry, String file) {
    String start = "Model " + entry.name() + " is not on this machine (" + file + "): ";
    String mirror = "set REELFRAME_MODEL_MIRROR to a folder or server that holds it";
    String own = "register your own with ModelEntry.local(\"" + entry.name() + "\", path)";
    Source source =
        entry.parts().stream()
            .filter(part -> part.file().equals(file))
            .findFirst()
            .map(ModelPart::source)
            .orElseThrow();
    return switch (source) {
      case Source.Converted converted ->
          start
              + "it was converted from "
              + converted.from()
              + " and has no public address; "
              + mirror
              + " and run `reelframe models fetch "
              + entry.name()
              + "`, or "
              + own
              + ".";
      case Source.Published published ->
          start
              + "it is published as "
              + published.where()
              + ", with no checksum known here; "
              + own
              + ", or pin it with ModelEntry.pin and run `reelframe models fetch "
              + entry.name()
              + "`.";
      case Source.Download d ->
          start
              + "run `reelframe models fetch "
              + entry.name()
              + "` with a network, or "
              + mirror
              + ".";
      case Source.Packed p ->
          start
              + "run `reelframe models fetch "
              + entry.name()
              + "` with a network, or "
              + mirror
              + ".";
      case Source.Embedded e ->
          start
              + "it comes along in the artifact dev.reelframe:models-default, which is not on the class"
              + " path: add that, or "
              + mirror
              + ".";
      case Source.Inline i -> start + "run `reelframe models fetch " + entry.name() + "`.";
      case Source.Local l -> start + own + ".";
    };
  }
}
