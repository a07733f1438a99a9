package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Video;
import dev.reelframe.results.Manifest;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether what is here today would give the tables of an earlier run again. */
final class Repeatability {
  private Repeatability() {}

  /** Why a pipeline would not give these tables; empty where it would. */
  static Optional<String> differs(Manifest then, Pipeline today, Video video) {
    if (!then.mediaSha256().equals(video.sha256())) {
      return Optional.of("it is of another file");
    }
    Map<String, Manifest.Ran> analyzers = new TreeMap<>();
    then.analyzers().forEach(ran -> analyzers.put(ran.name(), ran));
    for (Analyzer analyzer : today.analyzers()) {
      String name = analyzer.spec().name();
      Optional<String> different =
          analyzers.containsKey(name)
              ? differs(analyzers.get(name), analyzer, video.info())
              : Optional.of("it did not run");
      if (different.isPresent()) {
        return Optional.of(name + ": " + different.get());
      }
    }
    return Optional.empty();
  }

  /** Why an analyzer would give another table; empty where it would not. */
  static Optional<String> differs(Manifest.Ran then, Analyzer today, MediaInfo media) {
    AnalyzerSpec spec = today.spec();
    if (!then.version().equals(spec.version())) {
      return Optional.of("version %s ran, this is %s".formatted(then.version(), spec.version()));
    }
    SortedMap<String, String> parameters = spec.parametersFor(media);
    if (!then.parameters().equals(parameters)) {
      return Optional.of("it ran with other parameters: " + changes(then.parameters(), parameters));
    }
    List<ModelUse> models = today.modelsNow();
    // What ended for want of a model gives more once there is one more.
    boolean wanting = then.state().equals("degraded") || then.state().equals("skipped");
    boolean able = today.unable(media).isEmpty();
    boolean more = wanting && able && !then.models().containsAll(models);
    return more || !models.containsAll(then.models())
        ? Optional.of(
            "other models are here now: it ran with %s, here are %s"
                .formatted(words(then.models()), words(models)))
        : Optional.empty();
  }

  private static String changes(Map<String, String> then, Map<String, String> now) {
    Set<String> names = new LinkedHashSet<>(then.keySet());
    names.addAll(now.keySet());
    return String.join(
        ", ",
        names.stream()
            .filter(n -> !then.getOrDefault(n, "").equals(now.getOrDefault(n, "")))
            .map(n ->
                "%s %s, now %s".formatted(n, then.getOrDefault(n, "-"), now.getOrDefault(n, "-")))
            .toList());
  }

  private static String words(List<ModelUse> models) {
    return models.isEmpty()
        ? "none"
        : String.join(
            ", ",
            models.stream().map(m -> m.name() + " (" + m.sha256().substring(0, 8) + ")").toList());
  }
}
