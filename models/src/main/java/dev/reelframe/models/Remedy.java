package dev.reelframe.models;

import java.util.List;

/** What a user is told when a file cannot be had: what happened, and what to do. */
final class Remedy {
  private Remedy() {}

  /**
   * The error after every source failed: the last that says more than "not there", else missing.
   */
  static ModelException after(
      ModelEntry entry, ModelPart part, boolean network, List<Exception> failures) {
    StringBuilder reasons = new StringBuilder();
    ModelException telling = null;
    for (Exception failure : failures) {
      reasons.append(reasons.isEmpty() ? " " : "; ").append(failure.getMessage());
      telling = failure instanceof ModelException known ? known : telling;
    }
    reasons.append(reasons.isEmpty() ? "" : ".");
    ModelException result =
        telling != null
            ? telling
            : new ModelMissing(
                entry.name(),
                howToGet(entry, part, network) + reasons,
                failures.isEmpty() ? null : failures.getLast());
    failures.stream()
        .filter(f -> f != result && f != result.getCause())
        .forEach(result::addSuppressed);
    return result;
  }

  /**
   * What the user can do to get a part that is not here.
   *
   * @param network whether it may be fetched at all
   */
  static String howToGet(ModelEntry entry, ModelPart part, boolean network) {
    String fetch = "`reelframe models fetch " + entry.name() + "`";
    String mirror = "set REELFRAME_MODEL_MIRROR to a folder or server that holds it";
    String own = "register your own with ModelEntry.local(\"" + entry.name() + "\", path)";
    String what =
        switch (part.source()) {
          case Source.Download d when network -> "run " + fetch + " with a network, or " + mirror;
          case Source.Download d -> allow(fetch) + ", or " + mirror;
          case Source.Embedded e ->
              "it comes along in the artifact dev.reelframe:models-default, which is not on the"
                  + " class path: add that, or "
                  + mirror;
          case Source.Inline i -> "run " + fetch;
          case Source.Local l -> own;
        };
    return "Model " + entry.name() + " is not on this machine (" + part.file() + "): " + what + ".";
  }

  private static String allow(String fetch) {
    return "REELFRAME_OFFLINE forbids to fetch it: unset that and run " + fetch;
  }
}
