package dev.reelframe.cli;

import dev.reelframe.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which analyzers run, and with what parameters. */
final class AnalyzerOptions {
  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "these analyzers, and those they need")
  private Set<String> only;

  @Option(
      names = "--set",
      paramLabel = "ANALYZER.PARAMETER=VALUE",
      description = "a parameter, as docs/tables.md names it; may be repeated")
  private Map<String, String> parameters = Map.of();

  /**
   * The standard pipeline as the options change it.
   *
   * @throws IllegalArgumentException where a name or a value is none, or sets what does not run
   */
  Pipeline pipeline() {
    Pipeline pipeline = Pipeline.standard().set(parameters);
    pipeline = only == null ? pipeline : pipeline.only(only);
    List<String> run = pipeline.analyzers().stream().map(a -> a.spec().name()).toList();
    for (String key : parameters.keySet()) {
      String analyzer = key.substring(0, key.indexOf('.'));
      if (!run.contains(analyzer)) {
        throw new IllegalArgumentException(
            "--set " + key + ": " + analyzer + " does not run; name it with --only");
      }
    }
    return pipeline;
  }
}
